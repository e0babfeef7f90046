"""How the containers use the volumes of a task."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.core.validate.checks import each_container
from plumbrule.core.validate.example import Example, beside
from plumbrule.core.validate.pages import api, guide
from plumbrule.core.validate.rule import Remark, Rule
from plumbrule.model.finding import Severity
from plumbrule.model.secret import brief

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from plumbrule.core.validate.item import Container, Item
    from plumbrule.core.validate.rule import Subject, Value
    from plumbrule.model.tree import Object, Tree

_APP: Final = "/containerDefinitions/0"
_EFS_PAGE: Final = guide("efs-volumes")


def unmounted(subject: Subject, _: Value) -> Iterator[Remark]:
    """Volumes that no container mounts; of those that are configured at launch R251 speaks."""
    for volume in subject.task.volumes if subject.task.knows_mounts else ():
        name = volume.text("name")
        if name and name not in subject.task.mounted and not volume.is_true("configuredAtLaunch"):
            yield Remark(volume.pointer, f"no container mounts the volume `{brief(name)}`")


def _on_efs(subject: Subject, mounts: Iterable[Item]) -> list[Item]:
    """Those of the mount points that mount EFS."""
    efs = {volume.text("name") for volume in subject.task.volumes if volume.has("efsVolumeConfiguration")} - {None}
    return [mount for mount in mounts if mount.text("sourceVolume") in efs]


def may_write(subject: Subject, container: Container) -> Iterator[Remark]:
    """The first mount of EFS that does not say whether the container writes."""
    silent = [mount for mount in _on_efs(subject, container.items("mountPoints")) if not mount.has("readOnly")]
    for mount in silent[:1]:
        name = brief(mount.text("sourceVolume") or "")
        yield Remark(mount.pointer, f"{container.label} may write to `{name}`, since `readOnly` is not stated")


def no_memory_left(subject: Subject, _: Value) -> Iterator[Remark]:
    """Containers that claim all memory of a task that mounts EFS."""
    task = subject.task
    claimed = sum(one.whole("memory") or one.whole("memoryReservation") or 0 for one in task.containers)
    mounts = _on_efs(subject, task.mounts) if task.memory and claimed >= task.memory else []
    for mount in mounts[:1]:
        message = f"the containers claim {claimed} MiB, all memory of the task, and mounting EFS takes some of it"
        yield Remark(mount.pointer, message)


def _mount(**members: Tree) -> Object:
    return {"sourceVolume": "data", "containerPath": "/data", **members}


_EFS: Final[dict[str, Tree]] = {
    "/volumes/0": {
        "name": "data",
        "efsVolumeConfiguration": {"fileSystemId": "fs-0123456789abcdef0", "transitEncryption": "ENABLED"},
    }
}

RULES: Final = (
    Rule(
        id="R254",
        severity=Severity.INFO,
        at=("",),
        why="A volume that nothing mounts is a leftover, or a mount point was forgotten.",
        source=api("Volume"),
        check=unmounted,
        hint="remove it, or mount it in a container (`mountPoints`)",
        bad=(
            Example({"/volumes": [{"name": "data"}]}, at="/volumes/0"),
            Example({**_EFS, f"{_APP}/mountPoints": []}, at="/volumes/0"),
        ),
        good=(
            Example({"/volumes": [{"name": "data"}], f"{_APP}/mountPoints": [_mount()]}),
            Example(
                {"/volumes": [{"name": "data"}], "/containerDefinitions/1": beside("side", mountPoints=[_mount()])}
            ),
        ),
    ),
    Rule(
        id="R255",
        severity=Severity.INFO,
        at=("",),
        why="A file system outlives its tasks, so what a container only reads it had better not be able to change.",
        source=_EFS_PAGE,
        check=each_container(may_write),
        hint="set `readOnly` to true where the container only reads, and to false where it writes",
        bad=(Example({**_EFS, f"{_APP}/mountPoints": [_mount()]}, at=f"{_APP}/mountPoints/0"),),
        good=(
            Example({**_EFS, f"{_APP}/mountPoints": [_mount(readOnly=True)]}),
            Example({**_EFS, f"{_APP}/mountPoints": [_mount(readOnly=False)]}),
            Example({"/volumes": [{"name": "data"}], f"{_APP}/mountPoints": [_mount()]}),
        ),
    ),
    Rule(
        id="R255",
        severity=Severity.INFO,
        at=("",),
        why="Fargate runs a container of its own for EFS, which takes a little of the task's memory.",
        source=_EFS_PAGE,
        check=no_memory_left,
        hint="leave the task some memory that no container claims",
        bad=(
            Example(
                {**_EFS, f"{_APP}/mountPoints": [_mount(readOnly=True)], f"{_APP}/memory": 1024},
                at=f"{_APP}/mountPoints/0",
            ),
        ),
        good=(
            Example({**_EFS, f"{_APP}/mountPoints": [_mount(readOnly=True)], f"{_APP}/memory": 1023}),
            Example({**_EFS, f"{_APP}/mountPoints": [_mount(readOnly=True)]}),
        ),
    ),
)
