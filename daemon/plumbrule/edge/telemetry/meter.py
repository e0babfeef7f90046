"""Counters and histograms in memory; `exposition` makes a page of them."""

from __future__ import annotations

import threading
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from plumbrule.model.metric import Spread

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plumbrule.model.metric import Labels, Metric, Readings


@dataclass(slots=True)
class _Heap:
    """A histogram while it grows."""

    counts: list[int]
    total: float = 0.0

    def add(self, metric: Metric, value: float) -> None:
        self.counts[bisect_left(metric.bounds, value)] += 1
        self.total += value


class Counts:
    """A thread-safe `ports.Meter`."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[Metric, Labels]] = Counter()
        self._heaps: dict[tuple[Metric, Labels], _Heap] = {}
        self._lock = threading.Lock()

    def count(self, metric: Metric, *labels: str, by: int = 1) -> None:
        """See `ports.Meter`."""
        with self._lock:
            self._counts[metric, labels] += by

    def time(self, metric: Metric, seconds: float, *labels: str) -> None:
        """See `ports.Meter`."""
        with self._lock:
            empty = _Heap([0] * (len(metric.bounds) + 1))
            self._heaps.setdefault((metric, labels), empty).add(metric, seconds)

    def read(self) -> Mapping[str, int]:
        """See `ports.Meter`."""
        with self._lock:
            sums = Counter[str]()
            for (metric, _), number in self._counts.items():
                sums[metric.short] += number
            return dict(sums)

    def readings(self) -> Readings:
        """See `ports.Meter`."""
        found: dict[Metric, dict[Labels, float | Spread]] = {}
        with self._lock:
            for (metric, labels), number in self._counts.items():
                found.setdefault(metric, {})[labels] = number
            for (metric, labels), heap in self._heaps.items():
                found.setdefault(metric, {})[labels] = Spread(tuple(heap.counts), heap.total)
        return found
