"""The comparison of two canonical trees."""

from __future__ import annotations

from collections.abc import Mapping
from operator import attrgetter
from typing import TYPE_CHECKING

from plumbrule.core.diff.pointers import pointer_of
from plumbrule.core.fields import EVERY, ROOT, ListKind, below, element_path, holds_secret, member_path
from plumbrule.model.change import ABSENT, Absent, Change, Op
from plumbrule.model.digest import canonical_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from plumbrule.core.fields import Node, Pattern
    from plumbrule.model.tree import Object, Tree


def diff(git: Object, live: Object, *, original: Object) -> tuple[Change, ...]:
    """Every difference between two canonical definitions, sorted by path; empty exactly when their digests are equal.

    Objects that both sides have are descended into. Everything else is told whole, once, where it begins: a leaf, a
    list (order is meaning, or it is a set), an element or object that only one side has, a keyed list that only one
    side could key.

    Args:
        git: the canonical form of `original`.
        live: the canonical form of what is registered.
        original: Git's definition as authored, which the pointers point into.
    """
    found = _differences(_Spot(ROOT), git, live)
    return tuple(
        sorted((_change(spot, ours, theirs, original) for spot, ours, theirs in found), key=attrgetter("path"))
    )


def diff_within(git: Object, live: Object, patterns: Iterable[Pattern], *, original: Object) -> tuple[Change, ...]:
    """As `diff`, but only the differences in what `patterns` mean, each once.

    Where an element that one of them leads through is on one side only, there is nothing to compare.
    """
    found = {
        change.path: change
        for pattern in patterns
        for spot, ours, theirs in _along(_Spot(ROOT), git, live, pattern)
        for change in (_change(spot, ours, theirs, original),)
    }
    return tuple(found[path] for path in sorted(found))


class _Spot:
    """A place in both trees.

    Attributes:
        node: its field; for an element of a keyed list, the list's.
        path: as people read it.
        name: the nearest key that it stands under.
    """

    __slots__ = ("_is_element", "name", "node", "path")

    def __init__(self, node: Node, path: str = "", name: str = "", *, is_element: bool = False) -> None:
        self.node = node
        self.path = path
        self.name = name
        self._is_element = is_element

    @property
    def holds_elements(self) -> bool:
        """Whether the keys here are those of a keyed list."""
        return self.node.kind is ListKind.KEYED and not self._is_element

    def at(self, key: str) -> _Spot:
        """The place of the member, map entry or element `key` in the object here."""
        if self.holds_elements:
            return _Spot(self.node, element_path(self.path, key), key, is_element=True)
        return _Spot(below(self.node, key), member_path(self.path, key), key if self.node.value else self.name)


def _differences(spot: _Spot, git: Object, live: Object) -> Iterator[tuple[_Spot, Tree | Absent, Tree | Absent]]:
    for key in git.keys() | live.keys():
        ours, theirs = git.get(key, ABSENT), live.get(key, ABSENT)
        if isinstance(ours, Mapping) and isinstance(theirs, Mapping):
            yield from _differences(spot.at(key), ours, theirs)
        elif not _same(ours, theirs):
            yield spot.at(key), ours, theirs


def _along(
    spot: _Spot, git: Tree | Absent, live: Tree | Absent, pattern: Pattern
) -> Iterator[tuple[_Spot, Tree | Absent, Tree | Absent]]:
    if not pattern:
        yield from _beginning(spot, git, live)
        return
    ours, theirs = _object(git), _object(live)
    if ours is None or theirs is None:
        return
    step, *rest = pattern
    for key in sorted(ours.keys() | theirs.keys()) if step is EVERY else [str(step)]:
        if rest and spot.holds_elements and not (key in ours and key in theirs):
            continue
        yield from _along(spot.at(key), ours.get(key, ABSENT), theirs.get(key, ABSENT), tuple(rest))


def _beginning(
    spot: _Spot, git: Tree | Absent, live: Tree | Absent
) -> Iterator[tuple[_Spot, Tree | Absent, Tree | Absent]]:
    if isinstance(git, Mapping) and isinstance(live, Mapping):
        yield from _differences(spot, git, live)
    elif not _same(git, live):
        yield spot, git, live


def _object(tree: Tree | Absent) -> Object | None:
    if isinstance(tree, Absent):
        return {}
    return tree if isinstance(tree, Mapping) else None


def _same(one: Tree | Absent, other: Tree | Absent) -> bool:
    # Types first: to Python True is 1 and 1 is 1.0, to a digest and to ECS they are not.
    if type(one) is not type(other):
        return False
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return canonical_json(one) == canonical_json(other)
    return one == other


def _change(spot: _Spot, git: Tree | Absent, live: Tree | Absent, original: Object) -> Change:
    secret = any(not isinstance(side, Absent) and holds_secret(spot.node, side, spot.name) for side in (git, live))
    return Change(op_of(git, live), spot.path, pointer_of(spot.path, original), git, live, secret=secret)


def op_of(git: object, live: object) -> Op:
    """What registering Git's side would do."""
    if live is ABSENT:
        return Op.ADD
    return Op.REMOVE if git is ABSENT else Op.REPLACE
