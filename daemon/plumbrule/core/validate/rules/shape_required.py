"""Members that the API model requires; most have a number of their own in the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from plumbrule.core.validate.rule import EVERY, Remark, Rule, Source
from plumbrule.model.finding import Severity
from plumbrule.model.pointer import child
from plumbrule.model.shape import Structure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.core.validate.rule import Check, Subject, Value

_MODEL: Final = Source("botocore ecs/2014-11-13 RegisterTaskDefinitionRequest", "2026-11")

_BY_PATH: Final = {
    "containerDefinitions[].repositoryCredentials": "R088",
    "containerDefinitions[].secrets[]": "R120",
    "containerDefinitions[].logConfiguration": "R138",
    "containerDefinitions[].logConfiguration.secretOptions[]": "R153",
    "containerDefinitions[].firelensConfiguration": "R157",
    "containerDefinitions[].healthCheck": "R169",
    "containerDefinitions[].dependsOn[]": "R187",
    "containerDefinitions[].ulimits[]": "R205",
    "containerDefinitions[].linuxParameters.tmpfs[]": "R216",
    "volumes[].efsVolumeConfiguration": "R240",
    "containerDefinitions[].restartPolicy": "R256",
}
_OF_THE_TASK: Final = {"family": "R001", "containerDefinitions": "R003"}


def _missing(value: Value) -> Iterator[str]:
    if isinstance(value.shape, Structure) and isinstance(value.tree, Mapping):
        yield from sorted(name for name in value.shape.required if name not in value.tree)


def _remark(value: Value, name: str) -> Remark:
    where = "the task definition" if value.parent is None else f"`{value.name}`"
    return Remark(child(value.pointer, name), f"`{name}` is missing in {where}")


def missing_in(_: Subject, value: Value) -> Iterator[Remark]:
    """Every required member that is not there."""
    return (_remark(value, name) for name in _missing(value))


def missing_elsewhere(_: Subject, value: Value) -> Iterator[Remark]:
    """The same where the catalogue has no number for it."""
    numbered = frozenset() if value.path else _OF_THE_TASK.keys()
    if value.path not in _BY_PATH:
        yield from (_remark(value, name) for name in _missing(value) if name not in numbered)


def _missing_in_task(wanted: str) -> Check:
    return lambda _, value: (_remark(value, name) for name in _missing(value) if name == wanted)


def no_containers(_: Subject, value: Value) -> Iterator[Remark]:
    """A list of containers that is there but empty: the SDK lets it pass, the service does not."""
    if isinstance(value.tree, list | tuple) and not value.tree:
        yield Remark(value.pointer, "`containerDefinitions` is empty; a task has at least one container")


def _rule(rule_id: str, at: str, check: Check) -> Rule:
    return Rule(
        id=rule_id,
        severity=Severity.ERROR,
        at=(at,),
        why="The SDK refuses a call that lacks a required parameter.",
        source=_MODEL,
        check=check,
        of_shape=True,
    )


RULES: Final = (
    *(_rule(rule_id, "", _missing_in_task(name)) for name, rule_id in _OF_THE_TASK.items()),
    _rule("R003", "containerDefinitions", no_containers),
    *(_rule(rule_id, path, missing_in) for path, rule_id in _BY_PATH.items()),
    _rule("required", EVERY, missing_elsewhere),
)
