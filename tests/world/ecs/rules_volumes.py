"""What ECS refuses about volumes and mounts. For the texts see rules_task."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.world.wire import Tree

_NAME = re.compile(r"[A-Za-z0-9_-]{1,255}", re.ASCII)
_KINDS = (
    "dockerVolumeConfiguration",
    "efsVolumeConfiguration",
    "s3filesVolumeConfiguration",
    "fsxWindowsFileServerVolumeConfiguration",
)


def volumes(task: Tree) -> Iterator[str]:
    """Each volume has a name of its own and one kind (texts inferred)."""
    names = [volume.get("name", "") for volume in task.get("volumes", ())]
    for name in names:
        if _NAME.fullmatch(name) is None:
            yield "Volume.name contains invalid characters."
    if len(set(names)) < len(names):
        yield "Volume names must be unique within a task definition."
    for volume in task.get("volumes", ()):
        kinds = [volume.get("host", {}).get("sourcePath"), volume.get("configuredAtLaunch")]
        if sum(map(bool, (*kinds, *(kind in volume for kind in _KINDS)))) > 1:
            yield f"Only one volume configuration can be specified for volume '{volume.get('name')}'."


def efs(task: Tree) -> Iterator[str]:
    """Access points, IAM and the port each ask for something (the access point's encryption text inferred)."""
    for volume in task.get("volumes", ()):
        config = volume.get("efsVolumeConfiguration", {})
        access, encrypted = config.get("authorizationConfig", {}), config.get("transitEncryption") == "ENABLED"
        if access.get("accessPointId") and config.get("rootDirectory", "/") != "/":
            yield 'When using an EFS access point, the root directory must either be set to "/" or be omitted.'
        if access.get("iam") == "ENABLED" and not encrypted:
            yield "EFS IAM authorization requires TransitEncryption to be enabled."
        if access.get("accessPointId") and not encrypted:
            yield "EFS access point requires TransitEncryption to be enabled."
        if "transitEncryptionPort" in config and not encrypted:
            yield "TransitEncryptionPort requires that TransitEncryption is enabled."


def efs_port(task: Tree) -> Iterator[str]:
    """The port is a port (text inferred)."""
    for volume in task.get("volumes", ()):
        if not 1 <= volume.get("efsVolumeConfiguration", {}).get("transitEncryptionPort", 1) <= 65535:
            yield f"Invalid 'transitEncryptionPort' setting for volume '{volume['name']}'."


def s3_files(task: Tree) -> Iterator[str]:
    """S3 Files asks for a task role; an access point decides the directory (texts inferred)."""
    for volume in task.get("volumes", ()):
        if "s3filesVolumeConfiguration" not in volume:
            continue
        config = volume["s3filesVolumeConfiguration"]
        if "taskRoleArn" not in task:
            yield "When you are specifying an S3 Files volume, you must also specify a value for 'taskRoleArn'."
        if config.get("accessPointArn") and config.get("rootDirectory", "/") not in ("", "/"):
            yield 'When using an S3 Files access point, the root directory must either be set to "/" or be omitted.'


def mounts(task: Tree) -> Iterator[str]:
    """A mount names a volume of the task and a path (path text inferred); volumesFrom names another container."""
    names = {volume.get("name") for volume in task.get("volumes", ())}
    containers = {container["name"] for container in task["containerDefinitions"]}
    for container in task["containerDefinitions"]:
        for mount in container.get("mountPoints", ()):
            if mount.get("sourceVolume") not in names:
                yield f"Unknown volume '{mount.get('sourceVolume', '')}'."
            if not mount.get("containerPath"):
                yield "MountPoint.containerPath should not be null or empty."
        for source in container.get("volumesFrom", ()):
            if source.get("sourceContainer") not in containers:
                yield f"Invalid 'volumesFrom' setting. Unknown container: '{source.get('sourceContainer', '')}'"


def launch_volumes(task: Tree) -> Iterator[str]:
    """At most one volume is configured at launch (text inferred), and it is mounted."""
    names = [volume.get("name") for volume in task.get("volumes", ()) if volume.get("configuredAtLaunch")]
    if len(names) > 1:
        yield "Only one volume can be configured at launch."
    used = {m.get("sourceVolume") for each in task["containerDefinitions"] for m in each.get("mountPoints", ())}
    unused = [str(name) for name in names if name not in used]
    if unused:
        yield f"Volumes [{', '.join(unused)}] are not referenced by any of the containers"


def on_fargate(task: Tree) -> Iterator[str]:
    """Fargate: no host paths, no Docker volumes, no FSx (the last text inferred)."""
    for volume in task.get("volumes", ()):
        if volume.get("host", {}).get("sourcePath"):
            yield "Fargate compatible task definitions do not support sourcePath"
        for kind in ("dockerVolumeConfiguration", "fsxWindowsFileServerVolumeConfiguration"):
            if kind in volume:
                yield f"Fargate compatible task definitions do not support {kind}"
