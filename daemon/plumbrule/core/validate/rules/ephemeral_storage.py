"""The disk of a task."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.core.validate.checks import INCOMPATIBLE, on_windows, outside
from plumbrule.core.validate.example import WINDOWS, Example
from plumbrule.core.validate.pages import api, page
from plumbrule.core.validate.rule import Rule
from plumbrule.model.finding import Severity

if TYPE_CHECKING:
    from plumbrule.core.validate.rule import Source

_AT: Final = "ephemeralStorage"
_SIZE: Final = "/ephemeralStorage/sizeInGiB"
_LEAST: Final = 21
_MOST: Final = 200
_PAGE: Final[Source] = api("EphemeralStorage")

RULES: Final = (
    Rule(
        id="R227",
        severity=Severity.ERROR,
        at=(f"{_AT}.sizeInGiB",),
        why="Every task has 20 GiB for nothing, and only more than that can be asked for.",
        source=_PAGE,
        check=outside(_LEAST, None),
        hint="write 21 to 200, or leave `ephemeralStorage` out for the 20 GiB that every task has",
        ecs="EphemeralStorage size should be at least 21",
        bad=(Example({_SIZE: 20}), Example({_SIZE: 0})),
        good=(Example({_SIZE: 21}), Example({})),
    ),
    Rule(
        id="R228",
        severity=Severity.ERROR,
        at=(f"{_AT}.sizeInGiB",),
        why="Fargate gives a task at most 200 GiB of disk.",
        source=_PAGE,
        check=outside(None, _MOST),
        hint="write 21 to 200; what needs more can mount an EBS volume (`configuredAtLaunch`) or EFS",
        ecs="EphemeralStorage size should be at most 200",
        bad=(Example({_SIZE: 201}),),
        good=(Example({_SIZE: 200}),),
    ),
    Rule(
        id="R229",
        severity=Severity.WARNING,
        at=(_AT,),
        why="AWS's pages contradict each other about Windows, and tasks with it were refused in 2021.",
        source=page("https://github.com/aws/containers-roadmap/issues/1598"),
        check=on_windows("`ephemeralStorage` may not be supported for Windows tasks"),
        hint="remove it, or try it on platform version 1.0.0 or later before you rely on it",
        ecs=INCOMPATIBLE,
        bad=(Example({**WINDOWS, _SIZE: 50}, at="/ephemeralStorage"),),
        good=(Example(WINDOWS), Example({_SIZE: 50})),
    ),
)
