"""Names of containers, and that one of them keeps the task alive."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from plumbrule.core.validate.bound import Bound, required_text
from plumbrule.core.validate.checks import each_container, unlike
from plumbrule.core.validate.example import ABSENT, Example, beside
from plumbrule.core.validate.pages import CONTAINER, PARAMETERS
from plumbrule.core.validate.rule import Remark, Rule
from plumbrule.model.finding import Severity
from plumbrule.model.secret import brief

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.core.validate.item import Container
    from plumbrule.core.validate.rule import Subject, Value

_NAME: Final = re.compile(r"[A-Za-z0-9_-]{0,255}")
_ALL: Final = "containerDefinitions"
_APP: Final = "/containerDefinitions/0"
_LOG: Final = "/containerDefinitions/1"


def nameless(_: Subject, container: Container) -> Iterator[Remark]:
    """A container without a name, or with an empty one."""
    if not container.hides("name") and not container.name:
        missing = "an empty name" if container.has("name") else "no name"
        yield Remark(container.at("name"), f"container {container.index + 1} has {missing}")


def same_name(subject: Subject, _: Value) -> Iterator[Remark]:
    """Every container that is called like one before it; letter case counts."""
    first: dict[str, int] = {}
    for container in subject.task.containers:
        number = container.index + 1
        if container.name and first.setdefault(container.name, number) != number:
            called = f"called `{brief(container.name)}`, as is container {first[container.name]}"
            yield Remark(container.at("name"), f"container {number} is {called}")


def none_essential(subject: Subject, value: Value) -> Iterator[Remark]:
    """Containers that all say that the task does not depend on them; silence means that it does."""
    task = subject.task
    if task.is_whole and task.containers and all(one.tree.get("essential") is False for one in task.containers):
        yield Remark(value.pointer, "every container has `essential: false`, but a task needs one that is essential")


RULES: Final = (
    Rule(
        id="R058",
        severity=Severity.ERROR,
        at=("",),
        why="ECS refuses a container without a name.",
        source=PARAMETERS,
        check=Bound(each_container(nameless), required_text("name"), at=f"{_ALL}[]"),
        hint="name the container after what it does, such as `app`",
        ecs="Container.name should not be null or empty.",
        bad=(Example({f"{_APP}/name": ABSENT}), Example({f"{_APP}/name": ""})),
        good=(Example({f"{_APP}/name": "a"}),),
    ),
    Rule(
        id="R059",
        severity=Severity.ERROR,
        at=(f"{_ALL}[].name",),
        why="ECS refuses other characters, and longer names.",
        source=CONTAINER,
        check=unlike(_NAME, "made of letters, digits, `-` and `_` only, 255 of them at most"),
        hint="put `-` where the other characters are, or shorten the name",
        ecs="Container.name contains invalid characters.",
        bad=(
            Example({f"{_APP}/name": "my app"}),
            Example({f"{_APP}/name": "app.web"}),
            Example({f"{_APP}/name": "anwendung-für-alle"}),
            Example({f"{_APP}/name": "app\n"}),
            Example({f"{_APP}/name": "a" * 256}),
        ),
        good=(Example({f"{_APP}/name": "My_App-1"}), Example({f"{_APP}/name": "a" * 255})),
    ),
    Rule(
        id="R060",
        severity=Severity.ERROR,
        at=("",),
        why="ECS refuses two containers with one name.",
        source=PARAMETERS,
        check=same_name,
        hint="give each container a name of its own",
        ecs="Container names must be unique within a task definition.",
        bad=(Example({_LOG: beside("app")}, at=f"{_LOG}/name"),),
        good=(Example({_LOG: beside("App")}),),
    ),
    Rule(
        id="R067",
        severity=Severity.ERROR,
        at=(_ALL,),
        why="A task ends when an essential container ends, so ECS refuses one without any.",
        source=PARAMETERS,
        check=none_essential,
        hint="remove `essential: false` from the container that does the task's work",
        ecs="Task definition doesn't have any essential container",
        bad=(
            Example({f"{_APP}/essential": False}, at=f"/{_ALL}"),
            Example({f"{_APP}/essential": False, _LOG: beside("log", essential=False)}, at=f"/{_ALL}"),
        ),
        good=(
            Example({f"{_APP}/essential": ABSENT}),
            Example({f"{_APP}/essential": False, _LOG: beside("log"), f"{_LOG}/essential": ABSENT}),
            Example({_LOG: beside("log", essential=False)}),
        ),
    ),
)
