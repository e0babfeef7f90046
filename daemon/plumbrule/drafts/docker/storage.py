"""Volumes, mounts, file systems in memory."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from plumbrule.drafts.amounts import mebibytes
from plumbrule.drafts.docker.option import Option, into, truth
from plumbrule.drafts.draft import plain_name

if TYPE_CHECKING:
    from plumbrule.drafts.draft import Draft

SIZE: Final = 64
"""MiB of a tmpfs of which nobody says how large it is; ECS wants a number."""
_HOST: Final = re.compile(r"[/.~$\\]|[A-Za-z]:[\\/]")


def volume(draft: Draft, value: str) -> None:
    """`name:/path[:options]`, `/path` alone, or `/of/the/host:/path`."""
    parts = _apart(value)
    if len(parts) == 1:
        mount(draft, "", parts[0], read_only=False, said=f"--volume {value}")
        return
    options = parts[2].split(",") if len(parts) > 2 else []  # noqa: PLR2004 - source, target, options
    mount(draft, parts[0], parts[1], read_only="ro" in options, said=f"--volume {value}")


def _apart(value: str) -> list[str]:
    """At colons, but for that of a Windows drive."""
    drive = re.match(r"[A-Za-z]:[\\/]", value)
    if not drive:
        return value.split(":")
    first, *rest = value[2:].split(":")
    return [value[:2] + first, *rest]


def mount(draft: Draft, source: str, path: str, *, read_only: bool, said: str) -> None:
    """A volume of the task at a path; nothing of a host."""
    if _HOST.match(source):
        draft.note(f"{said}: Fargate has no host to mount from; put it into the image, or on EFS")
        return
    name = plain_name(source or path, "data")
    if all(one["name"] != name for one in draft.volumes):
        draft.volumes.append({"name": name})
        draft.note(f"{said}: it is empty when the task starts and gone with it; what has to stay belongs on EFS")
    point = {"sourceVolume": name, "containerPath": path}
    draft.add("mountPoints", {**point, "readOnly": True} if read_only else point)


def mounted(draft: Draft, value: str) -> None:
    """`type=volume,source=…,target=…,readonly`."""
    said = dict(part.partition("=")[::2] for part in value.split(","))
    path = said.get("target") or said.get("dst") or said.get("destination") or ""
    source = said.get("source") or said.get("src") or ""
    read_only = any(said.get(name) in {"", "true", "1"} for name in ("readonly", "ro"))
    if said.get("type") == "tmpfs":
        _in_memory(draft, path, said.get("tmpfs-size", ""), [])
    elif said.get("type") == "bind":
        mount(draft, source if _HOST.match(source) else f"./{source}", path, read_only=read_only, said="--mount")
    else:
        mount(draft, source, path, read_only=read_only, said=f"--mount {value}")


def tmpfs(draft: Draft, value: str) -> None:
    """`/path[:options]`."""
    path, _, options = value.partition(":")
    words = [one for one in options.split(",") if one]
    size = next((one.removeprefix("size=") for one in words if one.startswith("size=")), "")
    _in_memory(draft, path, size, [one for one in words if not one.startswith("size=")])


def _in_memory(draft: Draft, path: str, size: str, options: list[str]) -> None:
    if not size:
        draft.note(f"--tmpfs {path}: ECS wants a size, and nobody says one: {SIZE} MiB")
    made = {"containerPath": path, "size": mebibytes(size) if size else SIZE}
    draft.inner("linuxParameters").setdefault("tmpfs", []).append(
        {**made, "mountOptions": options} if options else made
    )


def volumes_from(draft: Draft, value: str) -> None:
    """`container[:ro]`."""
    name, _, mode = value.partition(":")
    draft.add("volumesFrom", {"sourceContainer": name, **({"readOnly": True} if mode == "ro" else {})})


ROWS: Final = (
    Option("volume", volume, "v"),
    Option("mount", mounted),
    Option("tmpfs", tmpfs),
    Option("volumes-from", volumes_from),
    Option("volume-driver"),
    Option("read-only", into("readonlyRootFilesystem", form=truth), switch=True),
    Option("storage-opt", why="a task's disk is set for the whole task, in ephemeralStorage"),
)
