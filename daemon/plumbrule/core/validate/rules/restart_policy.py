"""Restart policies of single containers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.core.validate.bound import Bound
from plumbrule.core.validate.checks import outside
from plumbrule.core.validate.example import Example
from plumbrule.core.validate.pages import MODEL, PARAMETERS, guide
from plumbrule.core.validate.rule import Remark, Rule
from plumbrule.model.finding import Severity
from plumbrule.model.tree import as_list, as_object

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.core.validate.rule import Subject, Value

_AT: Final = "containerDefinitions[].restartPolicy"
_APP: Final = "/containerDefinitions/0/restartPolicy"
_MOST_CODES: Final = 50


def too_many_codes(_: Subject, value: Value) -> Iterator[Remark]:
    """More exit codes than ECS takes."""
    count = len(as_list(value.tree))
    if count > _MOST_CODES:
        yield Remark(value.pointer, f"there are {count} `ignoredExitCodes`; ECS takes {_MOST_CODES}")


def without_effect(_: Subject, value: Value) -> Iterator[Remark]:
    """A policy that is switched off and says more all the same."""
    policy = as_object(value.tree)
    if policy.get("enabled") is False and any(said for name, said in policy.items() if name != "enabled"):
        yield Remark(value.pointer, "the restart policy is not enabled, so what else it says has no effect")


RULES: Final = (
    Rule(
        id="R257",
        severity=Severity.ERROR,
        at=(f"{_AT}.restartAttemptPeriod",),
        why="A container must have run for 1 to 30 minutes before ECS may restart it.",
        source=PARAMETERS,
        check=outside(60, 1800, " seconds"),
        hint="leave it out for the default of 300 seconds",
        ecs="The 'restartAttemptPeriod' setting for container 'app' must be between 60 and 1800.",
        bad=(
            Example({_APP: {"enabled": True, "restartAttemptPeriod": 59}}, at=f"{_APP}/restartAttemptPeriod"),
            Example({_APP: {"enabled": True, "restartAttemptPeriod": 1801}}, at=f"{_APP}/restartAttemptPeriod"),
        ),
        good=(
            Example({_APP: {"enabled": True, "restartAttemptPeriod": 60}}),
            Example({_APP: {"enabled": True, "restartAttemptPeriod": 1800}}),
        ),
    ),
    Rule(
        id="R258",
        severity=Severity.ERROR,
        at=(f"{_AT}.ignoredExitCodes",),
        why="ECS takes at most 50 exit codes.",
        source=MODEL,
        check=Bound(too_many_codes, {"maxItems": _MOST_CODES}),
        hint="keep the codes that really occur",
        bad=(Example({_APP: {"enabled": True, "ignoredExitCodes": [*range(51)]}}, at=f"{_APP}/ignoredExitCodes"),),
        good=(Example({_APP: {"enabled": True, "ignoredExitCodes": [*range(50)]}}),),
    ),
    Rule(
        id="R259",
        severity=Severity.WARNING,
        at=(f"{_AT}.ignoredExitCodes[]",),
        why="A process ends with a status from 0 to 255, so another number never matches.",
        source=PARAMETERS,
        check=outside(0, 255),
        hint="write the status that the process really ends with",
        bad=(Example({_APP: {"enabled": True, "ignoredExitCodes": [0, 256]}}, at=f"{_APP}/ignoredExitCodes/1"),),
        good=(Example({_APP: {"enabled": True, "ignoredExitCodes": [0, 255]}}),),
    ),
    Rule(
        id="R260",
        severity=Severity.INFO,
        at=(_AT,),
        why="A policy counts only while it is enabled.",
        source=guide("container-restart-policy"),
        check=without_effect,
        hint="write `enabled: true`, or remove the rest",
        bad=(Example({_APP: {"enabled": False, "restartAttemptPeriod": 300}}, at=_APP),),
        good=(
            Example({_APP: {"enabled": False, "ignoredExitCodes": []}}),
            Example({_APP: {"enabled": True, "restartAttemptPeriod": 300}}),
        ),
    ),
)
