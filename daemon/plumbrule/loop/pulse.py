"""The pulse: whether the daemon is alive, judged by what it got done and never by a thread that only says so.

Alive means three things, each within a bound:

| what | is seen by |
|---|---|
| the source is looked at | a whole round of timer, queue and worker; that the look failed is no matter here |
| whatever a worker took off the queue is done | the time it has been in hand |
| the main thread supervises | its own beat |

A source that is broken, AWS that does not answer, a target without credentials: the daemon is alive in all of them,
since a restart would mend none.
The pulse has no clock: whoever beats or asks gives the monotonic time, in seconds.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final, assert_never

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Beat(StrEnum):
    """What has to happen again and again."""

    SOURCE = "source"
    SUPERVISED = "supervised"


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a thing may take before it counts as standing still, in seconds.

    Attributes:
        source: between the ends of two looks at the source, whatever came of them.
        in_hand: for one name that a worker took.
        supervised: between two rounds of the main thread; the longest of them closes what a reload replaces.
    """

    source: float = 303.0
    in_hand: float = 300.0
    supervised: float = 60.0

    def of(self, beat: Beat) -> float:
        """The limit of one beat."""
        match beat:
            case Beat.SOURCE:
                return self.source
            case Beat.SUPERVISED:
                return self.supervised
            case _ as never:
                assert_never(never)


WORDS: Final = {
    Beat.SOURCE: "the source was not looked at",
    Beat.SUPERVISED: "the main thread did not supervise",
}


@dataclass(frozen=True, slots=True, order=True)
class _Late:
    age: float
    limit: float
    words: str

    def __str__(self) -> str:
        return f"{self.words} for {int(self.age)} s (limit {self.limit:g} s)"


@dataclass(frozen=True, slots=True)
class _Held:
    what: str
    since: float
    beats: Beat | None

    def at(self, now: float, limits: Limits) -> _Late:
        limit = limits.in_hand if self.beats is None else limits.of(self.beats)
        return _Late(now - self.since, limit, f"{self.what} has been in hand")


class Pulse:
    """What was done last, and what is in hand. Safe for any number of threads.

    Args:
        now: when everything counts as done for the first time.
        limits: may be replaced at any time, as a reload does.
    """

    def __init__(self, now: float, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._lock = threading.Lock()
        self._last = dict.fromkeys(Beat, now)
        self._beaten: set[Beat] = set()
        self._in_hand: dict[object, _Held] = {}
        self._lost: list[str] = []

    def beat(self, beat: Beat, now: float) -> None:
        """It happened."""
        with self._lock:
            self._last[beat] = now
            self._beaten.add(beat)

    def has_beaten(self, beat: Beat) -> bool:
        """Whether it ever happened."""
        with self._lock:
            return beat in self._beaten

    @contextmanager
    def in_hand(self, what: str, clock: Callable[[], float], *, beats: Beat | None = None) -> Iterator[None]:
        """A worker has `what` in hand for as long as this lasts.

        Args:
            what: for the clause that says what stands still.
            clock: gives the monotonic time.
            beats: the beat that its end is, if any; its limit counts then.
        """
        ticket = object()
        with self._lock:
            self._in_hand[ticket] = _Held(what, clock(), beats)
        try:
            yield
        finally:
            with self._lock:
                del self._in_hand[ticket]
        if beats is not None:
            self.beat(beats, clock())

    def lost(self, thread: str) -> None:
        """A worker's thread died, which none ever should; only a restart brings it back."""
        with self._lock:
            self._lost.append(thread)

    def alive(self, now: float) -> bool:
        """Whether nothing stands still."""
        return not self.standstills(now)

    def standstills(self, now: float) -> tuple[str, ...]:
        """What stands still, one clause each, longest first; empty while the daemon is alive."""
        with self._lock:
            late = [_Late(now - last, self.limits.of(beat), WORDS[beat]) for beat, last in self._last.items()]
            late += [held.at(now, self.limits) for held in self._in_hand.values()]
            lost = tuple(f"{thread} has died" for thread in self._lost)
        return (*(str(one) for one in sorted(late, reverse=True) if one.age > one.limit), *lost)
