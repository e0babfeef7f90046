"""What one container may use of CPU and memory; `container_sums.py` has all of them together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.core.validate.checks import each_container, on_windows, outside
from plumbrule.core.validate.example import WINDOWS, Example
from plumbrule.core.validate.fargate_sizes import TABLE
from plumbrule.core.validate.pages import CONTAINER, PARAMETERS
from plumbrule.core.validate.rule import Remark, Rule
from plumbrule.model.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.core.validate.item import Container
    from plumbrule.core.validate.rule import Subject
    from plumbrule.core.validate.task import Task

_ALL: Final = "containerDefinitions"
_APP: Final = "/containerDefinitions/0"


def larger_than_task(subject: Subject, container: Container) -> Iterator[Remark]:
    """A container that may use more memory than the task has."""
    limit, memory = container.whole("memory") or 0, subject.task.memory
    if memory and limit > memory:
        message = f"{container.label} may use {limit} MiB of memory, but the whole task has {memory}"
        hint = f"lower it to {memory} or less, or {enough_memory(subject.task, limit)}"
        yield Remark(container.at("memory"), message, hint)


def enough_memory(task: Task, wanted: int) -> str:
    """What to make of the task so that it has `wanted` MiB, for hints."""
    larger = [size for size in TABLE.get(task.cpu or 0, ()) if size >= wanted]
    return f"raise the task's `memory` to {min(larger)}" if larger else "raise the task's `cpu` and `memory`"


def reserves_beyond_limit(_: Subject, container: Container) -> Iterator[Remark]:
    """A soft limit above the hard one."""
    soft, hard = container.whole("memoryReservation"), container.whole("memory")
    if soft is not None and hard is not None and soft > hard:
        message = f"{container.label} reserves {soft} MiB (`memoryReservation`), but may use {hard} only (`memory`)"
        yield Remark(container.at("memoryReservation"), message, f"reserve {hard} or less")


RULES: Final = (
    Rule(
        id="R069",
        severity=Severity.ERROR,
        at=(f"{_ALL}[].cpu",),
        why="There is no less than no CPU.",
        source=CONTAINER,
        check=outside(0, None),
        hint="leave `cpu` out to share what the other containers leave",
        bad=(Example({f"{_APP}/cpu": -1}),),
        good=(Example({f"{_APP}/cpu": 0}),),
    ),
    Rule(
        id="R070",
        severity=Severity.ERROR,
        at=("",),
        why="ECS refuses a container that may use more memory than its task has.",
        source=PARAMETERS,
        check=each_container(larger_than_task),
        ecs="The 'memory' setting for container 'app' is greater than for the task.",
        bad=(
            Example({f"{_APP}/memory": 1025}),
            Example({f"{_APP}/memory": 2048, f"{_APP}/memoryReservation": 512, "/memory": "1GB"}),
        ),
        good=(Example({f"{_APP}/memory": 1024}), Example({f"{_APP}/memory": 1024, "/memory": "1 gb"})),
    ),
    Rule(
        id="R071",
        severity=Severity.ERROR,
        at=("",),
        why="ECS refuses a soft limit above the hard limit.",
        source=CONTAINER,
        check=each_container(reserves_beyond_limit),
        ecs="Invalid setting for container 'app'. 'memory' must be greater than or equal to 'memoryReservation'.",
        bad=(Example({f"{_APP}/memoryReservation": 513, f"{_APP}/memory": 512}),),
        good=(
            Example({f"{_APP}/memoryReservation": 512, f"{_APP}/memory": 512}),
            Example({f"{_APP}/memoryReservation": 512}),
        ),
    ),
    Rule(
        id="R074",
        severity=Severity.WARNING,
        at=(f"{_ALL}[].memory", f"{_ALL}[].memoryReservation"),
        why="Docker gives a container 6 MiB at least, and ECS takes neither 0 nor less.",
        source=CONTAINER,
        check=outside(6, None),
        hint="the unit is MiB; leave it out to let the container use what the task has",
        bad=(
            Example({f"{_APP}/memory": 5}),
            Example({f"{_APP}/memoryReservation": 5}),
            Example({f"{_APP}/memory": 0}),
        ),
        good=(Example({f"{_APP}/memory": 6}), Example({f"{_APP}/memoryReservation": 6})),
    ),
    Rule(
        id="R075",
        severity=Severity.WARNING,
        at=(f"{_ALL}[].memoryReservation",),
        why="Fargate does not start Windows tasks with a soft limit.",
        source=PARAMETERS,
        check=on_windows("Windows containers on Fargate know no `memoryReservation`"),
        hint="remove it; `memory` limits a Windows container",
        ecs="One or more of the requested capabilities are not supported.",
        bad=(Example({f"{_APP}/memoryReservation": 512, **WINDOWS}),),
        good=(Example({f"{_APP}/memory": 512, **WINDOWS}), Example({f"{_APP}/memoryReservation": 512})),
    ),
)
