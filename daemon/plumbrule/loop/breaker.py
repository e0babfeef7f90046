"""The breaker of each target: when many families differ although nobody changed anything, nothing is registered.

A new default of AWS, a fact of an operator that expires, or a rule of ours that changes with a version makes many
families differ at once, and each of them alone looks like drift.
All of it is computed from the journal and from what ECS shows, so it is known again after a start as soon as enough of
the target was compared; until then a changed spec waits (`Doubt.is_open` is False).
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from math import ceil
from typing import TYPE_CHECKING, Final

from plumbrule.loop.common import Leaf, common, leaves
from plumbrule.model.doubt import Doubt
from plumbrule.model.event import Event, Level, Notice
from plumbrule.model.state import State

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from plumbrule.core.tell.standing import Standing
    from plumbrule.model.ids import Key, TargetName
    from plumbrule.model.pace import Pace
    from plumbrule.model.tree import Tree

NO_FOOTING: Final = ""


@dataclass(slots=True)
class _Breaker:
    """One target.

    Attributes:
        footing: under which settings and facts the families are compared.
        needed: so many unexplained families open it.
        unseen: families that were not compared on this footing yet.
        unexplained: what differs in each family whose verdict changed by itself.
        held: families that were refused because of it, and are looked at again when that ends.
    """

    footing: str = NO_FOOTING
    families: int = 0
    needed: int = 0
    unseen: set[Key] = field(default_factory=set)
    unexplained: dict[Key, tuple[Leaf, ...]] = field(default_factory=dict)
    held: set[Key] = field(default_factory=set)
    is_open: bool = False
    is_told: bool = False

    def may_open(self, key: Key | None = None) -> bool:
        """Whether the families that are still to be compared, all but `key`, could open it."""
        return len(self.unexplained) + len(self.unseen - {key}) >= self.needed

    def open_if_due(self) -> bool:
        """Open it where enough is unexplained; only the end of a sweep closes it."""
        self.is_open = self.is_open or (self.needed > 0 and len(self.unexplained) >= self.needed)
        return self.is_open


class Breakers:
    """The breakers of all targets; safe for any number of threads. Only memory: a start compares everything anew."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._targets: dict[TargetName, _Breaker] = {}

    def begin(self, target: TargetName, keys: Iterable[Key], footing: str, pace: Pace) -> None:
        """A sweep of `keys` begins; on another footing than the one before, everything is to be compared anew."""
        every = set(keys)
        with self._lock:
            breaker = self._targets.setdefault(target, _Breaker())
            breaker.unseen = set(every) if breaker.footing != footing else breaker.unseen & every
            breaker.footing = footing
            breaker.families = len(every)
            breaker.needed = max(pace.breaker_floor, ceil(pace.breaker_share * len(every)))
            breaker.unexplained = {key: leaves for key, leaves in breaker.unexplained.items() if key in every}
            breaker.open_if_due()

    def judged(self, standing: Standing) -> None:
        """A family was judged."""
        with self._lock:
            breaker = self._targets.setdefault(standing.key.target, _Breaker())
            if standing.state is State.UNEXPLAINED:
                breaker.unexplained[standing.key] = leaves(standing.changes)
                breaker.open_if_due()
            else:
                breaker.unexplained.pop(standing.key, None)

    def hold(self, key: Key) -> None:
        """The family was refused because of the breaker."""
        with self._lock:
            self._targets.setdefault(key.target, _Breaker()).held.add(key)

    def seen(self, key: Key) -> None:
        """The pass of a family ended, however it ended: one that cannot be observed keeps no other waiting."""
        with self._lock:
            if breaker := self._targets.get(key.target):
                breaker.unseen.discard(key)

    def doubt(self, key: Key, footing: str) -> Doubt | None:
        """Why nothing may be registered for `key` now; None when there is no doubt."""
        with self._lock:
            breaker = self._targets.get(key.target) or _Breaker()
            if breaker.is_open or breaker.footing != footing or breaker.may_open(key):
                return Doubt(len(breaker.unexplained), breaker.families, breaker.is_open)
            return None

    def released(self, target: TargetName) -> tuple[Key, ...]:
        """Families that were held and need not be any more; each is named once."""
        with self._lock:
            breaker = self._targets.get(target)
            if breaker is None or not breaker.held or breaker.is_open or breaker.may_open():
                return ()
            released, breaker.held = tuple(sorted(breaker.held)), set()
            return released

    def opened(self, target: TargetName, today: date) -> dict[str, Tree] | None:
        """What there is to say of an open breaker; None while it is closed."""
        with self._lock:
            breaker = self._targets.get(target)
            if breaker is None or not breaker.is_open:
                return None
            return _fields(target, breaker) | _common(breaker, today)

    def swept(self, target: TargetName, today: date) -> Notice | None:
        """A sweep ended: what is new of the breaker."""
        with self._lock:
            breaker = self._targets.setdefault(target, _Breaker())
            if breaker.open_if_due() and len(breaker.unexplained) < breaker.needed:
                breaker.is_open = False
            was_told, breaker.is_told = breaker.is_told, breaker.is_open
            if breaker.is_open and not was_told:
                return Notice(Event.BREAKER_OPENED, Level.ERROR, _fields(target, breaker) | _common(breaker, today))
            if was_told and not breaker.is_open:
                return Notice(Event.BREAKER_CLOSED, Level.INFO, _fields(target, breaker))
            return None


def _fields(target: TargetName, breaker: _Breaker) -> dict[str, Tree]:
    return {
        "target": target,
        "unexplained": len(breaker.unexplained),
        "families": breaker.families,
        "opens_at": breaker.needed,
    }


def _common(breaker: _Breaker, today: date) -> dict[str, Tree]:
    return common(tuple(breaker.unexplained.values()), today)
