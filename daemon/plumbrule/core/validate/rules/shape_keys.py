"""R006: keys that the API does not know."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from plumbrule.core import did_you_mean
from plumbrule.core.validate.example import Example
from plumbrule.core.validate.rule import EVERY, Remark, Rule, Source
from plumbrule.model.document import KeyPointer
from plumbrule.model.finding import Severity
from plumbrule.model.pointer import child
from plumbrule.model.secret import brief
from plumbrule.model.shape import Listed, Structure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.core.validate.rule import Subject, Value


_CONTAINER: Final = "containerDefinitions[]"
_COMMENTS: Final = ("_", "//", "#", "$")
# Members of CreateService and RunTask, API reference, seen 2026-11.
_OF_A_SERVICE: Final = frozenset(
    {
        *("assignPublicIp", "awsvpcConfiguration", "capacityProviderStrategy", "cluster", "deploymentConfiguration"),
        *("desiredCount", "enableExecuteCommand", "launchType", "loadBalancers", "networkConfiguration"),
        *("platformVersion", "schedulingStrategy", "securityGroups", "serviceName", "serviceRegistries", "subnets"),
    }
)


def unknown_keys(subject: Subject, value: Value) -> Iterator[Remark]:
    """Every key of an object that is not in the API model, marked at the key."""
    if isinstance(value.shape, Structure) and isinstance(value.tree, Mapping):
        known = value.shape.members
        for name in value.tree:
            if name not in known:
                where = "a task definition" if value.parent is None else f"`{value.name}`"
                message = f"ECS knows no `{brief(name)}` in {where}"
                hint = _misplaced(subject, value, name) or did_you_mean(name, known)
                yield Remark(KeyPointer(child(value.pointer, name)), message, hint)


def _misplaced(subject: Subject, value: Value, name: str) -> str:
    """What to do with a key that is right elsewhere; empty when it is not."""
    if value.path not in {"", _CONTAINER}:
        return ""
    if name.startswith(_COMMENTS) or name.lower() in {"comment", "comments"}:
        return "ECS takes no comments; keep them in YAML, after `#`"
    if name in _OF_A_SERVICE:
        return f"remove it: `{name}` belongs to the service or to the call that runs a task"
    return _other_level(subject.shape.request, value, name)


def _other_level(task: Structure, value: Value, name: str) -> str:
    container = task.members.get("containerDefinitions")
    inner = container.item if isinstance(container, Listed) else None
    if value.path == _CONTAINER and name in task.members:
        return f"move `{name}` out of the container, to the task definition itself"
    if not value.path and isinstance(inner, Structure) and name in inner.members:
        return f"move `{name}` into a container, in `containerDefinitions`"
    return ""


RULES: Final = (
    Rule(
        id="R006",
        severity=Severity.ERROR,
        at=(EVERY,),
        why="The SDK refuses a call with a parameter it does not know, whatever its letter case was meant to be.",
        source=Source("botocore ecs/2014-11-13 RegisterTaskDefinitionRequest", "2026-11"),
        check=unknown_keys,
        hint="remove the key; member names are written as in the API, in camelCase",
        of_shape=True,
        bad=(
            Example({"/Tags": []}),
            Example({"/image": "nginx:1.27.2"}),
            Example({"/_comment": "for the shop"}),
            Example({"/awsvpcConfiguration": {"subnets": []}}),
            Example({"/containerDefinitions/0/executionRoleArn": "web-execution"}),
            Example({"/containerDefinitions/0/port_mappings": [{"containerPort": 80}]}),
            Example({"/containerDefinitions/0/logConfiguration/option": {}}),
        ),
        good=(
            Example({"/tags": []}),
            Example({"/containerDefinitions/0/portMappings": [{"containerPort": 80}]}),
            Example({"/containerDefinitions/0/dockerLabels": {"Any-Key.at_all": "x"}}),
        ),
    ),
)
