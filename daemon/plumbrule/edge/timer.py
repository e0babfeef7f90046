"""APScheduler at the rim: jobs that only queue a name.

APScheduler 3 runs on the wall clock and swallows exceptions, so a job here does nothing that can fail or take long
(measured 2026-11: after a step back of one hour an interval job fires no more until the clock has caught up;
`poke` lets a monotonic supervisor wake it).
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import timedelta

JITTER_SHARE: Final = 0.1
"""A tenth of each interval, so that many installations do not ask AWS in step."""


class Timer:
    """Calls small functions at intervals until it is stopped."""

    def __init__(self) -> None:
        self._scheduler = BackgroundScheduler(
            timezone=UTC,
            executors={"default": ThreadPoolExecutor(1)},
            # A run that is late is still wanted, once: the defaults drop it after one second.
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )

    def every(self, interval: timedelta, name: str, queue: Callable[[], None], *, jitter: bool) -> None:
        """Call `queue` now and then every `interval`; a job of the same `name` is replaced."""
        seconds = interval.total_seconds()
        trigger = IntervalTrigger(seconds=seconds, jitter=seconds * JITTER_SHARE if jitter else None)
        self._scheduler.add_job(queue, trigger, id=name, replace_existing=True, next_run_time=datetime.now(UTC))

    def start(self) -> None:
        """Begin; jobs added earlier run at once."""
        self._scheduler.start()

    def poke(self) -> None:
        """Compute again when the next job is due: after the wall clock has stepped."""
        if self._scheduler.running:
            self._scheduler.wakeup()

    def forget(self, keep: frozenset[str]) -> None:
        """Drop every job whose name is not in `keep`: after a reload."""
        for job in self._scheduler.get_jobs():
            if job.id not in keep:
                job.remove()

    def stop(self) -> None:
        """End without waiting for a running job; may be called twice."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
