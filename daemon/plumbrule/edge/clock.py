"""The only place that reads the clock."""

from __future__ import annotations

import time
from datetime import UTC, datetime


class SystemClock:
    """The machine's own clocks; see `ports.Clock`."""

    def now(self) -> datetime:
        """The wall clock in UTC; it may step, so nothing waits by it."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds that never go back."""
        return time.monotonic()
