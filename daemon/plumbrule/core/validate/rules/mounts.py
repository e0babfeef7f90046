"""What containers mount: volumes of the task, and volumes of each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.core import closest
from plumbrule.core.validate.bound import Bound, required_text
from plumbrule.core.validate.checks import is_neutral
from plumbrule.core.validate.example import WINDOWS, Example, beside
from plumbrule.core.validate.item import items_of
from plumbrule.core.validate.pages import PARAMETERS, api, page
from plumbrule.core.validate.rule import Remark, Rule
from plumbrule.core.validate.show import is_hidden, quoted
from plumbrule.model.finding import Severity
from plumbrule.model.pointer import child
from plumbrule.model.secret import brief
from plumbrule.model.tree import as_object

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from plumbrule.core.validate.rule import Check, Subject, Value
    from plumbrule.model.tree import Object

_MOUNTS: Final = "containerDefinitions[].mountPoints"
_FROM: Final = "containerDefinitions[].volumesFrom"
_APP: Final = "/containerDefinitions/0/mountPoints"
_APP_FROM: Final = "/containerDefinitions/0/volumesFrom"
_DOCKER: Final = page("https://docs.docker.com/engine/storage/bind-mounts/")


def missing(name: str, message: str, *, even_empty: bool = False) -> Check:
    """The entry lacks the member `name`; with `even_empty` an empty text is as good as none."""

    def check(_: Subject, value: Value) -> Iterator[Remark]:
        entry = as_object(value.tree)
        if name not in entry or (even_empty and entry[name] == ""):
            yield Remark(child(value.pointer, name), message)

    return Bound(check, required_text(name) if even_empty else {"required": [name]})


def unknown_volume(subject: Subject, value: Value) -> Iterator[Remark]:
    """A name that no volume of the task has."""
    names = subject.task.volume_names
    if isinstance(value.tree, str) and value.tree not in names and subject.task.knows_volumes:
        message = f"`sourceVolume` is {quoted(value)}, but the task has no volume of that name"
        yield Remark(value.pointer, message, _meant(value, names))


def unknown_container(subject: Subject, value: Value) -> Iterator[Remark]:
    """A name that no container of the task has."""
    names = subject.task.by_name
    if isinstance(value.tree, str) and value.tree not in names and subject.task.knows_names:
        message = f"`sourceContainer` is {quoted(value)}, but the task has no container of that name"
        yield Remark(value.pointer, message, _meant(value, names))


def _meant(value: Value, names: Iterable[str]) -> str:
    near = closest(str(value.tree), names) if value.tree and not is_hidden(value) else None
    return f"did you mean `{brief(near)}`?" if near else ""


def relative_path(subject: Subject, value: Value) -> Iterator[Remark]:
    """A path of Linux that does not begin at the root."""
    is_path = isinstance(value.tree, str) and value.tree.startswith("/")
    if not is_path and not is_neutral(value) and not subject.task.is_windows:
        yield Remark(value.pointer, f"`containerPath` must be an absolute path, but is {quoted(value)}")


def same_path(_: Subject, value: Value) -> Iterator[Remark]:
    """One path for two mount points of a container; a slash at the end makes no difference."""
    seen: set[str] = set()
    for mount in items_of(value.tree, value.pointer):
        path = (mount.text("containerPath") or "").rstrip("/")
        if path and path in seen:
            message = f"two volumes are mounted at `{brief(path)}`, and a container has one thing at a path"
            yield Remark(mount.at("containerPath"), message)
        seen.add(path)


def _mount(volume: str = "data", path: str = "/data") -> Object:
    return {"sourceVolume": volume, "containerPath": path}


_VOLUMES: Final = {"/volumes": [{"name": "data"}, {"name": "logs"}]}

RULES: Final = (
    Rule(
        id="R233",
        severity=Severity.ERROR,
        at=(f"{_MOUNTS}[]",),
        why="A mount point mounts a volume of the task, by its name.",
        source=api("MountPoint"),
        check=missing("sourceVolume", "the mount point does not say which volume it mounts"),
        hint="state `sourceVolume`, the name of an entry of `volumes`",
        bad=(Example({**_VOLUMES, _APP: [_mount(), {"containerPath": "/logs"}]}, at=f"{_APP}/1/sourceVolume"),),
        good=(Example({**_VOLUMES, _APP: [_mount(), _mount("logs", "/logs")]}), Example({_APP: []})),
    ),
    Rule(
        id="R233",
        severity=Severity.ERROR,
        at=(f"{_MOUNTS}[].sourceVolume",),
        why="A mount point mounts a volume of the task, by its name.",
        source=api("MountPoint"),
        check=unknown_volume,
        hint="add a volume of that name to `volumes`, or correct the name",
        ecs="Unknown volume 'nope'.",
        bad=(
            Example({**_VOLUMES, _APP: [_mount("date")]}, at=f"{_APP}/0/sourceVolume"),
            Example({**_VOLUMES, _APP: [_mount("Data")]}, at=f"{_APP}/0/sourceVolume"),
            Example({_APP: [_mount()]}, at=f"{_APP}/0/sourceVolume"),
            Example({**_VOLUMES, _APP: [_mount("")]}, at=f"{_APP}/0/sourceVolume"),
        ),
        good=(Example({**_VOLUMES, _APP: [_mount()]}),),
    ),
    Rule(
        id="R234",
        severity=Severity.ERROR,
        at=(f"{_MOUNTS}[]",),
        why="A volume is mounted somewhere.",
        source=PARAMETERS,
        check=missing("containerPath", "the mount point does not say where it mounts its volume", even_empty=True),
        hint="state `containerPath`, a path inside the container",
        bad=(
            Example({**_VOLUMES, _APP: [{"sourceVolume": "data"}]}, at=f"{_APP}/0/containerPath"),
            Example({**_VOLUMES, _APP: [_mount("data", "")]}, at=f"{_APP}/0/containerPath"),
        ),
        good=(Example({**_VOLUMES, _APP: [_mount()]}),),
    ),
    Rule(
        id="R235",
        severity=Severity.WARNING,
        at=(f"{_MOUNTS}[].containerPath",),
        why="A container is not created with a mount at a path that is not absolute.",
        source=_DOCKER,
        check=relative_path,
        hint="begin it with `/`",
        ecs="CannotCreateContainerError: ... mount path must be absolute",
        bad=(
            Example({**_VOLUMES, _APP: [_mount("data", "data")]}, at=f"{_APP}/0/containerPath"),
            Example({**_VOLUMES, _APP: [_mount("data", "./data")]}, at=f"{_APP}/0/containerPath"),
        ),
        good=(
            Example({**_VOLUMES, _APP: [_mount("data", "/")]}),
            Example({**WINDOWS, **_VOLUMES, _APP: [_mount("data", "C:\\data")]}),
        ),
    ),
    Rule(
        id="R235",
        severity=Severity.WARNING,
        at=(_MOUNTS,),
        why="A container is not created with two mounts at one path.",
        source=_DOCKER,
        check=same_path,
        hint="mount one of them elsewhere, or remove it",
        ecs="CannotCreateContainerError: ... Duplicate mount point",
        bad=(Example({**_VOLUMES, _APP: [_mount(), _mount("logs", "/data/")]}, at=f"{_APP}/1/containerPath"),),
        good=(Example({**_VOLUMES, _APP: [_mount(), _mount("logs", "/data/logs"), _mount("data", "/Data")]}),),
    ),
    Rule(
        id="R236",
        severity=Severity.ERROR,
        at=(f"{_FROM}[]",),
        why="Volumes are taken from a container of the same task, by its name.",
        source=api("VolumeFrom"),
        check=missing("sourceContainer", "the entry does not say whose volumes the container gets"),
        hint="state `sourceContainer`, the name of another container of the task",
        bad=(Example({_APP_FROM: [{"readOnly": True}]}, at=f"{_APP_FROM}/0/sourceContainer"),),
        good=(Example({_APP_FROM: []}),),
    ),
    Rule(
        id="R236",
        severity=Severity.ERROR,
        at=(f"{_FROM}[].sourceContainer",),
        why="Volumes are taken from a container of the same task, by its name.",
        source=api("VolumeFrom"),
        check=unknown_container,
        hint="name another container of the task",
        ecs="Invalid 'volumesFrom' setting. Unknown container: 'nope'",
        bad=(
            Example({_APP_FROM: [{"sourceContainer": "nope"}]}, at=f"{_APP_FROM}/0/sourceContainer"),
            Example({_APP_FROM: [{"sourceContainer": ""}]}, at=f"{_APP_FROM}/0/sourceContainer"),
        ),
        good=(Example({_APP_FROM: [{"sourceContainer": "side"}], "/containerDefinitions/1": beside("side")}),),
    ),
)
