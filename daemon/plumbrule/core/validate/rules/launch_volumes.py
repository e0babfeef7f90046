"""Volumes that are made when a task starts: EBS."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.core.validate.checks import INCOMPATIBLE, on_windows
from plumbrule.core.validate.example import WINDOWS, Example, beside
from plumbrule.core.validate.pages import PARAMETERS, api
from plumbrule.core.validate.rule import Remark, Rule
from plumbrule.model.finding import Severity
from plumbrule.model.secret import brief

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.core.validate.item import Item
    from plumbrule.core.validate.rule import Subject, Value
    from plumbrule.model.tree import Object, Tree

_FIRST: Final = "/volumes/0"


def _at_launch(subject: Subject) -> list[Item]:
    return [volume for volume in subject.task.volumes if volume.is_true("configuredAtLaunch")]


def second_at_launch(subject: Subject, _: Value) -> Iterator[Remark]:
    """More than one of them in a task."""
    for volume in _at_launch(subject)[1:]:
        message = "another volume of the task is configured at launch, too; there can be only one"
        yield Remark(volume.at("configuredAtLaunch"), message)


def unmounted_at_launch(subject: Subject, _: Value) -> Iterator[Remark]:
    """One that no container mounts."""
    for volume in _at_launch(subject):
        name = volume.text("name")
        if name and name not in subject.task.mounted and subject.task.knows_mounts:
            message = f"the volume `{brief(name)}` is configured at launch, but no container mounts it"
            yield Remark(volume.at("name"), message)


def _volume(name: str = "data") -> Object:
    return {"name": name, "configuredAtLaunch": True}


def _mounting(*volumes: str) -> dict[str, Tree]:
    """An edit: mount points for the volumes."""
    mounts = [{"sourceVolume": name, "containerPath": f"/{name}"} for name in volumes]
    return {"/containerDefinitions/0/mountPoints": mounts}


RULES: Final = (
    Rule(
        id="R250",
        severity=Severity.ERROR,
        at=("volumes",),
        why="A task has at most one volume of EBS.",
        source=api("Volume"),
        check=second_at_launch,
        hint="keep one of them, and use EFS or the task's own disk for the rest",
        bad=(
            Example(
                {"/volumes": [_volume(), _volume("logs")], **_mounting("data", "logs")},
                at="/volumes/1/configuredAtLaunch",
            ),
        ),
        good=(
            Example(
                {"/volumes": [_volume(), {"name": "logs", "configuredAtLaunch": False}], **_mounting("data", "logs")}
            ),
        ),
    ),
    Rule(
        id="R251",
        severity=Severity.ERROR,
        at=("volumes",),
        why="ECS refuses a volume of EBS that nothing in the task would use.",
        source=PARAMETERS,
        check=unmounted_at_launch,
        hint="mount it in a container (`mountPoints`), or remove the volume",
        ecs="Volumes [v] are not referenced by any of the containers",
        bad=(Example({"/volumes": [_volume()]}, at=f"{_FIRST}/name"),),
        good=(
            Example({"/volumes": [_volume()], **_mounting("data")}),
            Example(
                {
                    "/volumes": [_volume()],
                    "/containerDefinitions/1": beside(
                        "side", mountPoints=[{"sourceVolume": "data", "containerPath": "/data"}]
                    ),
                }
            ),
        ),
    ),
    Rule(
        id="R252",
        severity=Severity.WARNING,
        at=("volumes[].configuredAtLaunch",),
        why="Volumes of EBS are for Linux tasks.",
        source=PARAMETERS,
        check=on_windows("volumes that are configured at launch are not supported for Windows tasks"),
        hint="remove the volume, or run the task on Linux",
        ecs=INCOMPATIBLE,
        bad=(Example({**WINDOWS, "/volumes": [_volume()], **_mounting("data")}, at=f"{_FIRST}/configuredAtLaunch"),),
        good=(
            Example({"/volumes": [_volume()], **_mounting("data")}),
            Example({**WINDOWS, "/volumes": [{"name": "data", "configuredAtLaunch": False}]}),
        ),
    ),
)
