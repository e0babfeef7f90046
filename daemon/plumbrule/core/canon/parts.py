"""Parts of a canonical form, by pattern: taken out, or taken over from the other side.

An object that is left with nothing goes too, as the canonical rules have it; an element of a keyed list stays, since
its key says that it is there.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from plumbrule.core.fields import EVERY, ROOT, ListKind, below
from plumbrule.model.change import ABSENT, Absent
from plumbrule.model.tree import as_object

if TYPE_CHECKING:
    from collections.abc import Iterable

    from plumbrule.core.fields import Node, Pattern
    from plumbrule.core.fields.patterns import Step
    from plumbrule.model.tree import Object, Tree


def without(tree: Object, patterns: Iterable[Pattern]) -> dict[str, Tree]:
    """The canonical `tree` with nothing of what `patterns` mean, as a fresh tree."""
    kept = dict(tree)
    for pattern in patterns:
        kept = dict(as_object(_cut(kept, pattern, ROOT)))
    return kept


def with_parts_of(other: Object, tree: Object, patterns: Iterable[Pattern]) -> dict[str, Tree]:
    """The canonical `tree` as if it said what `other` says wherever `patterns` point, as a fresh tree.

    An element that only one of both has is left as it is, unless a pattern means the element itself.
    """
    made = dict(tree)
    for pattern in patterns:
        grafted = _grafted(made, other, pattern, ROOT)
        made = {} if isinstance(grafted, Absent) else dict(as_object(grafted))
    return made


def _cut(tree: Tree, pattern: Pattern, node: Node, *, in_element: bool = False) -> Tree:
    elements = node.kind is ListKind.KEYED and not in_element
    if isinstance(tree, list | tuple) and elements:
        return [_cut_item(item, pattern, node) for item in tree]
    if not isinstance(tree, Mapping):
        return tree
    step, *rest = pattern
    made = dict(tree)
    for name in _names(step, made):
        left = (
            _cut(made[name], tuple(rest), node if elements else below(node, name), in_element=elements) if rest else {}
        )
        if left == {} and (not elements or not rest):
            del made[name]
        else:
            made[name] = left
    return made


def _cut_item(item: Tree, pattern: Pattern, node: Node) -> Tree:
    """An element of a list that could not be keyed; it does not go whole, since others may have its key."""
    if len(pattern) == 1 or pattern[0] not in (EVERY, node.element_key(item)):
        return item
    return _cut(item, pattern[1:], node, in_element=True)


def _grafted(
    tree: Tree | Absent, other: Tree | Absent, pattern: Pattern, node: Node, *, in_element: bool = False
) -> Tree | Absent:
    if not pattern:
        return other
    ours, theirs = _members(tree), _members(other)
    if ours is None or theirs is None:
        return tree
    step, *rest = pattern
    elements = node.kind is ListKind.KEYED and not in_element
    made = dict(ours)
    for name in _names(step, {**ours, **theirs}):
        if elements and rest and not (name in ours and name in theirs):
            continue
        inner = node if elements else below(node, name)
        value = _grafted(ours.get(name, ABSENT), theirs.get(name, ABSENT), tuple(rest), inner, in_element=elements)
        if isinstance(value, Absent) or value == {}:
            made.pop(name, None)
        else:
            made[name] = value
    return made


def _members(tree: Tree | Absent) -> Object | None:
    """The members of an object, none where there is nothing; None where something else is."""
    if isinstance(tree, Absent):
        return {}
    return tree if isinstance(tree, Mapping) else None


def _names(step: Step, there: Object) -> list[str]:
    if step is EVERY:
        return sorted(there)
    return [step] if step in there and isinstance(step, str) else []
