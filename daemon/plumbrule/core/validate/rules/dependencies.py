"""What containers wait for before they start: that it is there, and that the waiting ends."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from plumbrule.core import did_you_mean
from plumbrule.core.validate.checks import not_quite
from plumbrule.core.validate.example import Example, beside
from plumbrule.core.validate.item import items_of, repeated
from plumbrule.core.validate.pages import PARAMETERS, api
from plumbrule.core.validate.phrases import listed
from plumbrule.core.validate.rule import Remark, Rule
from plumbrule.core.validate.show import quoted
from plumbrule.model.finding import Severity
from plumbrule.model.secret import brief
from plumbrule.model.tree import as_object

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from plumbrule.core.validate.item import Container
    from plumbrule.core.validate.rule import Subject, Value
    from plumbrule.core.validate.task import Task
    from plumbrule.model.tree import Tree

_AT: Final = "containerDefinitions[].dependsOn"
_WAITS: Final = "/containerDefinitions/0/dependsOn"
_SIDE: Final = "/containerDefinitions/1"
_CONDITIONS: Final = ("START", "COMPLETE", "SUCCESS", "HEALTHY")
_API: Final = api("ContainerDependency")
_MOST_CONTAINERS: Final = 10
"""ECS takes no more; of a definition with more, only so many are worth the time of a search."""


def nobody(subject: Subject, value: Value) -> Iterator[Remark]:
    """The name of a container that the task does not have."""
    task = subject.task
    if isinstance(value.tree, str) and value.tree not in task.by_name and task.knows_names:
        hint = did_you_mean(value.tree, [brief(name) for name in islice(task.by_name, _MOST_CONTAINERS)])
        yield Remark(value.pointer, f"the task has no container {quoted(value)} to wait for", hint)


def itself(_: Subject, value: Value) -> Iterator[Remark]:
    """A container that waits for itself."""
    container = _above(value, 3)
    if isinstance(value.tree, str) and as_object(container).get("name") == value.tree:
        yield Remark(value.pointer, f"container `{brief(value.tree)}` waits for itself, so it never starts")


def _above(value: Value, steps: int) -> Tree:
    """What stands so many steps above a value."""
    above: Value | None = value
    for _ in range(steps):
        above = above.parent if above else None
    return above.tree if above else None


def in_circles(subject: Subject, _: Value) -> Iterator[Remark]:
    """Containers that wait for one another in a circle; waiting for oneself is told elsewhere."""
    task = subject.task
    for names in islice(_circles(_waits(task)), _MOST_CONTAINERS):
        circle = sorted((task.by_name[name] for name in names), key=lambda one: one.index)
        message = f"{listed(_short(one) for one in circle)} wait for one another, so none of them starts"
        yield Remark(circle[0].at("dependsOn"), message)


def _short(container: Container) -> str:
    return f"`{brief(container.name or '')}`"


def _waits(task: Task) -> Mapping[str, tuple[str, ...]]:
    """For each container that waits, by name, the others it waits for, as far as they are there."""
    found = {
        name: tuple(
            other
            for entry in container.items("dependsOn")
            if (other := entry.text("containerName")) in task.by_name and other != name and other is not None
        )
        for name, container in task.by_name.items()
        if container.has("dependsOn")
    }
    return {name: others for name, others in found.items() if others}


def _circles(waits: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Each circle that a walk along the waiting closes; every container is left once, however many wait."""
    left: set[str] = set()
    for start in waits:
        path = {start: iter(waits[start])} if start not in left else {}
        while path:
            name, following = next(reversed(path.items()))
            step = next(following, None)
            if step is None:
                left.add(name)
                path.popitem()
            elif step in path:
                names = tuple(path)
                yield names[names.index(step) :]
            elif step in waits and step not in left:
                path[step] = iter(waits[step])


def awaited_again(_: Subject, value: Value) -> Iterator[Remark]:
    """A container that one list names twice."""
    for entry, name in repeated(items_of(value.tree, value.pointer), "containerName"):
        yield Remark(entry.pointer, f"`dependsOn` names container `{brief(name)}` already")


def _on(name: str, condition: str = "START") -> dict[str, Tree]:
    return {"containerName": name, "condition": condition}


_BESIDE: Final = {_SIDE: beside("side")}

RULES: Final = (
    Rule(
        id="R183",
        severity=Severity.ERROR,
        at=(f"{_AT}[].containerName",),
        why="A container can wait only for another one of its own task.",
        source=_API,
        check=nobody,
        hint="name a container of this task, or remove the dependency",
        ecs="Cannot depend on container + 'nope' because it does not exist",
        bad=(
            Example({f"{_WAITS}/0": _on("nope")}, at=f"{_WAITS}/0/containerName"),
            Example({**_BESIDE, f"{_WAITS}/0": _on("Side")}, at=f"{_WAITS}/0/containerName"),
        ),
        good=(Example({**_BESIDE, f"{_WAITS}/0": _on("side")}),),
    ),
    Rule(
        id="R184",
        severity=Severity.ERROR,
        at=(f"{_AT}[].containerName",),
        why="It would have to be started before it is started.",
        source=_API,
        check=itself,
        hint="remove the dependency, or name another container",
        bad=(Example({f"{_WAITS}/0": _on("app")}, at=f"{_WAITS}/0/containerName"),),
        good=(Example({**_BESIDE, f"{_WAITS}/0": _on("side")}),),
    ),
    Rule(
        id="R185",
        severity=Severity.ERROR,
        at=("containerDefinitions",),
        why="Each of them would have to be started before the others.",
        source=_API,
        check=in_circles,
        hint="remove one of the dependencies",
        bad=(
            Example({f"{_WAITS}/0": _on("side"), _SIDE: beside("side", dependsOn=[_on("app")])}, at=_WAITS),
            Example(
                {
                    _SIDE: beside("b", dependsOn=[_on("c")]),
                    "/containerDefinitions/2": beside("c", dependsOn=[_on("app"), _on("b")]),
                },
                at=f"{_SIDE}/dependsOn",
            ),
        ),
        good=(
            Example(
                {
                    _WAITS: [_on("b"), _on("c")],
                    _SIDE: beside("b", dependsOn=[_on("d")]),
                    "/containerDefinitions/2": beside("c", dependsOn=[_on("d")]),
                    "/containerDefinitions/3": beside("d"),
                }
            ),
        ),
    ),
    Rule(
        id="R186",
        severity=Severity.ERROR,
        at=(f"{_AT}[].condition",),
        why="ECS knows four conditions, in capital letters.",
        source=_API,
        check=not_quite(*_CONDITIONS),
        hint="write `START`, `COMPLETE`, `SUCCESS` or `HEALTHY`",
        bad=tuple(
            Example({**_BESIDE, f"{_WAITS}/0": _on("side", word)}, at=f"{_WAITS}/0/condition")
            for word in ("start", "HEALTY", "READY")
        ),
        good=(Example({**_BESIDE, f"{_WAITS}/0": _on("side")}),),
    ),
    Rule(
        id="R193",
        severity=Severity.WARNING,
        at=(_AT,),
        why="Only one condition can hold for a container, and which one counts is defined nowhere.",
        source=PARAMETERS,
        check=awaited_again,
        hint="keep one of the entries; every other condition implies `START`",
        bad=(Example({**_BESIDE, _WAITS: [_on("side"), _on("side")]}, at=f"{_WAITS}/1"),),
        good=(
            Example(
                {**_BESIDE, "/containerDefinitions/2": beside("third"), _WAITS: [_on("side"), _on("third")]},
            ),
        ),
    ),
)
