"""The task's `cpu` and `memory`: whether they are there, and whether they are sizes at all."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from plumbrule.core.fields import Unit
from plumbrule.core.fields.sizes import size_of
from plumbrule.core.validate.bound import Bound
from plumbrule.core.validate.example import ABSENT, WINDOWS, Example
from plumbrule.core.validate.fargate_sizes import CPU_FORM, MEMORY_FORM, TABLE, cpus_for, in_words
from plumbrule.core.validate.pages import PARAMETERS, REGISTER, guide
from plumbrule.core.validate.phrases import listed
from plumbrule.core.validate.rule import Remark, Rule
from plumbrule.core.validate.show import is_hidden, quoted
from plumbrule.model.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.core.validate.item import Container
    from plumbrule.core.validate.rule import Subject, Value

_SIZE_ERRORS: Final = guide("task-cpu-memory-error")
_DEFAULT: Final = 'to begin with, write `cpu: "512"` and `memory: "1024"`'
_PER_MIB: Final = {"k": Decimal(1) / 1024, "m": Decimal(1), "g": Decimal(1024), "t": Decimal(1024 * 1024)}
_OTHER_UNIT: Final = re.compile(r"(\d{0,9}\.?\d{1,9}) *(?!gb)([kmgt])i?b?", re.IGNORECASE | re.ASCII)
_PLAIN_FRACTION: Final = re.compile(r"\d{0,2}\.\d{1,4}", re.ASCII)


def no_cpu(subject: Subject, _: Value) -> Iterator[Remark]:
    """No CPU units at the level of the task."""
    task = subject.task
    if not task.root.has("cpu"):
        fitting = cpus_for(task.memory or 0, windows=task.is_windows)
        hint = f"with {task.memory} MiB go {listed(fitting, 'or')} CPU units" if fitting else _DEFAULT
        yield Remark("/cpu", "`cpu` is missing in the task definition; that of containers does not count for it", hint)


def no_memory(subject: Subject, _: Value) -> Iterator[Remark]:
    """No memory at the level of the task."""
    task = subject.task
    if not task.root.has("memory"):
        row = TABLE.get(task.cpu or 0)
        hint = f"with {task.cpu} CPU units go {in_words(row, 'MiB')}" if row else _DEFAULT
        message = "`memory` is missing in the task definition; that of containers does not count for it"
        yield Remark("/memory", message, hint)


def no_size(subject: Subject, _: Value) -> Iterator[Remark]:
    """Neither of both: nobody knows yet how large the task has to be."""
    root = subject.task.root
    if not root.has("cpu") and not root.has("memory"):
        yield Remark("/cpu", "where the size is not known, 0.5 vCPU and 1 GiB are a good beginning")


def bad_cpu(_: Subject, value: Value) -> Iterator[Remark]:
    """CPU units that ECS cannot read, or none."""
    if isinstance(value.tree, str) and not size_of(value.tree, Unit.TASK_CPU):
        fraction = _PLAIN_FRACTION.fullmatch(value.tree) and not is_hidden(value)
        hint = f'CPU units are whole; for vCPU write "{value.tree} vCPU"' if fraction else ""
        yield Remark(value.pointer, _no_size(value, "CPU units"), hint)


def bad_memory(_: Subject, value: Value) -> Iterator[Remark]:
    """Memory that ECS cannot read, or none."""
    if isinstance(value.tree, str) and not size_of(value.tree, Unit.TASK_MEMORY) and not _in_other_unit(value.tree):
        yield Remark(value.pointer, _no_size(value, "MiB"))


def other_unit(_: Subject, value: Value) -> Iterator[Remark]:
    """Memory in a unit that ECS does not document."""
    if isinstance(value.tree, str) and (amount := _in_other_unit(value.tree)):
        message = f"`memory` is {quoted(value)}; ECS documents plain MiB and GB, and no other unit"
        yield Remark(value.pointer, message, f'write "{max(1, int(amount))}"')


def _in_other_unit(text: str) -> Decimal | None:
    """MiB, where the unit is another than the documented one."""
    found = _OTHER_UNIT.fullmatch(text)
    return Decimal(found[1]) * _PER_MIB[found[2].lower()] if found else None


def _no_size(value: Value, unit: str) -> str:
    return f"`{value.name}` of the task is {quoted(value)}, which is no whole number of {unit} above zero"


def unlimited(subject: Subject, _: Value) -> Iterator[Remark]:
    """Containers of a Windows task without a limit of their own."""
    if subject.task.is_windows:
        yield from (_unlimited(one) for one in subject.task.containers if not one.has("memory"))


def _unlimited(container: Container) -> Remark:
    message = f"on Windows the task's size is not enforced, and {container.label} states no `memory` of its own"
    return Remark(container.at("memory"), message)


RULES: Final = (
    Rule(
        id="R030",
        severity=Severity.ERROR,
        at=("",),
        why="Fargate sizes the task, not its containers.",
        source=PARAMETERS,
        check=Bound(no_cpu, {"required": ["cpu"]}),
        hint=_DEFAULT,
        ecs="Fargate requires that 'cpu' be defined at the task level.",
        bad=(Example({"/cpu": ABSENT}), Example({"/cpu": ABSENT, "/containerDefinitions/0/cpu": 512})),
        good=(Example({"/cpu": "512"}),),
    ),
    Rule(
        id="R031",
        severity=Severity.ERROR,
        at=("",),
        why="Fargate sizes the task, not its containers.",
        source=PARAMETERS,
        check=Bound(no_memory, {"required": ["memory"]}),
        hint=_DEFAULT,
        ecs="Fargate requires that 'memory' be defined at the task level.",
        bad=(Example({"/memory": ABSENT}), Example({"/memory": ABSENT, "/containerDefinitions/0/memory": 512})),
        good=(Example({"/memory": "1024"}),),
    ),
    Rule(
        id="R032",
        severity=Severity.ERROR,
        at=("cpu",),
        why="ECS reads whole CPU units, 1024 to a vCPU, or a number with `vCPU` after it.",
        source=_SIZE_ERRORS,
        check=Bound(bad_cpu, {"pattern": CPU_FORM}),
        hint='write CPU units such as "512", or "0.5 vCPU"',
        ecs="Invalid 'cpu' setting for task.",
        bad=tuple(
            Example({"/cpu": text})
            for text in (
                "",
                "half",
                "512m",
                "0.5",
                "0.5 cores",
                "0",
                "-512",
                "0.0001 vCPU",
                "0 vCPU",
                "512.0",
                "1 vCPUs",
            )
        ),
        good=tuple(
            Example({"/cpu": text, "/memory": "2048"})
            for text in ("512", ".5 vCPU", "0.5 vCPU", "0.5vCPU", "1 vcpu", "1 VCPU", ".25 vcpu", "1.0 vCPU")
        ),
    ),
    Rule(
        id="R033",
        severity=Severity.ERROR,
        at=("memory",),
        why="ECS reads whole MiB, or a number with `GB` after it.",
        source=_SIZE_ERRORS,
        check=Bound(bad_memory, {"pattern": MEMORY_FORM}),
        hint='write MiB such as "1024", or "1 GB"',
        ecs="Invalid 'memory' setting for task.",
        bad=tuple(
            Example({"/memory": text})
            for text in ("", "much", "0", "-1024", "1.5", "0 GB", "0 MB", "1 gigabyte", "0.3 GB")
        ),
        good=tuple(
            Example({"/memory": text, "/cpu": "256"})
            for text in ("1024", "1GB", "1 GB", "1 gb", ".5 gb", "0.5GB", "1.0 GB")
        ),
    ),
    Rule(
        id="R034",
        severity=Severity.WARNING,
        at=("memory",),
        why="ECS documents `GB` alone, so whether it takes this unit is not known.",
        source=REGISTER,
        check=other_unit,
        hint="write plain MiB",
        bad=tuple(
            Example({"/memory": text}) for text in ("1024MiB", "1024 MB", "1GiB", "1G", "1024m", "1Gi", "1048576 KiB")
        ),
        good=(Example({"/memory": "1024"}), Example({"/memory": "1GB"}), Example({"/memory": "1 gb"})),
    ),
    Rule(
        id="R041",
        severity=Severity.INFO,
        at=("",),
        why="A task can be made smaller or larger later, once Container Insights shows what it uses.",
        source=guide("cloudwatch-container-insights"),
        check=no_size,
        hint=_DEFAULT,
        bad=(Example({"/cpu": ABSENT, "/memory": ABSENT}),),
        good=(Example({"/cpu": "512", "/memory": "1024"}),),
        implies=frozenset({"R030", "R031"}),
    ),
    Rule(
        id="R042",
        severity=Severity.INFO,
        at=("containerDefinitions",),
        why="For Windows, the task's cpu and memory only choose the host: one container can take all there is.",
        source=PARAMETERS,
        check=unlimited,
        hint="give each container `cpu` and `memory`",
        bad=(Example(WINDOWS, at="/containerDefinitions/0/memory"),),
        good=(Example({}), Example({**WINDOWS, "/containerDefinitions/0/memory": 1024})),
    ),
)
