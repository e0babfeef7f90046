"""APScheduler at the rim: jobs that only queue a name.

APScheduler 3 runs on the wall clock and swallows exceptions, so a job here does nothing that can fail or take long.
What a clock that steps does to it (measured with 3.11, 2026-11): after a step back of one hour an interval job fires no
more until the clock has caught up, and waking the scheduler changes nothing, since the next run lies an hour ahead;
after a step forward of a day it computes every run that was missed before it runs once.
`poke` mends the first, for a monotonic supervisor to call; `_Every` never has more than one run to catch up with.
"""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.base import BaseTrigger

if TYPE_CHECKING:
    from collections.abc import Callable

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
        trigger = _Every(interval, JITTER_SHARE if jitter else 0.0)
        self._scheduler.add_job(queue, trigger, id=name, replace_existing=True, next_run_time=datetime.now(UTC))

    def start(self) -> None:
        """Begin; jobs added earlier run at once."""
        self._scheduler.start()

    def poke(self) -> None:
        """After the wall clock has stepped: no job waits longer than its interval from now."""
        if not self._scheduler.running:
            return
        now = datetime.now(UTC)
        for job in self._scheduler.get_jobs():
            if job.next_run_time > job.trigger.latest(now):
                job.modify(next_run_time=job.trigger.latest(now))
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


class _Every(BaseTrigger):  # type: ignore[misc] # APScheduler has no types
    """Again one interval after now, however late this run is."""

    def __init__(self, interval: timedelta, jitter: float) -> None:
        self._interval = interval
        self._jitter = jitter

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime:
        """APScheduler's question, in its words."""
        due = (previous_fire_time or now) + self._interval * self._share()
        return due if due > now else now + self._interval * self._share()

    def latest(self, now: datetime) -> datetime:
        """When the next run is due at the latest."""
        return now + self._interval * (1 + self._jitter)

    def _share(self) -> float:
        return random.uniform(1 - self._jitter, 1 + self._jitter)  # noqa: S311 - spreads load, hides nothing
