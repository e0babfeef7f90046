"""How old something in the journal is, by a clock that never steps.

The journal has wall-clock times, for people. A wall clock may go back an hour or forward a day, so waiting is measured
here: from the moment this process wrote something or first met it, in monotonic seconds.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable
    from datetime import datetime

    from plumbrule.model.record import Intent, Result


@dataclass(frozen=True, slots=True)
class _Met:
    """When something was met (monotonic seconds), and how old it was taken for then."""

    id: str
    at: float
    age: float


@dataclass(slots=True)
class Ages:
    """Safe for any number of threads; keeps one open intent and one result per use of each family."""

    _met: dict[Hashable, _Met] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def of_intent(self, intent: Intent, monotonic: float) -> timedelta:
        """How long `intent` has certainly been open; nothing at first, whatever the wall clock says.

        After a restart that waits longer than it must. Believing a clock that went forward in between would wait
        shorter than it must, and register twice.
        """
        return self._age((intent.key, "open"), intent.id, 0.0, monotonic)

    def of_result(self, result: Result, use: str, now: datetime, monotonic: float) -> timedelta:
        """How old `result` is; one from the future was written before the clock went back, and is taken for new.

        Args:
            result: as the journal has it.
            use: what it is asked for: the results of two uses do not displace each other.
            now: the wall clock, believed once for each result.
            monotonic: seconds that never go back.
        """
        return self._age((result.key, use), result.intent, max(0.0, (now - result.at).total_seconds()), monotonic)

    def _age(self, place: Hashable, known_as: str, first: float, monotonic: float) -> timedelta:
        with self._lock:
            met = self._met.get(place)
            if met is None or met.id != known_as:
                met = self._met[place] = _Met(known_as, monotonic, first)
        return timedelta(seconds=met.age + monotonic - met.at)
