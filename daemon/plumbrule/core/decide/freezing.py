"""Whether a freeze window is open: cron says when it begins, a duration how long it lasts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from cronsim import CronSim

from plumbrule.model.permits import Window

if TYPE_CHECKING:
    from collections.abc import Iterable

    from plumbrule.model.ids import TargetName
    from plumbrule.model.policy import Freeze


def open_window(freezes: Iterable[Freeze], target: TargetName, now: datetime) -> Window | None:
    """The window of `target` that is open now; of several the one that lasts longest."""
    meant = (one for one in freezes if not one.targets or any(fnmatchcase(target, glob) for glob in one.targets))
    found = (Window(one, end) for one in meant if (end := _end(one, now)) > now)
    return max(found, key=lambda window: window.until, default=None)


def _end(freeze: Freeze, now: datetime) -> datetime:
    """When the window that began last is over: no earlier one can be open longer."""
    here = now.astimezone(ZoneInfo(freeze.time_zone))
    # The search leaves out the moment it starts from, and knows whole minutes only.
    for start in CronSim(freeze.cron, here + timedelta(minutes=1), reverse=True):
        if start <= here:
            return start.astimezone(UTC) + freeze.duration
    return now
