"""What one phase cost this process and asked of the endpoint, beside the least it could cost."""

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
        least: calls of the read bucket that the phase cannot do without.
        paged: whether these are pages of a list, each of which has to wait for the one before.
        seconds: on the wall.
        cpu: seconds of CPU of this process, all threads.
        rss_mib: the process's peak so far.
        calls: calls of the read bucket that the endpoint saw.
        throttled: those it refused because there were too many.
        parsed: spec files read and judged.
        unchanged: families that ended without computing anything.
    """

    phase: str
    least: int
    paged: bool
    seconds: float
    cpu: float
    rss_mib: float
    calls: int
    throttled: int
    parsed: int
    unchanged: int


@dataclass(slots=True)
class Costs:
    """The phases so far; `meter` is the daemon's present one."""

    world: World
    meter: Meter
    found: list[Cost] = field(default_factory=list)

    @contextmanager
    def of(self, phase: str, least: int, *, paged: bool = False) -> Iterator[None]:
        """Measure the block."""
        calls, throttled = _calls(self.world)
        counts = self.meter.read()
        wall, cpu = time.monotonic(), time.process_time()
        yield
        wall, cpu = time.monotonic() - wall, time.process_time() - cpu
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # Linux counts KiB
        now, then = self.meter.read(), _calls(self.world)

        def counted(*names: str) -> int:
            return sum(now.get(name, 0) - counts.get(name, 0) for name in names)

        self.found.append(
            Cost(
                phase=phase,
                least=least,
                paged=paged,
                seconds=wall,
                cpu=cpu,
                rss_mib=peak,
                calls=then[0] - calls,
                throttled=then[1] - throttled,
                parsed=counted("specs_parsed"),
                unchanged=counted("passes_unchanged", "families_spared"),
            )
        )


def _calls(world: World) -> tuple[int, int]:
    """Calls of the read bucket, and those among them that were throttled."""
    reads = {pair: n for pair, n in world.calls().counts.items() if pair[0].startswith(("Describe", "List"))}
    return sum(reads.values()), sum(n for (_, outcome), n in reads.items() if outcome == "ThrottlingException")
