"""CPU and memory of all containers together, against what their task has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.core.validate.example import Example, beside
from plumbrule.core.validate.fargate_sizes import TABLE
from plumbrule.core.validate.pages import CONTAINER, FARGATE, PARAMETERS
from plumbrule.core.validate.phrases import listed
from plumbrule.core.validate.rule import Remark, Rule
from plumbrule.core.validate.rules.container_sizes import enough_memory
from plumbrule.model.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from plumbrule.core.validate.item import Container
    from plumbrule.core.validate.rule import Subject, Value
    from plumbrule.core.validate.task import Task

_ALL: Final = "containerDefinitions"
_APP: Final = "/containerDefinitions/0"
_LOG: Final = "/containerDefinitions/1"
_SIZES: Final = ("cpu", "memory", "memoryReservation")


def _cpu(container: Container) -> int:
    return max(container.whole("cpu") or 0, 0)


def _limit(container: Container) -> int:
    return max(container.whole("memory") or 0, 0)


def _reserved(container: Container) -> int:
    """What a container reserves; a reservation that cannot be read counts nothing."""
    if container.has("memoryReservation"):
        return max(container.whole("memoryReservation") or 0, 0)
    return _limit(container)


def _shares(task: Task, size: Callable[[Container], int]) -> str:
    return listed(f"{amount} in {one.label}" for one in task.containers if (amount := size(one)))


def _total(task: Task, size: Callable[[Container], int]) -> int:
    return sum(map(size, task.containers))


def _fits_each(task: Task) -> bool:
    """Whether no single container may use more memory than the task has: that is R070's to say."""
    return task.memory is not None and all(_limit(one) <= task.memory for one in task.containers)


def too_much_cpu(subject: Subject, value: Value) -> Iterator[Remark]:
    """Containers that want more CPU together than the task has."""
    task = subject.task
    if task.cpu and (total := _total(task, _cpu)) > task.cpu:
        message = f"the containers want {total} CPU units together ({_shares(task, _cpu)}), but the task has {task.cpu}"
        larger = [size for size in TABLE if size >= total]
        hint = f"lower them, or raise the task's `cpu` to {min(larger)}" if larger else "lower them"
        yield Remark(value.pointer, message, hint)


def too_much_reserved(subject: Subject, value: Value) -> Iterator[Remark]:
    """Containers that reserve more memory together than the task has; without a reservation the limit counts."""
    task = subject.task
    if task.memory and _fits_each(task) and (total := _total(task, _reserved)) > task.memory:
        shares = _shares(task, _reserved)
        message = f"the containers reserve {total} MiB together ({shares}), but the task has {task.memory}"
        yield Remark(value.pointer, message, f"lower them, or {enough_memory(task, total)}")


def too_much_allowed(subject: Subject, value: Value) -> Iterator[Remark]:
    """Containers whose limits add up to more than the task has, although what they reserve fits."""
    task = subject.task
    if not task.memory or not _fits_each(task) or _total(task, _reserved) > task.memory:
        return
    if (total := _total(task, _limit)) > task.memory:
        shares = _shares(task, _limit)
        message = f"the containers may use {total} MiB together ({shares}), but the task has {task.memory}"
        yield Remark(value.pointer, message, f"lower the containers' `memory`, or {enough_memory(task, total)}")


def shares_nothing_out(subject: Subject, _: Value) -> Iterator[Remark]:
    """Several containers, none of which says how much it needs."""
    task = subject.task
    several = task.is_whole and len(task.containers) > 1
    if several and not any(one.tree.get(size) for one in task.containers for size in _SIZES):
        message = f"none of the {len(task.containers)} containers says how much memory or CPU it may use"
        yield Remark(task.containers[0].at("memory"), message)


RULES: Final = (
    Rule(
        id="R068",
        severity=Severity.ERROR,
        at=(_ALL,),
        why="ECS refuses containers that want more CPU together than the task has.",
        source=PARAMETERS,
        check=too_much_cpu,
        ecs="The sum of all container 'cpu' values cannot be greater than the value of the task 'cpu'.",
        bad=(
            Example({f"{_APP}/cpu": 513}, at=f"/{_ALL}"),
            Example({f"{_APP}/cpu": 256, _LOG: beside("log", cpu=257)}, at=f"/{_ALL}"),
            Example({f"{_APP}/cpu": 600, "/cpu": ".5 vCPU"}, at=f"/{_ALL}"),
        ),
        good=(
            Example({f"{_APP}/cpu": 512}),
            Example({f"{_APP}/cpu": 256, _LOG: beside("log", cpu=256)}),
            Example({f"{_APP}/cpu": 512, _LOG: beside("log")}),
            Example({f"{_APP}/cpu": 512, "/cpu": ".5 vCPU"}),
        ),
    ),
    Rule(
        id="R072",
        severity=Severity.WARNING,
        at=(_ALL,),
        why="AWS asks that what all containers reserve together be less than the task's memory.",
        source=CONTAINER,
        check=too_much_reserved,
        bad=(
            Example({f"{_APP}/memory": 512, _LOG: beside("log", memory=513)}, at=f"/{_ALL}"),
            Example({f"{_APP}/memoryReservation": 1025}, at=f"/{_ALL}"),
            Example({f"{_APP}/memoryReservation": 512, _LOG: beside("log", memory=513)}, at=f"/{_ALL}"),
        ),
        good=(
            Example({f"{_APP}/memory": 512, _LOG: beside("log", memory=512)}),
            Example({f"{_APP}/memoryReservation": 1024}),
            Example({f"{_APP}/memoryReservation": 512, _LOG: beside("log", memory=512)}),
        ),
    ),
    Rule(
        id="R073",
        severity=Severity.WARNING,
        at=(_ALL,),
        why="When all of them use what they may, one is killed for want of memory.",
        source=PARAMETERS,
        check=too_much_allowed,
        bad=(
            Example(
                {f"{_APP}/memory": 1000, f"{_APP}/memoryReservation": 500, _LOG: beside("log", memory=25)},
                at=f"/{_ALL}",
            ),
        ),
        good=(
            Example({f"{_APP}/memory": 1000, f"{_APP}/memoryReservation": 500, _LOG: beside("log", memory=24)}),
            Example({f"{_APP}/memory": 1024}),
        ),
    ),
    Rule(
        id="R076",
        severity=Severity.INFO,
        at=(_ALL,),
        why="Without limits one container may leave nothing to the others.",
        source=FARGATE,
        check=shares_nothing_out,
        hint="give at least the containers beside the main one a `memory`",
        bad=(Example({_LOG: beside("log")}, at=f"{_APP}/memory"),),
        good=(Example({}), Example({_LOG: beside("log", memory=128)})),
    ),
)
