"""The task's `cpu` and `memory`: whether Fargate has a task of that size."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.core.fields.sizes import WINDOWS as WINDOWS_SIZES
from plumbrule.core.validate.bound import Bound
from plumbrule.core.validate.example import WINDOWS, Example
from plumbrule.core.validate.fargate_sizes import LARGE, NEWEST, PLAIN_CPU, TABLE, cpus_for, in_words, nearest
from plumbrule.core.validate.pages import FARGATE, PARAMETERS, guide
from plumbrule.core.validate.phrases import listed
from plumbrule.core.validate.rule import Remark, Rule
from plumbrule.core.validate.show import quoted
from plumbrule.model.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from plumbrule.core.validate.rule import Subject, Value

_NONE: Final = "No Fargate configuration exists for given values."
_CPU: Final = "/cpu"
_MEMORY: Final = "/memory"


def no_such_cpu(subject: Subject, value: Value) -> Iterator[Remark]:
    """CPU units that no size has; those out of Windows's range have a rule of their own."""
    task = subject.task
    if not task.cpu or task.cpu in TABLE or (task.is_windows and not _fits_windows(task.cpu)):
        return
    known = [cpu for cpu in TABLE if cpu in WINDOWS_SIZES or not task.is_windows]
    message = f"`cpu` is {quoted(value)}, which Fargate does not have; the nearest {_are(nearest(task.cpu, known))}"
    yield Remark(value.pointer, message, f"Fargate has {listed(known, 'or')} CPU units")


def no_such_memory(subject: Subject, value: Value) -> Iterator[Remark]:
    """Memory that does not go with the CPU units beside it."""
    cpu, memory = subject.task.cpu or 0, subject.task.memory
    row = TABLE.get(cpu)
    if not row or not memory or memory in row:
        return
    message = (
        f"`memory` is {quoted(value)}, which does not go with {cpu} CPU units; the nearest {_are(nearest(memory, row))}"
    )
    others = cpus_for(memory, windows=subject.task.is_windows)
    other_way = f"; or keep the memory, which goes with {listed(others, 'or')} CPU units" if others else ""
    yield Remark(value.pointer, message, f"take {in_words(row, 'MiB')}{other_way}")


def newest_size(subject: Subject, value: Value) -> Iterator[Remark]:
    """32 vCPU, which is new enough to be refused in places."""
    task = subject.task
    if task.cpu == NEWEST and not task.is_windows and (task.memory is None or task.memory in TABLE[NEWEST]):
        yield Remark(value.pointer, "32 vCPU are new in Fargate, and were still refused in a Region in 2026-08")


def small_windows(subject: Subject, value: Value) -> Iterator[Remark]:
    """A Windows task below one vCPU."""
    if subject.task.is_windows and 0 < (subject.task.cpu or 0) < WINDOWS_SIZES[0]:
        yield Remark(
            value.pointer, f"`cpu` is {quoted(value)}; Windows on Fargate begins at {WINDOWS_SIZES[0]} CPU units"
        )


def large_windows(subject: Subject, value: Value) -> Iterator[Remark]:
    """A Windows task of a size that is for Linux only."""
    if subject.task.is_windows and (subject.task.cpu or 0) >= LARGE:
        message = f"`cpu` is {quoted(value)}; Windows on Fargate ends at {WINDOWS_SIZES[-1]} CPU units"
        yield Remark(value.pointer, message)


def new_platform(subject: Subject, value: Value) -> Iterator[Remark]:
    """A size that old platform versions do not have."""
    cpu = subject.task.cpu or 0
    if cpu >= LARGE and cpu in TABLE and not subject.task.is_windows:
        yield Remark(value.pointer, f"{cpu} CPU units need platform version 1.4.0 or later")


def _fits_windows(cpu: int) -> bool:
    return WINDOWS_SIZES[0] <= cpu < LARGE


def _are(sizes: Iterable[int]) -> str:
    found = tuple(sizes)
    return f"{'is' if len(found) == 1 else 'are'} {listed(found)}"


def _sized(cpu: str, memory: str) -> dict[str, str]:
    return {_CPU: cpu, _MEMORY: memory}


RULES: Final = (
    Rule(
        id="R035",
        severity=Severity.ERROR,
        at=("cpu",),
        why="Fargate has a few sizes, and refuses everything between them.",
        source=PARAMETERS,
        check=Bound(no_such_cpu, {"pattern": PLAIN_CPU, "examples": [str(cpu) for cpu in TABLE]}),
        ecs="No Fargate configuration exists for given values: 300 CPU, 512 memory. "
        "See the Amazon ECS documentation for the valid values.",
        bad=(
            *(Example({_CPU: cpu}) for cpu in ("1", "128", "300", "0.3125 vCPU", "768", "1000", "17000")),
            Example({**WINDOWS, _CPU: "5000"}, at=_CPU),
        ),
        good=(
            *(Example(_sized(str(cpu), str(row[0]))) for cpu, row in TABLE.items()),
            Example(_sized("4 vCPU", "8 GB")),
        ),
    ),
    Rule(
        id="R036",
        severity=Severity.ERROR,
        at=("memory",),
        why="Each number of CPU units goes with its own row of memory sizes.",
        source=PARAMETERS,
        check=no_such_memory,
        ecs=_NONE,
        bad=(
            Example(_sized("512", "768"), at=_MEMORY),
            Example(_sized("256", "1536"), at=_MEMORY),
            Example(_sized(".25 vCPU", "3GB"), at=_MEMORY),
            *(Example(_sized(str(cpu), str(row[0] - 1)), at=_MEMORY) for cpu, row in TABLE.items()),
            *(Example(_sized(str(cpu), str(row[-1] + 1024)), at=_MEMORY) for cpu, row in TABLE.items()),
            Example(_sized("8192", str(16384 + 1024)), at=_MEMORY),
            Example(_sized("16384", str(32768 + 4096)), at=_MEMORY),
            Example(_sized("32768", str(61440 + 8192)), at=_MEMORY),
        ),
        good=(
            *(Example(_sized(str(cpu), str(row[-1]))) for cpu, row in TABLE.items()),
            Example(_sized(".25 vCPU", ".5 GB")),
            Example(_sized("16 vCPU", "120 GB")),
        ),
    ),
    Rule(
        id="R037",
        severity=Severity.WARNING,
        at=("cpu",),
        why="AWS's tables have this size since mid 2026, but not every Region and tool knows it.",
        source=guide("create-task-definition"),
        check=newest_size,
        hint="try it in the Region before relying on it; 16384 CPU units are known everywhere",
        ecs=_NONE,
        bad=(
            *(Example(_sized("32768", str(memory))) for memory in TABLE[NEWEST]),
            Example(_sized("32 vCPU", "60 GB")),
        ),
        good=(Example(_sized("16384", "122880")),),
    ),
    Rule(
        id="R038",
        severity=Severity.ERROR,
        at=("cpu",),
        why="Windows needs at least one vCPU on Fargate.",
        source=FARGATE,
        check=small_windows,
        hint="take 1024, 2048 or 4096 CPU units",
        ecs=_NONE,
        bad=(
            Example({**WINDOWS, _CPU: "512"}, at=_CPU),
            Example({**WINDOWS, _CPU: ".25 vCPU"}, at=_CPU),
            Example({**WINDOWS, _CPU: "1023"}, at=_CPU),
        ),
        good=(Example(WINDOWS), Example({_CPU: "512"})),
    ),
    Rule(
        id="R039",
        severity=Severity.ERROR,
        at=("cpu",),
        why="The sizes from 8 vCPU are for Linux only.",
        source=PARAMETERS,
        check=large_windows,
        hint="take 1024, 2048 or 4096 CPU units",
        bad=tuple(
            Example({**WINDOWS, **_sized(str(cpu), str(TABLE[cpu][0]))}, at=_CPU) for cpu in (8192, 16384, 32768)
        ),
        good=(Example({**WINDOWS, **_sized("4096", "8192")}), Example(_sized("8192", "16384"))),
    ),
    Rule(
        id="R040",
        severity=Severity.INFO,
        at=("cpu",),
        why="A service that asks for an older platform version cannot run a task of this size.",
        source=PARAMETERS,
        check=new_platform,
        hint="leave the service's platform version at LATEST",
        bad=tuple(Example(_sized(str(cpu), str(TABLE[cpu][0]))) for cpu in (8192, 16384)),
        good=(Example(_sized("4096", "8192")),),
    ),
)
