"""The process as the kernel sees it, out of /proc/self alone: a hardened unit hides the rest (`ProcSubset=pid`)."""

from __future__ import annotations

import os
import resource
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from plumbrule.model.metrics import (
    PROCESS_CPU,
    PROCESS_FDS,
    PROCESS_MAX_FDS,
    PROCESS_MEMORY,
    PROCESS_STARTED,
    PROCESS_THREADS,
)

if TYPE_CHECKING:
    from plumbrule.model.metric import Metric, Readings

_SELF: Final = Path("/proc/self")
_START_TIME: Final = 19
"""Which word of /proc/self/stat, behind the name, says when it started: ticks since boot (proc(5), seen 2026-11)."""


def process_readings() -> Readings:
    """What is known of this process; where /proc is missing, only what Python knows."""
    found: dict[Metric, float] = {
        PROCESS_CPU: time.process_time(),
        PROCESS_MAX_FDS: resource.getrlimit(resource.RLIMIT_NOFILE)[0],
        PROCESS_THREADS: threading.active_count(),
    }
    with suppress(OSError):
        resident = int((_SELF / "statm").read_text(encoding="ascii").split()[1])
        found[PROCESS_MEMORY] = resident * resource.getpagesize()
        found[PROCESS_FDS] = len(os.listdir(_SELF / "fd"))  # noqa: PTH208 - only the number
        found[PROCESS_STARTED] = time.time() - _age()
    return {metric: {(): value} for metric, value in found.items()}


def _age() -> float:
    """Seconds since the process started; both clocks count from boot, so no setting of the wall clock matters."""
    words = (_SELF / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    return time.clock_gettime(time.CLOCK_BOOTTIME) - int(words[_START_TIME]) / os.sysconf("SC_CLK_TCK")
