"""A clock that goes only when it is told to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

T0 = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


class HandClock:
    """A `ports.Clock` moved by hand; both sides go together."""

    def __init__(self, now: datetime = T0) -> None:
        self._now = now
        self._monotonic = 1000.0

    def now(self) -> datetime:
        """See `ports.Clock`."""
        return self._now

    def monotonic(self) -> float:
        """See `ports.Clock`."""
        return self._monotonic

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        self._now += timedelta(seconds=seconds)
        self._monotonic += seconds
