"""What the process holds, and whether that grows.

Growth is Theil and Sen's slope over the last half of the samples, the median of the slopes between all pairs of them:
one sample that is off changes nothing. It is given for the whole half, as a share of what was held at its beginning.
"""

from __future__ import annotations

import ctypes
import gc
import threading
from dataclasses import dataclass, fields
from itertools import combinations
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MOST: Final = 0.05
"""Of what was held when the last half began."""
FEWEST: Final = 8
"""Samples of the last half, below which nothing can be said."""
WORDS: Final = {"memory": "KiB of memory", "files": "file descriptors", "threads": "threads"}


GRAIN: Final = {"memory": 0.0, "files": 3.0, "threads": 0.0}
"""Less than this says nothing: pools keep a connection more or less after a failure (20 and 22 descriptors took turns
for days), and one of 20 is five percent."""


@dataclass(frozen=True, slots=True)
class Sample:
    """What the process holds at one moment.

    Attributes:
        memory: resident, in KiB.
        files: descriptors that are open.
        threads: that are alive.
    """

    memory: int
    files: int
    threads: int


def sample() -> Sample:
    """What is held now, after everything that nobody needs was given back."""
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
    status = Path("/proc/self/status").read_text(encoding="ascii")
    resident = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
    return Sample(int(resident.split()[1]), len(list(Path("/proc/self/fd").iterdir())), threading.active_count())


def growth(values: Sequence[float]) -> float:
    """Over the last half of `values`, as a share."""
    half = values[len(values) // 2 :]
    slope = median((later - one) / (at - of) for (of, one), (at, later) in combinations(enumerate(half), 2))
    return slope * (len(half) - 1) / max(1.0, half[0])


def grown(samples: Sequence[Sample]) -> dict[str, float]:
    """The growth of each measure."""
    return {one.name: growth([getattr(each, one.name) for each in samples]) for one in fields(Sample)}


def too_much(samples: Sequence[Sample]) -> Iterator[str]:
    """A sentence for each measure that grows."""
    if len(samples) < 2 * FEWEST:
        yield f"growth: {len(samples)} samples say nothing, let more days pass (SOAK_DAYS)"
        return
    for name, share in grown(samples).items():
        more = share * getattr(samples[len(samples) // 2], name)
        if share >= MOST and more >= GRAIN[name]:
            first, last = getattr(samples[len(samples) // 2], name), getattr(samples[-1], name)
            yield f"growth: {WORDS[name]} grew by {share:.1%} over the last half, from {first} to {last}"
