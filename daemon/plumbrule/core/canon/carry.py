"""What an owner has set is carried over into what Git registers, in the definition's own lists and objects.

Objects, maps and lists that the value needs are made where Git has none.
A container or another element that Git does not have is not: Git decides what there is, the owner what its value is,
unless the owner's path means the element itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from plumbrule.core.fields import EVERY, ROOT, ListKind, below
from plumbrule.model.tree import as_object

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from plumbrule.core.fields import Node, Pattern
    from plumbrule.model.tree import Object, Tree


def carried_over(git: Object, live: Object, patterns: Iterable[Pattern]) -> dict[str, Tree]:
    """Git's definition as authored, with the live values of what `patterns` mean, as a fresh tree.

    Args:
        git: RegisterTaskDefinition's input.
        live: Describe's `taskDefinition`; what it lacks or has empty stays as Git has it.
        patterns: paths that Git does not own.
    """
    made = dict(git)
    for pattern in patterns:
        made = dict(as_object(_carried(made, live, pattern, ROOT)))
    return made


def _carried(git: Tree, live: Tree, pattern: Pattern, node: Node, *, in_element: bool = False) -> Tree:
    if live is None or live in ([], {}, ()):
        return git
    if not pattern:
        return live
    if node.kind is ListKind.KEYED and not in_element:
        return _carried_list(git, live, pattern, node)
    return _carried_member(git, live, pattern, node)


def _carried_member(git: Tree, live: Tree, pattern: Pattern, node: Node) -> Tree:
    name = pattern[0]
    if not isinstance(live, Mapping) or not isinstance(git, Mapping | None) or not isinstance(name, str):
        return git
    ours = as_object(git)
    value = _carried(ours.get(name), live.get(name), pattern[1:], below(node, name))
    return git if value is None else {**ours, name: value}


def _carried_list(git: Tree, live: Tree, pattern: Pattern, node: Node) -> Tree:
    if not isinstance(live, list | tuple) or not isinstance(git, list | tuple | None):
        return git
    theirs = {key: item for item in reversed(live) if (key := _meant(item, pattern, node)) is not None}
    ours = [_carried_element(item, theirs, pattern, node) for item in git or ()]
    if len(pattern) == 1:
        ours += _elements_without(git or (), theirs, node)
    return ours or git


def _carried_element(item: Tree, theirs: Mapping[str, Tree], pattern: Pattern, node: Node) -> Tree:
    found = theirs.get(node.element_key(item) or "")
    return item if found is None else _carried(item, found, pattern[1:], node, in_element=True)


def _elements_without(git: Sequence[Tree], theirs: Mapping[str, Tree], node: Node) -> list[Tree]:
    """The owner's elements that Git does not have, in the order of their keys."""
    known = {node.element_key(item) for item in git}
    return [theirs[key] for key in sorted(theirs) if key not in known]


def _meant(item: Tree, pattern: Pattern, node: Node) -> str | None:
    key = node.element_key(item)
    return key if key is not None and pattern[0] in (EVERY, key) else None
