"""Which lines of a file may not be quoted, as exactly as its values are known."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import TYPE_CHECKING

from plumbrule.core.load.parse import Parsed, parse, syntax_of
from plumbrule.model.pace import DEFAULT_BOUNDS
from plumbrule.model.pointer import child
from plumbrule.model.secret import MASK, brief, is_secret_name, is_secret_text, is_under, masked_tree, speaks_of_secrets

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plumbrule.model.document import Marks
    from plumbrule.model.tree import Object, Tree


def hidden_lines(path: str, lines: Sequence[str], text: str) -> frozenset[int] | None:
    """Numbers of the lines that hold a secret, or speak of one in a comment; None where the file cannot be parsed.

    A value reaches from its own line to where the next value or key begins.
    """
    syntax = syntax_of(path)
    parsed = parse(text, syntax, DEFAULT_BOUNDS) if syntax else None
    if not isinstance(parsed, Parsed):
        return None
    marks = parsed.marks()
    secret = frozenset(_secrets(parsed.tree, masked_tree(parsed.tree), ""))
    telling = (at for at, line in enumerate(lines, 1) if is_secret_text(line) or ("#" in line and _comments(line)))
    return frozenset((*telling, *_covered(marks, secret, len(lines))))


def _comments(line: str) -> bool:
    return speaks_of_secrets(line.partition("#")[2])


def _secrets(tree: Tree, masked: Tree, pointer: str, names: frozenset[str] = frozenset()) -> Iterator[str]:
    """Pointers of what is masked, of what stands beside or below the name of a secret, and of swallowed lines.

    Whatever the members are called counts: a password under `vaule` is told, not shown.
    """
    if isinstance(tree, Mapping) and isinstance(masked, Mapping):
        for name, value in tree.items():
            near = names | _names_beside(value, tree) | frozenset({name} if is_secret_name(name) else ())
            yield from _secrets(value, masked.get(name, MASK), child(pointer, name), near)
    elif isinstance(tree, list | tuple) and isinstance(masked, list | tuple):
        for index, (one, shown) in enumerate(zip(tree, masked, strict=True)):
            near = frozenset[str]() if isinstance(one, Mapping) else names
            yield from _secrets(one, shown, child(pointer, index), near)
    elif masked == MASK or any(is_under(name, str(tree)) for name in names) or _swallowed(tree):
        yield pointer


def _names_beside(value: Tree, around: Object) -> frozenset[str]:
    found = (one for one in around.values() if isinstance(one, str) and one is not value)
    return frozenset(filter(is_secret_name, found))


def _swallowed(tree: Tree) -> bool:
    return isinstance(tree, str) and brief(tree) == MASK


def _covered(marks: Marks, secret: frozenset[str], last: int) -> Iterator[int]:
    places = sorted(
        [
            *((position, pointer in secret) for pointer, position in marks.values.items()),
            *((position, False) for position in marks.keys.values()),
        ]
    )
    for ((line, _), hides), ((following, _), _) in pairwise([*places, ((last + 1, 0), False)]):
        if hides:
            yield from range(line, max(line + 1, following))
