"""Counters in memory; a later exporter reads them."""

from __future__ import annotations

import threading
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Counts:
    """A thread-safe `ports.Meter`."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._lock = threading.Lock()

    def count(self, name: str, by: int = 1) -> None:
        """Add `by` to counter `name`."""
        with self._lock:
            self._counts[name] += by

    def read(self) -> Mapping[str, int]:
        """A copy of all counters."""
        with self._lock:
            return dict(self._counts)
