"""Volumes, mounts, file systems in memory."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING, Final

from plumbrule.drafts.amounts import mebibytes
from plumbrule.drafts.docker.option import Option, into, truth
from plumbrule.drafts.draft import plain_name

if TYPE_CHECKING:
    from plumbrule.drafts.draft import Draft

SIZE: Final = 64
"""MiB of a tmpfs of which nobody says how large it is; ECS wants a number."""
_NAMED: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]+")
"""A volume's name as Docker takes it; anything else is a place on the host, a single letter a drive of Windows."""
_OPTIONS: Final = frozenset({"ro", "rw", "z", "Z"})
"""Of a volume: what ECS has, too, or what is for labels of SELinux, which Fargate has none of."""
_KEYS: Final = frozenset(
    {"type", "source", "src", "target", "dst", "destination", "readonly", "ro", "tmpfs-size", "tmpfs-mode"}
)


def volume(draft: Draft, value: str) -> None:
    """`name:/path[:options]`, `/path` alone, or `/of/the/host:/path`."""
    parts = _apart(value)
    if len(parts) == 1 and not value.startswith("/"):
        draft.note(f"--volume {value}: it is no directory of Linux; begin it with `/`")
        return
    if len(parts) == 1:
        mount(draft, "", parts[0], read_only=False, said=f"--volume {value}")
        return
    options = parts[2].split(",") if len(parts) > 2 else []  # noqa: PLR2004 - source, target, options
    if mount(draft, parts[0], parts[1], read_only="ro" in options, said=f"--volume {value}"):
        _left(draft, f"--volume {value}", [one for one in options if one not in _OPTIONS])


def _apart(value: str) -> list[str]:
    """At colons, but for those within a variable and of a Windows drive: one letter is no volume."""
    first, *rest = re.split(r":(?![^{]*\})", value)
    return [f"{first}:{rest[0]}", *rest[1:]] if len(first) == 1 and rest else [first, *rest]


def _left(draft: Draft, said: str, names: list[str]) -> None:
    if names:
        draft.note(f"{said}: ECS has no word for {', '.join(names)}")


def mount(draft: Draft, source: str, path: str, *, read_only: bool, said: str) -> bool:
    """A volume of the task at a path; False: it was of a host."""
    if source and not _NAMED.fullmatch(source):
        draft.note(f"{said}: Fargate has no host to mount from; put it into the image, or on EFS")
        return False
    name = plain_name(source or path, "data")
    if all(one["name"] != name for one in draft.volumes):
        draft.volumes.append({"name": name})
        draft.note(f"{said}: it is empty when the task starts and gone with it; what has to stay belongs on EFS")
    point = {"sourceVolume": name, "containerPath": path}
    draft.add("mountPoints", {**point, "readOnly": True} if read_only else point)
    return True


def mounted(draft: Draft, value: str) -> None:
    """`type=volume,source=…,target=…,readonly`."""
    said = dict(part.partition("=")[::2] for part in next(csv.reader([value]), []))
    path = said.get("target") or said.get("dst") or said.get("destination") or ""
    source = said.get("source") or said.get("src") or ""
    read_only = any(said.get(name) in {"", "true", "1"} for name in ("readonly", "ro"))
    if said.get("type") == "tmpfs":
        mode = [f"mode={said['tmpfs-mode']}"] if "tmpfs-mode" in said else []
        _in_memory(draft, path, said.get("tmpfs-size", ""), mode)
    elif said.get("type") == "bind":
        mount(draft, f"./{source}", path, read_only=read_only, said=f"--mount {value}")
        return
    else:
        mount(draft, source, path, read_only=read_only, said=f"--mount {value}")
    _left(draft, f"--mount {value}", [one for one in said if one not in _KEYS])


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
