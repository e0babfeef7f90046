"""What capacity the definition is for: `requiresCompatibilities`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.core.validate.example import ABSENT, Example
from plumbrule.core.validate.item import is_open
from plumbrule.core.validate.pages import PARAMETERS, page
from plumbrule.core.validate.phrases import listed
from plumbrule.core.validate.rule import Remark, Rule
from plumbrule.model.finding import Severity
from plumbrule.model.tree import as_list

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.core.validate.rule import Subject, Value

_AT: Final = "/requiresCompatibilities"
_ADD: Final = 'write `requiresCompatibilities: ["FARGATE"]`'


def without_fargate(subject: Subject, _: Value) -> Iterator[Remark]:
    """A definition that ECS does not check against Fargate when it is registered."""
    found = subject.task.root.tree.get("requiresCompatibilities", ())
    if not is_open(found) or "FARGATE" in as_list(found):
        return
    if not as_list(found):
        yield Remark(_AT, "`requiresCompatibilities` does not say FARGATE", _ADD)
    else:
        said = listed(f"`{one}`" for one in as_list(found))
        yield Remark(_AT, f"`requiresCompatibilities` says {said}, not `FARGATE`", f"{_ADD}, or add it to the list")


def with_external(_: Subject, value: Value) -> Iterator[Remark]:
    """Fargate and ECS Anywhere at once."""
    if {"FARGATE", "EXTERNAL"} <= set(map(str, as_list(value.tree))):
        message = "no task fits both `FARGATE`, which has only `awsvpc`, and `EXTERNAL`, which does not have it"
        yield Remark(value.pointer, message)


def with_others(_: Subject, value: Value) -> Iterator[Remark]:
    """Fargate beside capacity that could do more."""
    found = as_list(value.tree)
    others = [f"`{one}`" for one in ("EC2", "MANAGED_INSTANCES") if one in found]
    if "FARGATE" in found and others:
        yield Remark(
            value.pointer,
            f"as long as `FARGATE` stands here, ECS refuses what Fargate does not offer for {listed(others)} as well",
        )


RULES: Final = (
    Rule(
        id="R010",
        severity=Severity.WARNING,
        at=("",),
        why="ECS then registers it without Fargate's checks, and refuses to run it on Fargate.",
        source=PARAMETERS,
        check=without_fargate,
        hint=_ADD,
        ecs="Task definition does not support launch_type FARGATE.",
        bad=(Example({_AT: ABSENT}), Example({_AT: []}), Example({_AT: ["EC2"]})),
        good=(
            Example({_AT: ["FARGATE"]}),
            Example({_AT: ["EC2", "FARGATE"]}),
            Example({_AT: ["FARGATE", "MANAGED_INSTANCES"]}),
        ),
    ),
    Rule(
        id="R011",
        severity=Severity.ERROR,
        at=("requiresCompatibilities",),
        why="External instances do not offer awsvpc, and Fargate offers nothing else.",
        source=page("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-anywhere.html"),
        check=with_external,
        hint="remove `EXTERNAL`, and give external instances a family of their own",
        bad=(Example({_AT: ["FARGATE", "EXTERNAL"]}), Example({_AT: ["EXTERNAL", "EC2", "FARGATE"]})),
        good=(Example({_AT: ["FARGATE", "EC2"]}),),
    ),
    Rule(
        id="R012",
        severity=Severity.INFO,
        at=("requiresCompatibilities",),
        why="ECS checks a definition against every capacity that it names.",
        source=PARAMETERS,
        check=with_others,
        hint="this is legal; say `FARGATE` alone when it never runs elsewhere",
        bad=(Example({_AT: ["FARGATE", "EC2"]}), Example({_AT: ["MANAGED_INSTANCES", "FARGATE"]})),
        good=(Example({_AT: ["FARGATE"]}),),
    ),
)
