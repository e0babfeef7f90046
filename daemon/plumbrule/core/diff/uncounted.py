"""What was not counted, and by which fact: a walk over both texts as they were written, along the field table.

The canonical form removes what says nothing and forgets that it did.
This walk looks at the texts again and names, for every difference between them that is no change, the fact that made
it none.
"""

from __future__ import annotations

from collections.abc import Mapping
from operator import attrgetter
from typing import TYPE_CHECKING, Final, TypeGuard

from plumbrule.core.diff.pointers import pointer_of
from plumbrule.core.diff.reasons import reason_of, tag_reason
from plumbrule.core.fields import (
    RESPONSE_ONLY,
    ROOT,
    UNKNOWN,
    ListKind,
    below,
    element_path,
    holds_secret,
    member_path,
    node_at,
    sources,
    steps,
)
from plumbrule.model.change import ABSENT, Absent
from plumbrule.model.digest import canonical_json
from plumbrule.model.tree import as_list, as_object, as_text, is_list
from plumbrule.model.uncounted import Reason, Uncounted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from plumbrule.core.diff.reasons import Decided
    from plumbrule.core.fields import Node
    from plumbrule.model.change import Change
    from plumbrule.model.tree import Object, Tree

__all__ = ["Reason", "Uncounted", "uncounted", "uncounted_tags"]

_OUTSIDE: Final = frozenset({"tags"})


def uncounted(git: Object, live: Object, changes: Iterable[Change]) -> tuple[Uncounted, ...]:
    """Every difference between two texts that is no change, sorted by path.

    Args:
        git: Git's definition, as authored.
        live: Describe's `taskDefinition`, whole.
        changes: what `diff` found between their canonical forms: what lies at or below one is told there.
    """
    walk = _Walk(git, live, {steps(change.path) for change in changes})
    return tuple(sorted(walk.found(), key=attrgetter("path")))


def uncounted_tags(git: Tree, live: Tree, changes: Iterable[Change]) -> tuple[Uncounted, ...]:
    """Live tags that Git does not name, and which are no change."""
    ours = {as_text(as_object(tag).get("key")) for tag in as_list(git)}
    told = {change.path for change in changes}
    found = [
        _tag(key, as_text(as_object(tag).get("value")) or "")
        for tag in as_list(live)
        if (key := as_text(as_object(tag).get("key"))) and key not in ours and element_path("tags", key) not in told
    ]
    return tuple(sorted(found, key=attrgetter("path")))


def _tag(key: str, value: str) -> Uncounted:
    path, said = element_path("tags", key), tag_reason(key)
    secret = holds_secret(node_at("tags[].value"), value, key)
    return Uncounted(path, pointer_of(path, {}), ABSENT, value, said.reason, said.fact, said.source, secret=secret)


class _Walk:
    """Two texts side by side."""

    def __init__(self, git: Object, live: Object, told: set[tuple[str, ...]]) -> None:
        self._git = git
        self._live = live
        self._told = told

    def found(self) -> Iterator[Uncounted]:
        """Everything, in no order."""
        for name in sorted(RESPONSE_ONLY & self._live.keys()):
            fact = "only answers of ECS have this member; it is no input"
            source = f"{sources.TASK_DEFINITION.url}, seen {sources.TASK_DEFINITION.seen}"
            yield Uncounted(name, f"/{name}", ABSENT, self._live[name], Reason.RESPONSE_ONLY, fact, source)
        apart = RESPONSE_ONLY | _OUTSIDE
        ours, theirs = (
            {name: value for name, value in side.items() if name not in apart} for side in (self._git, self._live)
        )
        yield from self._members(ROOT, "", "", ours, theirs)

    def _members(self, node: Node, path: str, under: str, git: Object, live: Object) -> Iterator[Uncounted]:
        around = live or git
        for name in dict.fromkeys((*git, *live)):
            inner = below(node, name)
            at = member_path(path, name)
            key = name if node.value else node.element_key(around) or under
            yield from self._value(inner, at, key, (git.get(name, ABSENT), live.get(name, ABSENT)), around=(git, live))

    def _value(
        self,
        node: Node,
        path: str,
        under: str,
        pair: tuple[Tree | Absent, Tree | Absent],
        *,
        around: tuple[Object, Object],
    ) -> Iterator[Uncounted]:
        git, live = pair
        if _same(git, live) or steps(path) in self._told:
            return
        ours, theirs = _entered(git, live), _entered(live, git)
        if node is UNKNOWN:  # told whole: what a name further in says of secrecy holds for all of it
            yield self._one(path, pair, reason_of(node, pair, around, (self._git, self._live)), under, node)
        elif isinstance(ours, Mapping) and isinstance(theirs, Mapping) and (ours or theirs) and _matter(git, live):
            yield from self._members(node, path, under, ours, theirs)
        elif _is_listed(ours) and _is_listed(theirs) and node.kind is not ListKind.SET and git and live:
            yield from self._items(node, path, under, (ours, theirs))
        else:
            yield self._one(path, pair, reason_of(node, pair, around, (self._git, self._live)), under, node)

    def _items(
        self, node: Node, path: str, under: str, pair: tuple[Sequence[Tree], Sequence[Tree]]
    ) -> Iterator[Uncounted]:
        ours, theirs = (_keyed(node, side) for side in pair)
        if ours is None or theirs is None:
            yield from self._by_place(node, path, under, pair)
            return
        if [key for key in ours if key in theirs] != [key for key in theirs if key in ours]:
            said = reason_of(node, pair, ({}, {}), (self._git, self._live))
            yield self._one(path, (list(ours), list(theirs)), said, under, node)
        for key, element in ours.items():
            at = element_path(path, key)
            if key in theirs and steps(at) not in self._told:
                yield from self._members(node, at, key, element, theirs[key])

    def _by_place(
        self, node: Node, path: str, under: str, pair: tuple[Sequence[Tree], Sequence[Tree]]
    ) -> Iterator[Uncounted]:
        """Items of a list whose order is meaning, or that cannot be told apart; nulls among them say nothing."""
        ours, theirs = ([item for item in side if item is not None] for side in pair)
        if len(ours) != len(pair[0]) or len(theirs) != len(pair[1]):
            yield self._one(path, pair, reason_of(node, (None, ABSENT), ({}, {}), ({}, {})), under, node)
        for index, (one, other) in enumerate(zip(ours, theirs, strict=False)):
            if isinstance(one, Mapping) and isinstance(other, Mapping):
                yield from self._members(node, element_path(path, str(index)), under, one, other)

    def _one(
        self, path: str, pair: tuple[Tree | Absent, Tree | Absent], said: Decided, under: str, node: Node
    ) -> Uncounted:
        secret = any(not isinstance(side, Absent) and holds_secret(node, side, under) for side in pair)
        pointer = pointer_of(path, self._git)
        return Uncounted(path, pointer, *pair, said.reason, said.fact, said.source, secret=secret)


def _is_listed(tree: Tree | Absent) -> TypeGuard[Sequence[Tree]]:
    """Whether it is a list of trees."""
    return not isinstance(tree, Absent) and is_list(tree)


def _same(one: Tree | Absent, other: Tree | Absent) -> bool:
    if isinstance(one, Absent) or isinstance(other, Absent):
        return one is other
    return type(one) is type(other) and canonical_json(one) == canonical_json(other)


def _entered(side: Tree | Absent, other: Tree | Absent) -> Tree | Absent:
    """An absent side next to an object is walked as an empty one: each member of the object has its own reason."""
    return {} if isinstance(side, Absent) and isinstance(other, Mapping) else side


def _matter(git: Tree | Absent, live: Tree | Absent) -> bool:
    """Whether an object on one side only holds anything to look into."""
    return all(isinstance(side, Absent) or bool(side) for side in (git, live))


def _keyed(node: Node, items: Sequence[Tree]) -> dict[str, Object] | None:
    if node.kind is not ListKind.KEYED:
        return None
    keyed: dict[str, Object] = {}
    for item in items:
        key = node.element_key(item)
        if key is None or key in keyed or not isinstance(item, Mapping):
            return None
        keyed[key] = item
    return keyed
