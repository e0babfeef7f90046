"""So many days, until everything is at rest again."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING, Final

from tests.soak.growth import sample, too_much
from tests.soak.happenings import A_DAY, calm, settle
from tests.soak.judge import unrest, wrong
from tests.soak.town import Town

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.soak.growth import Sample

DAY: Final = 86_400.0
STEP: Final = 150.0
"""Seconds between two looks of the timer. The daemon's are 3 and 30 apart; what comes of them is the same."""
SWEEP: Final = 600.0
AN_HOUR: Final = round(3600 / STEP)
"""Steps."""
HOURS_TO_REST: Final = 72
"""Long enough for what is snoozed, rejected tries, and back-off at its longest."""


@dataclass(slots=True)
class Story:
    """What is being played.

    Attributes:
        days: that have gone by.
        samples: of what the process holds.
        seconds: that it took, really.
    """

    town: Town
    samples: list[Sample] = field(default_factory=list)
    days: float = 0.0
    rest: float | None = None
    seconds: float = 0.0

    def faults(self) -> list[str]:
        """Everything that is not as it should be."""
        late = [] if self.rest is not None else [f"not at rest within {HOURS_TO_REST} h: {unrest(self.town)}"]
        return [*late, *wrong(self.town), *too_much(self.samples)]


def play(
    root: Path,
    days: float,
    seed: int,
    tell: Callable[[Story], None] = lambda _: None,
    happen: Callable[[Town], object] | None = None,
    samples: int = 16,
) -> Story:
    """Play; the town is left open for the judge, and has to be closed.

    Args:
        root: a folder for everything.
        days: how many.
        seed: of everything that is left to luck.
        tell: is called once a day.
        happen: at each step, in place of what luck brings.
        samples: a day.
    """
    story, began = Story(Town(root, Random(seed))), time.monotonic()  # noqa: S311 - a story, no secret
    try:
        for number in range(round(days * DAY / STEP)):
            _step(story.town, number, STEP)
            (happen or _happen)(story.town)
            if number % round(DAY / STEP / samples) == 0:
                story.samples.append(sample())
            story.days, story.seconds = (number + 1) * STEP / DAY, time.monotonic() - began
            if number % round(DAY / STEP) == 0:
                tell(story)
        story.rest = _rest(story.town)
    except BaseException:
        story.town.close()
        raise
    story.seconds = time.monotonic() - began
    return story


def _step(town: Town, number: int, seconds: float) -> None:
    town.pass_time(seconds)
    life = town.life
    life.shell.ask_source()
    life.shell.ask_remind()
    if number % round(SWEEP / seconds) == 0:
        for target in life.shell.world.targets:
            life.shell.ask_sweep(target)
    life.run()
    life.post()


def _happen(town: Town) -> None:
    for happening, often in A_DAY.items():
        if town.random.random() < often * STEP / DAY:
            town.tried[happening(town)] += 1


def _rest(town: Town) -> float | None:
    """What was broken works again, and people say yes to everything; hours until nothing is left to do."""
    calm(town)
    for number in range(round(HOURS_TO_REST * 3600 / STEP)):
        _step(town, number, STEP)
        if number % AN_HOUR == 0:
            settle(town)
        if number % AN_HOUR == AN_HOUR - 1 and not unrest(town):
            return number * STEP / 3600
    return None
