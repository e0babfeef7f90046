"""The clock: AWS's answers say what time it is there.

Signatures that are five minutes off are refused (IAM User Guide, "Troubleshoot signed requests", seen 2026-11).
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from plumbrule.app.access import access_to
from plumbrule.app.doctor.finding import Check, Said, not_tried, ok, warning, wrong
from plumbrule.edge.aws.sessions import open_clients
from plumbrule.edge.aws.time_there import time_there

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from plumbrule.app.doctor.ground import Ground

REFUSED: Final = timedelta(minutes=5)
ODD: Final = timedelta(seconds=30)
"""More than an answer takes, and than a clock that is kept ever is off."""


def _examine(ground: Ground) -> Iterator[Said]:
    """By the first target that answers."""
    for target in ground.settings.targets:
        clients = open_clients(access_to(ground.settings, target))
        try:
            there = time_there(clients)
        finally:
            clients.close()
        if there is not None:
            yield _judged(there, ground.parts.clock.now())
            return
    yield not_tried("no target's STS says what time it is", "see what is said of credentials")


def _judged(there: datetime, here: datetime) -> Said:
    off = abs(here - there)
    seconds = f"{off.total_seconds():.0f} s {'ahead of' if here > there else 'behind'} AWS's"
    if off >= REFUSED:
        return wrong(f"this machine's clock is {seconds}: AWS refuses what it signs", "set it, and keep it by NTP")
    if off >= ODD:
        return warning(f"this machine's clock is {seconds}", "keep it by NTP; at five minutes AWS refuses every call")
    return ok("this machine's clock is AWS's, give or take an answer")


CHECK = Check(30, "clock", _examine)
