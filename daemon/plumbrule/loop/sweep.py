"""A sweep: every family of one target once, and one summary at its end."""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from plumbrule.model.event import Event, Level, Notice
from plumbrule.model.outcome import PassOutcome, Stood

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from plumbrule.model.ids import Key, TargetName
    from plumbrule.model.state import State
    from plumbrule.model.tree import Tree


@dataclass(slots=True)
class Sweep:
    """One sweep under way; `began` is monotonic seconds."""

    target: TargetName
    began: float
    remaining: set[Key]
    states: Counter[str] = field(default_factory=Counter)
    acted: Counter[str] = field(default_factory=Counter)
    unchanged: int = 0
    pages: int = 0

    def note(self, outcome: PassOutcome) -> None:
        """Count one family in; a second pass of the same family does not count again."""
        if outcome.key not in self.remaining:
            return
        self.remaining.discard(outcome.key)
        self.states[outcome.state.value] += 1
        self.acted[type(outcome.acted).__name__.lower()] += 1
        self.unchanged += outcome.unchanged

    def spare(self, spared: Mapping[Key, State], pages: int) -> None:
        """Count in what a listing of so many pages vouches for."""
        self.pages = pages
        for key, state in spared.items():
            self.note(PassOutcome(key, state, unchanged=True, acted=Stood()))

    def summary(self, now: float) -> Notice:
        """The one line a sweep ends with."""
        fields: dict[str, Tree] = {
            "target": self.target,
            "families": self.states.total(),
            "unchanged": self.unchanged,
            "states": dict(self.states),
            "registered": self.acted["registered"],
            "pages": self.pages,
            "seconds": round(now - self.began, 3),
        }
        return Notice(Event.SWEEP_FINISHED, Level.INFO, fields)


@dataclass(frozen=True, slots=True)
class Ended:
    """The last sweep of a target that ended: when, in monotonic seconds, and how many seconds it took."""

    at: float
    took: float


class Sweeps:
    """The sweeps under way, at most one per target; safe for any number of threads."""

    def __init__(self) -> None:
        self._open: dict[TargetName, Sweep] = {}
        self._changed = threading.Condition()
        self._finished: Counter[TargetName] = Counter()
        self._ended: dict[TargetName, Ended] = {}

    def begin(self, target: TargetName, keys: Iterable[Key], now: float) -> bool:
        """Open a sweep; False when one is still under way, which then serves for this one too."""
        with self._changed:
            if target in self._open:
                return False
            self._open[target] = Sweep(target, now, set(keys))
            return True

    def note(self, outcome: PassOutcome, now: float) -> Notice | None:
        """Count a pass in; the summary when it was the last of its sweep."""
        with self._changed:
            sweep = self._open.get(outcome.key.target)
            if sweep is None:
                return None
            sweep.note(outcome)
            return self._close_when_done(sweep, now)

    def close_if_empty(self, target: TargetName, now: float) -> Notice | None:
        """The summary of a sweep that had no family to look at."""
        return self.spare(target, {}, 0, now)

    def is_open(self, target: TargetName) -> bool:
        """Whether a sweep of `target` is under way."""
        with self._changed:
            return target in self._open

    def spare(self, target: TargetName, spared: Mapping[Key, State], pages: int, now: float) -> Notice | None:
        """Count in families that need no pass; the summary when nothing else is left."""
        with self._changed:
            sweep = self._open.get(target)
            if sweep is None:
                return None
            sweep.spare(spared, pages)
            return self._close_when_done(sweep, now)

    def abandon(self) -> None:
        """Forget what is under way: after a reload families and targets may be others."""
        with self._changed:
            self._open.clear()

    def finished(self, target: TargetName) -> int:
        """How many sweeps of `target` have ended."""
        with self._changed:
            return self._finished[target]

    def ended(self, target: TargetName) -> Ended | None:
        """The last sweep of `target` that ended; None before the first."""
        with self._changed:
            return self._ended.get(target)

    def wait(self, seconds: float) -> None:
        """Wait until a sweep ends, at most so long."""
        with self._changed:
            self._changed.wait(seconds)

    def _close_when_done(self, sweep: Sweep, now: float) -> Notice | None:
        if sweep.remaining:
            return None
        del self._open[sweep.target]
        self._finished[sweep.target] += 1
        self._ended[sweep.target] = Ended(now, now - sweep.began)
        self._changed.notify_all()
        return sweep.summary(now)
