"""Telling, time and counting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from plumbrule.model.event import Notice
    from plumbrule.model.metric import Metric, Readings


class Notifier(Protocol):
    """Tells people and logs. Raises nothing: telling must never stop the loop."""

    def tell(self, notice: Notice) -> None:
        """Hand over one notice."""
        ...


class Clock(Protocol):
    """Time. `now` for records and words, `monotonic` for waiting."""

    def now(self) -> datetime:
        """The wall clock, with time zone UTC."""
        ...

    def monotonic(self) -> float:
        """Seconds that never go back."""
        ...


class Meter(Protocol):
    """Counts. Metrics are those of `model/metrics.py`; labels come from closed sets or the settings."""

    def count(self, metric: Metric, *labels: str, by: int = 1) -> None:
        """Add to a counter; `labels` are values, in the metric's order."""
        ...

    def time(self, metric: Metric, seconds: float, *labels: str) -> None:
        """Add to a histogram."""
        ...

    def read(self) -> Mapping[str, int]:
        """All counters so far by their short names, whatever their labels."""
        ...

    def readings(self) -> Readings:
        """Everything counted so far."""
        ...
