"""The work queue: it carries names only, one lane per target, nothing twice, never sleeping on somebody else's account.

A name that is queued again while it waits stays queued once; while it is in hand it runs once more afterwards.
Lanes are served in turn, so that a target with ten thousand families, or one in trouble, never delays another.
"""

from __future__ import annotations

import heapq
import math
import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Hashable

    from plumbrule.ports import Clock

IN_FLIGHT: Final = 2
"""Names of one lane in hand at once: enough to keep AWS's bucket empty, and workers are left to other targets."""


@dataclass(slots=True)
class _Lane:
    ready: OrderedDict[Hashable, None] = field(default_factory=OrderedDict)
    in_hand: set[Hashable] = field(default_factory=set)
    again: set[Hashable] = field(default_factory=set)
    not_before: float = 0.0

    def may_give(self, now: float) -> bool:
        return bool(self.ready) and len(self.in_hand) < IN_FLIGHT and self.not_before <= now


class WorkQueue:
    """Names to work on, by lane. Safe for any number of threads.

    Args:
        clock: only its monotonic side is used.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lanes: OrderedDict[Hashable, _Lane] = OrderedDict()
        self._later: list[tuple[float, int, Hashable, Hashable]] = []
        self._due: dict[tuple[Hashable, Hashable], float] = {}
        self._ticket = count()
        self._changed = threading.Condition()
        self._stopped = False

    def put(self, lane: Hashable, name: Hashable, *, after: float = 0.0, first: bool = False) -> None:
        """Queue `name`.

        Args:
            lane: whose turn it takes.
            name: what to look at; equal names coalesce.
            after: seconds until it is due; of several times the earliest counts, so that a name never waits twice.
            first: ahead of what already waits in its lane.
        """
        with self._changed:
            if after > 0:
                self._wait_until(self._clock.monotonic() + after, lane, name)
            else:
                self._ready(lane, name, first=first)
            self._changed.notify()

    def take(self) -> tuple[Hashable, Hashable] | None:
        """The next (lane, name), or None once the queue is stopped; blocks until one of both."""
        with self._changed:
            while not self._stopped:
                now = self._clock.monotonic()
                self._promote(now)
                if (found := self._next(now)) is not None:
                    return found
                self._changed.wait(self._wait(now))
            return None

    def done(self, lane: Hashable, name: Hashable) -> None:
        """`name` is out of hand again."""
        with self._changed:
            home = self._lanes[lane]
            home.in_hand.discard(name)
            if name in home.again:
                home.again.discard(name)
                home.ready[name] = None
            self._changed.notify()

    def pause(self, lane: Hashable, seconds: float) -> None:
        """Give nothing of `lane` for so long: its bucket is empty, or its target does not answer."""
        with self._changed:
            home = self._lane(lane)
            home.not_before = max(home.not_before, self._clock.monotonic() + seconds)

    def stop(self) -> None:
        """Let every `take` return None; what waits is dropped, since every start looks at everything again."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()

    def depth(self) -> int:
        """How many names wait or are due later."""
        with self._changed:
            return sum(len(lane.ready) for lane in self._lanes.values()) + len(self._due)

    def _lane(self, lane: Hashable) -> _Lane:
        return self._lanes.setdefault(lane, _Lane())

    def _ready(self, lane: Hashable, name: Hashable, *, first: bool = False) -> None:
        home = self._lane(lane)
        if name in home.in_hand:
            home.again.add(name)
            return
        home.ready[name] = None
        if first:
            home.ready.move_to_end(name, last=False)

    def _wait_until(self, due: float, lane: Hashable, name: Hashable) -> None:
        if due < self._due.get((lane, name), math.inf):
            self._due[lane, name] = due
            heapq.heappush(self._later, (due, next(self._ticket), lane, name))

    def _promote(self, now: float) -> None:
        while self._later and self._later[0][0] <= now:
            due, _, lane, name = heapq.heappop(self._later)
            if self._due.get((lane, name)) == due:  # else an earlier time came in its place
                del self._due[lane, name]
                self._ready(lane, name)

    def _next(self, now: float) -> tuple[Hashable, Hashable] | None:
        for lane, home in self._lanes.items():
            if home.may_give(now):
                name, _ = home.ready.popitem(last=False)
                home.in_hand.add(name)
                self._lanes.move_to_end(lane)
                return lane, name
        return None

    def _wait(self, now: float) -> float | None:
        """Seconds until something may become due by itself; None when only another thread can change that."""
        dues = [due for due, *_ in self._later[:1]]
        dues += [lane.not_before for lane in self._lanes.values() if lane.ready and lane.not_before > now]
        return max(0.0, min(dues) - now) if dues else None
