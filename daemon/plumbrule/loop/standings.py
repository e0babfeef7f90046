"""What the loop remembers between passes: how each family stood, what was told of it, how often it failed.

Only memory: every start begins anew and looks at everything once. What must survive is in the journal.
"""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from plumbrule.model.permits import NO_PERMITS
from plumbrule.model.state import State

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from plumbrule.core.tell.standing import Told
    from plumbrule.model.answers import FamilyView
    from plumbrule.model.ids import Key, TargetName
    from plumbrule.model.permits import Permits
    from plumbrule.model.plan import Plan
    from plumbrule.model.policy import Requirement
    from plumbrule.model.state import Gate


@dataclass(frozen=True, slots=True)
class Remembered:
    """One family after its last pass.

    Attributes:
        fingerprint: None while the next pass must not be skipped.
        arn: the latest ACTIVE revision it was judged by; None where there was none.
        gates: what said no.
        plan: what can be approved; None where there is nothing to register.
        view: how it is shown; None while it is at peace, since then there is little to show.
        permits: what people and policy said about the plan.
        needed: whose approval it needs, and why.
    """

    state: State
    fingerprint: str | None
    told: Told | None
    arn: str | None = None
    gates: tuple[Gate, ...] = ()
    plan: Plan | None = None
    view: FamilyView | None = None
    permits: Permits = NO_PERMITS
    needed: tuple[tuple[Requirement, str], ...] = ()


NOTHING_YET = Remembered(State.UNKNOWN, None, None)


@dataclass(slots=True)
class Standings:
    """Thread-safe, since workers of different families write at once."""

    _families: dict[Key, Remembered] = field(default_factory=dict)
    _checked: dict[Key, datetime] = field(default_factory=dict)
    _vouched: dict[Key, str] = field(default_factory=dict)
    _named: Counter[Key] = field(default_factory=Counter)
    _troubles: dict[str, set[str]] = field(default_factory=dict)
    _sufferers: dict[str, set[str]] = field(default_factory=dict)
    _failures: Counter[str] = field(default_factory=Counter)
    _doubts: Counter[Key] = field(default_factory=Counter)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def of(self, key: Key) -> Remembered:
        """How the family stood."""
        with self._lock:
            return self._families.get(key, NOTHING_YET)

    def put(self, key: Key, remembered: Remembered) -> None:
        """Remember a family."""
        with self._lock:
            self._families[key] = remembered

    def doubt(self, key: Key) -> None:
        """Somebody said something about the family: what was settled does not count, not even by a pass under way."""
        with self._lock:
            self._doubts[key] += 1

    def doubts(self, key: Key) -> int:
        """How often that was so: part of the fingerprint."""
        with self._lock:
            return self._doubts[key]

    def forget(self, key: Key) -> None:
        """The family is no longer ours to look at."""
        with self._lock:
            self._families.pop(key, None)
            self._checked.pop(key, None)
            self._named.pop(key, None)

    def checked(self, key: Key) -> datetime | None:
        """When ECS was last asked for the family itself, tags included; None where it was not yet."""
        with self._lock:
            return self._checked.get(key)

    def check(self, key: Key, at: datetime) -> None:
        """ECS was asked for the family itself."""
        with self._lock:
            self._checked[key] = at

    def name(self, key: Key) -> None:
        """An event named the family: ECS has to be asked for it, whatever a listing says that may be older."""
        with self._lock:
            self._named[key] += 1
            self._vouched.pop(key, None)

    def named(self, key: Key) -> int:
        """How often events have named the family since ECS was asked for it."""
        with self._lock:
            return self._named.get(key, 0)

    def answered(self, key: Key, named: int) -> None:
        """ECS was asked after events had named the family so often; one that came meanwhile still counts."""
        with self._lock:
            if self._named.get(key, 0) == named:
                self._named.pop(key, None)

    def vouch(self, key: Key, arn: str) -> None:
        """A listing has just shown `arn` as the family's latest: the next pass may use what is kept of it."""
        with self._lock:
            if key not in self._named:
                self._vouched[key] = arn

    def is_vouched(self, key: Key) -> bool:
        """Whether a listing vouches for the family."""
        with self._lock:
            return key in self._vouched

    def take_vouched(self, key: Key) -> str | None:
        """The ARN that was vouched for, once: whoever looks again later asks ECS."""
        with self._lock:
            return self._vouched.pop(key, None)

    def distrust(self) -> None:
        """Nothing is vouched for any more."""
        with self._lock:
            self._vouched.clear()

    def states(self, target: TargetName) -> Mapping[str, int]:
        """How many families of `target` stand where."""
        with self._lock:
            return Counter(kept.state.value for key, kept in self._families.items() if key.target == target)

    def all(self) -> Mapping[Key, Remembered]:
        """A copy of everything remembered."""
        with self._lock:
            return dict(self._families)

    def moved(self, where: str, what: str) -> bool:
        """Whether `what` is another than it was last time; only the last is remembered."""
        with self._lock:
            before = self._troubles.get(where)
            self._troubles[where] = {what}
            return before != {what}

    def troubles(self, where: str) -> tuple[str, ...]:
        """What trouble `where` has now, in words."""
        with self._lock:
            return tuple(sorted(self._troubles.get(where, ())))

    def trouble(self, where: str, what: str | None) -> bool:
        """Note that `where` (a target, the source) has trouble `what`, or none; True when that is news.

        Words that were told before are no news while the trouble lasts: two families that fail in different words take
        turns.
        """
        with self._lock:
            if what is None:
                return self._troubles.pop(where, None) is not None
            return self._is_news(where, what)

    def suffers(self, name: str, where: str, what: str) -> bool:
        """Note that `name` could not be done because `where` has trouble `what`; True when that is news."""
        with self._lock:
            self._sufferers.setdefault(where, set()).add(name)
            return self._is_news(where, what)

    def relieved(self, name: str) -> tuple[str, ...]:
        """`name` was done: where trouble is over by that, since nothing else suffers from it."""
        with self._lock:
            shared = [where for where, names in self._sufferers.items() if name in names]
            over = tuple(where for where in shared if self._sufferers[where] == {name})
            for where in shared:
                self._sufferers[where].discard(name)
            for where in over:
                del self._sufferers[where]
                self._troubles.pop(where, None)
            return over

    def failed(self, where: str) -> int:
        """Count one more failure of `where`; how many in a row it is now."""
        with self._lock:
            self._failures[where] += 1
            return self._failures[where]

    def worked(self, where: str) -> None:
        """`where` answered: its failures are forgotten."""
        with self._lock:
            self._failures.pop(where, None)

    def _is_news(self, where: str, what: str) -> bool:
        known = self._troubles.setdefault(where, set())
        fresh = what not in known
        known.add(what)
        return fresh
