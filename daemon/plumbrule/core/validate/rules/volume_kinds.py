"""Kinds of volumes: one each, and not all of them on Fargate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.core.validate.checks import meant, stated
from plumbrule.core.validate.example import Example
from plumbrule.core.validate.item import Item
from plumbrule.core.validate.pages import FARGATE, api
from plumbrule.core.validate.rule import Remark, Rule
from plumbrule.model.finding import Severity
from plumbrule.model.tree import as_object

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.core.validate.rule import Subject, Value
    from plumbrule.model.tree import Object, Tree

_FIRST: Final = "/volumes/0"
_CONFIGURATIONS: Final = (
    "dockerVolumeConfiguration",
    "efsVolumeConfiguration",
    "s3filesVolumeConfiguration",
    "fsxWindowsFileServerVolumeConfiguration",
)


def _kinds(volume: Item) -> list[str]:
    """What the volume is said to be; `host` counts when it names a place, empty objects do not count."""
    found = ["`host.sourcePath`"] if volume.object("host").text("sourcePath") else []
    found += [f"`{name}`" for name in _CONFIGURATIONS if volume.object(name).tree]
    return found + (["`configuredAtLaunch`"] if volume.is_true("configuredAtLaunch") else [])


def several_kinds(_: Subject, value: Value) -> Iterator[Remark]:
    """A volume that is to be two things at once."""
    kinds = _kinds(Item(value.pointer, as_object(value.tree)))
    if len(kinds) > 1:
        yield Remark(value.pointer, f"the volume has {' and '.join(kinds)}, but can be only one of them")


_EFS: Final[Object] = {"fileSystemId": "fs-0123456789abcdef0", "transitEncryption": "ENABLED"}
_S3: Final[Object] = {"fileSystemArn": "arn:aws:s3files:eu-central-1:123456789012:file-system/fs-0123456789abcdef0"}
_FSX: Final[Object] = {
    "fileSystemId": "fs-0123456789abcdef0",
    "rootDirectory": "share",
    "authorizationConfig": {
        "credentialsParameter": "arn:aws:secretsmanager:eu-central-1:123456789012:secret:fsx-AbCdEf",
        "domain": "example.com",
    },
}


def _volume(**members: Tree) -> Object:
    return {"name": "data", **members}


RULES: Final = (
    Rule(
        id="R232",
        severity=Severity.ERROR,
        at=("volumes[]",),
        why="A volume is one thing: a bind mount, or a file system of one kind.",
        source=api("Volume"),
        check=several_kinds,
        hint="keep the one that is meant, and make another volume of the rest",
        implies=frozenset({"R237", "R238", "R239"}),
        bad=(
            Example({"/volumes": [_volume(efsVolumeConfiguration=_EFS, s3filesVolumeConfiguration=_S3)]}, at=_FIRST),
            Example({"/volumes": [_volume(efsVolumeConfiguration=_EFS, host={"sourcePath": "/data"})]}, at=_FIRST),
            Example(
                {"/volumes": [_volume(efsVolumeConfiguration=_EFS, dockerVolumeConfiguration={"scope": "task"})]},
                at=_FIRST,
            ),
            Example(
                {"/volumes": [_volume(efsVolumeConfiguration=_EFS, fsxWindowsFileServerVolumeConfiguration=_FSX)]},
                at=_FIRST,
            ),
            Example(
                {
                    "/volumes": [_volume(efsVolumeConfiguration=_EFS, configuredAtLaunch=True)],
                    "/containerDefinitions/0/mountPoints": [{"sourceVolume": "data", "containerPath": "/data"}],
                },
                at=_FIRST,
            ),
        ),
        good=(
            Example({"/volumes": [_volume(efsVolumeConfiguration=_EFS, host={}, configuredAtLaunch=False)]}),
            Example({"/volumes": [_volume(s3filesVolumeConfiguration=_S3)]}),
            Example({"/volumes": [_volume(host={"sourcePath": ""})]}),
        ),
    ),
    Rule(
        id="R237",
        severity=Severity.ERROR,
        at=("volumes[].host.sourcePath",),
        why="On Fargate there is no host whose directory could be mounted.",
        source=FARGATE,
        check=meant("`host.sourcePath` is not supported on Fargate"),
        hint="remove it: a volume with only a name is an empty directory that the task's containers share",
        ecs="Fargate compatible task definitions do not support sourcePath",
        bad=(Example({"/volumes": [_volume(host={"sourcePath": "/data"})]}, at=f"{_FIRST}/host/sourcePath"),),
        good=(
            Example({"/volumes": [_volume(host={})]}),
            Example({"/volumes": [_volume()]}),
            Example({"/volumes": [_volume(host={"sourcePath": ""})]}),
        ),
    ),
    Rule(
        id="R238",
        severity=Severity.ERROR,
        at=("volumes[].dockerVolumeConfiguration",),
        why="Docker volumes live on a host, and Fargate gives none.",
        source=FARGATE,
        check=stated("`dockerVolumeConfiguration` is not supported on Fargate"),
        hint="remove it for a directory that lives as long as the task, or mount EFS for one that stays",
        ecs="Fargate compatible task definitions do not support dockerVolumeConfiguration",
        bad=(
            Example(
                {"/volumes": [_volume(dockerVolumeConfiguration={"scope": "task", "driver": "local"})]},
                at=f"{_FIRST}/dockerVolumeConfiguration",
            ),
            # Empty is not nothing here: it asks for a volume of Docker's own driver.
            Example({"/volumes": [_volume(dockerVolumeConfiguration={})]}, at=f"{_FIRST}/dockerVolumeConfiguration"),
        ),
        good=(Example({"/volumes": [_volume()]}),),
    ),
    Rule(
        id="R239",
        severity=Severity.ERROR,
        at=("volumes[].fsxWindowsFileServerVolumeConfiguration",),
        why="Fargate cannot mount FSx for Windows File Server.",
        source=FARGATE,
        check=stated("`fsxWindowsFileServerVolumeConfiguration` is not supported on Fargate"),
        hint="remove it; a Linux task can mount EFS",
        bad=(
            Example(
                {"/volumes": [_volume(fsxWindowsFileServerVolumeConfiguration=_FSX)]},
                at=f"{_FIRST}/fsxWindowsFileServerVolumeConfiguration",
            ),
        ),
        good=(Example({"/volumes": [_volume(efsVolumeConfiguration=_EFS)]}),),
    ),
)
