"""Labels on containers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.core.validate.example import Example
from plumbrule.core.validate.pages import page
from plumbrule.core.validate.rule import Remark, Rule
from plumbrule.model.finding import Severity
from plumbrule.model.pointer import child
from plumbrule.model.secret import brief
from plumbrule.model.tree import as_object

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.core.validate.rule import Subject, Value

_APP: Final = "/containerDefinitions/0/dockerLabels"
_RESERVED: Final = "com.amazonaws.ecs."


def of_the_agent(_: Subject, value: Value) -> Iterator[Remark]:
    """Labels with names that the agent gives to its own."""
    for name in as_object(value.tree):
        if name.startswith(_RESERVED):
            message = f"the label `{brief(name)}` is one of those that the agent of ECS writes itself"
            yield Remark(child(value.pointer, name), message)


RULES: Final = (
    Rule(
        id="R225",
        severity=Severity.WARNING,
        at=("containerDefinitions[].dockerLabels",),
        why="The agent labels each container with its task and cluster, and tools that read these labels trust them.",
        source=page("https://github.com/aws/amazon-ecs-agent/blob/master/agent/engine/docker_task_engine.go"),
        check=of_the_agent,
        hint="give the label a prefix of your own",
        bad=(
            Example({f"{_APP}/com.amazonaws.ecs.cluster": "web"}),
            Example({_APP: {"team": "web", "com.amazonaws.ecs.x": ""}}, at=f"{_APP}/com.amazonaws.ecs.x"),
        ),
        good=(Example({_APP: {"team": "web", "com.amazonaws.ecsx": "1", "org.ecs.cluster": "x"}}), Example({_APP: {}})),
    ),
)
