"""The state of the world, the log of what was registered and the record of the calls."""

from __future__ import annotations

import threading
import time
from collections import Counter, deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.world.buckets import Buckets
from tests.world.ecs.store import Place
from tests.world.faults import Faults
from tests.world.identity import Sessions
from tests.world.knobs import Knobs

if TYPE_CHECKING:
    from tests.world.wire import Tree

KEPT_CALLS = 10_000


@dataclass(slots=True)
class CallRecord:
    """Counts per (operation, outcome), and the last calls with their time."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    recent: deque[Tree] = field(default_factory=lambda: deque(maxlen=KEPT_CALLS))

    def add(self, operation: str, outcome: str, **where: str) -> None:
        """Record one call."""
        self.counts[operation, outcome] += 1
        self.recent.append({"at": time.time(), "operation": operation, "outcome": outcome, **where})


class State:
    """Everything the world knows; `lock` guards all of it."""

    def __init__(self, start: Knobs | None = None) -> None:
        self.start = start or Knobs()
        self.lock = threading.RLock()
        self.reset()

    def reset(self) -> None:
        """Forget everything and go back to the knobs of the start."""
        with self.lock:
            self.knobs = self.start
            self.places: dict[tuple[str, str], Place] = {}
            self.log: list[Tree] = []
            self.calls = CallRecord()
            self.buckets = Buckets()
            self.sessions = Sessions()
            self.faults = Faults()

    def place(self, account: str, region: str) -> Place:
        """Return what an account has in a Region, made when it is new."""
        return self.places.setdefault((account, region), Place(account, region))
