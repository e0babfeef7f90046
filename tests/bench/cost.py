"""What one phase cost this process and asked of the endpoint."""

from __future__ import annotations

import resource
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.ports import Meter
    from tests.world.client import World


@dataclass(frozen=True, slots=True)
class Cost:
    """One phase.

    Attributes:
        seconds: on the wall.
        cpu: seconds of CPU of this process, all threads.
        rss_mib: the process's peak so far.
        calls: AWS calls the endpoint saw.
        parsed: spec files read and judged.
        unchanged: passes that ended without computing anything.
    """

    phase: str
    seconds: float
    cpu: float
    rss_mib: float
    calls: int
    parsed: int
    unchanged: int


@dataclass(slots=True)
class Costs:
    """The phases so far."""

    world: World
    meter: Meter
    found: list[Cost] = field(default_factory=list)

    @contextmanager
    def of(self, phase: str) -> Iterator[None]:
        """Measure the block."""
        calls, counts = _calls(self.world), self.meter.read()
        wall, cpu = time.monotonic(), time.process_time()
        yield
        wall, cpu = time.monotonic() - wall, time.process_time() - cpu
        now = self.meter.read()
        self.found.append(
            Cost(
                phase=phase,
                seconds=wall,
                cpu=cpu,
                rss_mib=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,  # Linux counts KiB
                calls=_calls(self.world) - calls,
                parsed=now.get("specs_parsed", 0) - counts.get("specs_parsed", 0),
                unchanged=now.get("passes_unchanged", 0) - counts.get("passes_unchanged", 0),
            )
        )


def _calls(world: World) -> int:
    return sum(world.calls().counts.values())
