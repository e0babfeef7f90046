"""File systems in a container's memory; Fargate offers them since 2026-01-06."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.core.validate.bound import Bound
from plumbrule.core.validate.checks import each_container, outside
from plumbrule.core.validate.example import Example
from plumbrule.core.validate.pages import api, page
from plumbrule.core.validate.rule import Remark, Rule
from plumbrule.core.validate.show import quoted
from plumbrule.model.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.core.validate.item import Container
    from plumbrule.core.validate.rule import Subject, Value
    from plumbrule.model.tree import Object

_AT: Final = "containerDefinitions[].linuxParameters.tmpfs"
_CONTAINER: Final = "/containerDefinitions/0"
_APP: Final = f"{_CONTAINER}/linuxParameters/tmpfs"
_OPTIONS: Final = frozenset(
    {
        *("defaults", "ro", "rw", "suid", "nosuid", "dev", "nodev", "exec", "noexec", "sync", "async"),
        *("dirsync", "remount", "mand", "nomand", "atime", "noatime", "diratime", "nodiratime", "bind"),
        *("rbind", "unbindable", "runbindable", "private", "rprivate", "shared", "rshared", "slave"),
        *("rslave", "relatime", "norelatime", "strictatime", "nostrictatime", "mode", "uid", "gid"),
        *("nr_inodes", "nr_blocks", "mpol"),
    }
)


def relative_path(_: Subject, value: Value) -> Iterator[Remark]:
    """A place that does not begin at the root."""
    if isinstance(value.tree, str) and not value.tree.startswith("/"):
        yield Remark(value.pointer, f"`containerPath` must be an absolute path, but is {quoted(value)}")


def unknown_option(_: Subject, value: Value) -> Iterator[Remark]:
    """A mount option that ECS has no name for; what follows `=` is its value."""
    if isinstance(value.tree, str) and value.tree.partition("=")[0] not in _OPTIONS:
        yield Remark(value.pointer, f"{quoted(value)} is no mount option that ECS knows", _option_hint(value.tree))


def _option_hint(option: str) -> str:
    if "," in option:
        return "write each option as an item of its own"
    return "remove it and state `size` beside it, in MiB" if option.startswith("size") else ""


def larger_than_memory(subject: Subject, container: Container) -> Iterator[Remark]:
    """Sizes that, together, leave no memory for the container itself."""
    limit = container.whole("memory") or subject.task.memory
    if limit is None or container.hides("memory"):
        return
    total = 0
    for one in container.object("linuxParameters").items("tmpfs"):
        total += max(one.whole("size") or 0, 0)
        if total >= limit:
            message = f"{total} MiB of tmpfs in {container.label} count against its memory, which is {limit} MiB"
            yield Remark(one.at("size"), message)
            return


def _one(size: int = 64, path: str = "/cache", *options: str) -> Object:
    return {"containerPath": path, "size": size, **({"mountOptions": [*options]} if options else {})}


RULES: Final = (
    Rule(
        id="R216",
        severity=Severity.ERROR,
        at=(f"{_AT}[].containerPath",),
        why="A file system is mounted at an absolute path.",
        source=api("Tmpfs"),
        check=Bound(relative_path, {"pattern": "^/"}),
        hint="begin it with `/`",
        bad=(
            Example({_APP: [_one(path="cache")]}, at=f"{_APP}/0/containerPath"),
            Example({_APP: [_one(path="")]}, at=f"{_APP}/0/containerPath"),
        ),
        good=(Example({_APP: [_one(path="/cache")]}),),
    ),
    Rule(
        id="R216",
        severity=Severity.ERROR,
        at=(f"{_AT}[].size",),
        why="A file system in memory has a size of at least one MiB.",
        source=api("Tmpfs"),
        check=outside(1, None),
        hint="write its greatest size in MiB",
        bad=(
            Example({_APP: [_one(0)]}, at=f"{_APP}/0/size"),
            Example({_APP: [_one(), _one(-1, "/run")]}, at=f"{_APP}/1/size"),
        ),
        good=(Example({_APP: [_one(1)]}),),
    ),
    Rule(
        id="R216",
        severity=Severity.ERROR,
        at=(f"{_AT}[].mountOptions[]",),
        why="ECS takes only the mount options that it knows.",
        source=api("Tmpfs"),
        check=Bound(unknown_option, {"pattern": f"^(?:{'|'.join(sorted(_OPTIONS))})(?:=|$)"}),
        hint="write one such as `ro`, `noexec`, `nosuid`, `nodev`, `mode=1777`, `uid=1000`",
        bad=(
            Example({_APP: [_one(64, "/cache", "rw", "no-exec")]}, at=f"{_APP}/0/mountOptions/1"),
            Example({_APP: [_one(64, "/cache", "rw,noexec")]}, at=f"{_APP}/0/mountOptions/0"),
            Example({_APP: [_one(64, "/cache", "size=64m")]}, at=f"{_APP}/0/mountOptions/0"),
        ),
        good=(
            Example({_APP: [_one(64, "/cache", *sorted(_OPTIONS))]}),
            Example({_APP: [_one(64, "/cache", "mode=1777", "uid=1000", "gid=1000")]}),
        ),
    ),
    Rule(
        id="R217",
        severity=Severity.WARNING,
        at=("",),
        why="What is written to a tmpfs is memory of the container, which is killed when it has no more.",
        source=page("https://docs.docker.com/engine/storage/tmpfs/"),
        check=each_container(larger_than_memory),
        hint="make it smaller, or give the container and the task more memory",
        bad=(
            Example({_APP: [_one(1024)]}, at=f"{_APP}/0/size"),
            Example({_APP: [_one(512), _one(512, "/run")]}, at=f"{_APP}/1/size"),
            Example({_APP: [_one(256)], f"{_CONTAINER}/memory": 256}, at=f"{_APP}/0/size"),
        ),
        good=(
            Example({_APP: [_one(1023)]}),
            Example({_APP: [_one(255)], f"{_CONTAINER}/memory": 256}),
        ),
    ),
)
