"""`python -m tests.faults.stepper run --config …`: the real daemon under a wall clock that a file steps.

The file that CLOCK_FILE names holds how many seconds the wall clock is off; it is read at every question, so that
writing it is the step. Both places that ask the machine for the wall clock are given this one: our own
clock, and the modules of APScheduler, where `datetime` is replaced as a whole.
"""

from __future__ import annotations

import os
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

import apscheduler.job
import apscheduler.schedulers.base
import apscheduler.schedulers.blocking
import apscheduler.triggers.interval

import plumbrule.edge.clock
import plumbrule.edge.timer
from plumbrule.cli import main

if TYPE_CHECKING:
    from typing import Self

ASKING = (
    apscheduler.job,
    apscheduler.schedulers.base,
    apscheduler.schedulers.blocking,
    apscheduler.triggers.interval,
    plumbrule.edge.clock,
    plumbrule.edge.timer,
)


def offset() -> timedelta:
    """How far the clock is off now."""
    return timedelta(seconds=float(Path(os.environ["CLOCK_FILE"]).read_text() or 0))


class Stepping(datetime):
    """`datetime` whose `now` is off."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Self:
        """The machine's time, and the step."""
        return super().now(tz) + offset()


if __name__ == "__main__":
    for module in ASKING:
        if hasattr(module, "datetime"):
            vars(module)["datetime"] = Stepping
    main(prog_name="plumbrule")
