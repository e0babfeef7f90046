"""Values in sentences: cut where they are long, hidden where they are secret."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from plumbrule.model.secret import MASK, brief, is_secret_text, is_under

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plumbrule.core.validate.rule import Value
    from plumbrule.model.tree import Tree

LONGEST: Final = 80
_WORD: Final = re.compile(r"[\w.-]+")
_KINDS: Final = {bool: "", int: "the number ", float: "the number ", str: "the text "}

_NAMING: Final = frozenset({"name", "key", "valueFrom"})
"""Members that name a thing or say where its secret is kept."""


def shown(value: Value) -> str:
    """What a value is, in words: `the number 256`, `the text "a"`, `an object`."""
    tree = value.tree
    if tree is None:
        return "null"
    if isinstance(tree, Mapping):
        return "an object"
    if isinstance(tree, list | tuple):
        return "a list"
    return f"{_KINDS.get(type(tree), '')}{quoted(value)}"


def quoted(value: Value) -> str:
    """A text, number or boolean as JSON writes it, cut to 80 characters; `(secret)` where it must not be shown."""
    return MASK if is_hidden(value) else cut(json.dumps(value.tree, ensure_ascii=False, default=str))


def part(whole: str, piece: str) -> str:
    """A piece of a text from a definition as a sentence may repeat it: a credential's pieces are hidden, too."""
    return MASK if is_secret_text(whole) else brief(piece)


def cut(text: str) -> str:
    """At most 80 characters of `text`."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def is_hidden(value: Value) -> bool:
    """Whether the value must not be shown: by its own shape, or by a name that it stands under."""
    if isinstance(value.tree, str) and is_secret_text(value.tree):
        return True
    text = value.tree if isinstance(value.tree, str) else json.dumps(value.tree, default=str)
    return any(is_under(name, text) for name in _names(value))


def _names(value: Value) -> Iterator[str]:
    """What tells what a value is for: its key, its element's `name` or `key`, the options of a command."""
    yield value.name
    parent = value.parent.tree if value.parent else None
    if isinstance(parent, Mapping) and value.name not in _NAMING:
        yield from (name for name in (parent.get("name"), parent.get("key")) if isinstance(name, str))
    if isinstance(parent, list | tuple):
        yield from _before(parent, value.pointer)
    if isinstance(value.tree, str):
        yield from _options(value.tree)


def _before(items: Sequence[Tree], pointer: str) -> Iterator[str]:
    """The names in the item before the one at `pointer`, as in `--db-password`."""
    index = pointer.rpartition("/")[2]
    before = items[int(index) - 1] if index.isdecimal() and 0 < int(index) <= len(items) else None
    if isinstance(before, str):
        yield from _options(before)


def _options(text: str) -> Iterator[str]:
    """The names in `--db-password` and in `DB_PASSWORD=x`, and every word beside others in a text: one may be a name.

    A text of the wrong type is often a whole line that something swallowed, name and value and all.
    """
    words = _WORD.findall(text)
    yield from words if len(words) > 1 else (word for word in words if text.startswith("-"))
