"""What is remembered of each target's fleet between two looks; only memory, like `standings.py`."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections import deque
    from collections.abc import Mapping
    from datetime import datetime

    from plumbrule.loop.fleet.tour import Tour
    from plumbrule.model.ids import Digest, Family, Key, TargetName
    from plumbrule.model.revision import Revision
    from plumbrule.model.running import Fleet, Rollout, Use


@dataclass(frozen=True, slots=True)
class Seen:
    """What one revision was when it was asked for.

    Attributes:
        digest: of its content, through the lens of `footing`; None where ECS knows of no such revision.
        active: whether it was ACTIVE.
    """

    digest: Digest | None
    active: bool
    at: datetime
    footing: str


@dataclass(slots=True)
class Look:
    """One look under way: first the tour, then the revisions that have to be compared; None until they are known.

    Attributes:
        fresh: what had been registered since the look before, when this one began.
    """

    tour: Tour
    wanted: deque[tuple[Family, int]] | None = None
    fresh: Mapping[Key, Revision] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Judged:
    """How one family was found; `since` is when it came to be so, as far as this process knows."""

    rollout: Rollout
    since: datetime


@dataclass(slots=True)
class _Target:
    fleet: Fleet | None = None
    look: Look | None = None
    ended: int = 0
    judged: dict[Key, Judged] = field(default_factory=dict)
    seen: dict[tuple[Family, int], Seen] = field(default_factory=dict)
    fresh: dict[Key, Revision] = field(default_factory=dict)


class Fleets:
    """One target's look is in one pair of hands, since its name is in the queue once; readers may be many."""

    def __init__(self) -> None:
        self._targets: dict[TargetName, _Target] = {}
        self._lock = threading.Lock()

    def of(self, target: TargetName) -> Fleet | None:
        """What the last look found; None before the first."""
        return self._target(target).fleet

    def uses(self, key: Key) -> tuple[Use, ...]:
        """What ran the family at the last look."""
        fleet = self.of(key.target)
        return fleet.uses.get(key.family, ()) if fleet else ()

    def judged(self, key: Key) -> Judged | None:
        """How far the family is; None where nothing runs it, or nobody knows."""
        return self._target(key.target).judged.get(key)

    def all(self, target: TargetName) -> Mapping[Key, Judged]:
        """Every family of the target that something runs."""
        with self._lock:
            return dict(self._targets.get(target, _Target()).judged)

    def look(self, target: TargetName) -> Look | None:
        """The one under way."""
        return self._target(target).look

    def registered(self, key: Key, revision: Revision) -> None:
        """Something was registered: the next look that begins sees who was left behind."""
        with self._lock:
            self._targets.setdefault(key.target, _Target()).fresh[key] = revision

    def begin(self, target: TargetName, tour: Tour) -> Look:
        """Begin one."""
        with self._lock:
            home = self._targets.setdefault(target, _Target())
            home.look, home.fresh = Look(tour, fresh=home.fresh), {}
            return home.look

    def end(self, target: TargetName) -> None:
        """What was under way is over, whatever came of it."""
        home = self._target(target)
        home.look, home.ended = None, home.ended + 1

    def ended(self, target: TargetName) -> int:
        """How many looks are over."""
        return self._target(target).ended

    def found(self, target: TargetName, fleet: Fleet) -> None:
        """A tour was whole."""
        self._target(target).fleet = fleet

    def seen(self, target: TargetName) -> dict[tuple[Family, int], Seen]:
        """Revisions that were asked for; only the look under way writes to it."""
        return self._target(target).seen

    def judge(self, target: TargetName, rollouts: Mapping[Key, Rollout], now: datetime) -> Mapping[Key, Judged | None]:
        """Remember how families were found; those that are another way than before, as they were."""
        with self._lock:
            home = self._targets.setdefault(target, _Target())
            before, home.judged = home.judged, {}
            for key, rollout in rollouts.items():
                known = before.get(key)
                goes_on = known is not None and known.rollout.running is rollout.running
                home.judged[key] = Judged(rollout, known.since if known and goes_on else now)
            return {
                key: before.get(key)
                for key in (*home.judged, *(before.keys() - home.judged.keys()))
                if _running(before.get(key)) != _running(home.judged.get(key))
            }

    def _target(self, target: TargetName) -> _Target:
        with self._lock:
            return self._targets.setdefault(target, _Target())


def _running(judged: Judged | None) -> object:
    return judged.rollout.running if judged else None
