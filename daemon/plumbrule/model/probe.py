"""What a probe is told: whether the daemon is alive, and whether what it says of each target is fresh."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Readiness:
    """One target.

    Attributes:
        age: seconds since its last full sweep ended; None before the first.
        limit: seconds; two intervals.
    """

    age: float | None
    limit: float

    @property
    def is_ready(self) -> bool:
        """Whether the sweep is young enough."""
        return self.age is not None and self.age < self.limit
