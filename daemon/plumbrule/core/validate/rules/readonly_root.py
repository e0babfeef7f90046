"""Root file systems that a container may, or may not, write to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.core.validate.checks import on_windows
from plumbrule.core.validate.example import WINDOWS, Example
from plumbrule.core.validate.pages import CONTAINER, PARAMETERS, guide, page
from plumbrule.core.validate.phrases import listed
from plumbrule.core.validate.rule import Context, Remark, Rule
from plumbrule.model.finding import Severity
from plumbrule.model.tree import Opaque, as_list, as_object

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.core.validate.item import Container
    from plumbrule.core.validate.rule import Subject, Value

_ALL: Final = "containerDefinitions"
_AT: Final = f"{_ALL}[].readonlyRootFilesystem"
_APP: Final = "/containerDefinitions/0"
_READONLY: Final = f"{_APP}/readonlyRootFilesystem"
_EXEC: Final = Context(enable_execute_command=True)
_WRITABLE: Final = {"sourceVolume": "scratch", "containerPath": "/var/run/web"}


def shuts_out_exec(subject: Subject, value: Value) -> Iterator[Remark]:
    """A read-only root where ECS Exec is wanted."""
    if value.tree is True and subject.context.enable_execute_command:
        yield Remark(value.pointer, "ECS Exec is wanted, but its agent cannot write to a read-only root file system")


def may_write(subject: Subject, _: Value) -> Iterator[Remark]:
    """Containers of a Linux task that may write to their root; told once, at the first of them."""
    task = subject.task
    if task.is_windows or subject.context.enable_execute_command:
        return
    if found := [one for one in task.containers if one.tree.get("readonlyRootFilesystem", False) is False]:
        names = listed(one.label for one in found)
        message = f"whoever breaks in may write programs to the root file system ({names})"
        yield Remark(found[0].at("readonlyRootFilesystem"), message)


def nowhere_to_write(subject: Subject, _: Value) -> Iterator[Remark]:
    """A read-only root and no volume or tmpfs beside it."""
    for container in subject.task.containers:
        if container.is_true("readonlyRootFilesystem") and not subject.task.is_windows and not _may_write(container):
            message = f"{container.label} has a read-only root file system and no other place to write to"
            yield Remark(container.at("readonlyRootFilesystem"), message)


def _may_write(container: Container) -> bool:
    """Whether something writable is mounted; what cannot be read may be."""
    linux = container.object("linuxParameters")
    mounts = (*as_list(container.tree.get("mountPoints")), *as_list(container.tree.get("volumesFrom")))
    return (
        any(container.hides(name) for name in ("mountPoints", "volumesFrom", "linuxParameters"))
        or isinstance(linux.tree.get("tmpfs"), Opaque)
        or bool(as_list(linux.tree.get("tmpfs")))
        or any(as_object(one).get("readOnly") is not True for one in mounts)
    )


RULES: Final = (
    Rule(
        id="R094",
        severity=Severity.WARNING,
        at=(_AT,),
        why="Every `aws ecs execute-command` on such a container fails.",
        source=guide("ecs-exec"),
        check=shuts_out_exec,
        hint="choose one of them: a root that may be written to, or a service without ECS Exec",
        bad=(Example({_READONLY: True}, context=_EXEC),),
        good=(
            Example({_READONLY: True}),
            Example({_READONLY: True}, context=Context(enable_execute_command=False)),
            Example({_READONLY: False}, context=_EXEC),
        ),
    ),
    Rule(
        id="R095",
        severity=Severity.WARNING,
        at=(_AT,),
        why="Fargate does not start Windows tasks with a read-only root.",
        source=CONTAINER,
        check=on_windows("Windows containers know no `readonlyRootFilesystem`"),
        hint="remove it",
        ecs="One or more of the requested capabilities are not supported.",
        bad=(Example({_READONLY: True, **WINDOWS}),),
        good=(Example({_READONLY: False, **WINDOWS}), Example({_READONLY: True})),
    ),
    Rule(
        id="R096",
        severity=Severity.INFO,
        at=(_ALL,),
        why="Malware cannot settle in a root file system that is read-only (Security Hub, ECS.5).",
        source=page("https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html"),
        check=may_write,
        hint="set `readonlyRootFilesystem: true`, with a volume or tmpfs where it writes; ECS Exec does not work then",
        bad=(Example({}, at=_READONLY), Example({_READONLY: False})),
        good=(Example({_READONLY: True}), Example({_READONLY: False, **WINDOWS}), Example({}, context=_EXEC)),
    ),
    Rule(
        id="R097",
        severity=Severity.INFO,
        at=(_ALL,),
        why="Many images fail to start when they cannot write to `/tmp` or `/run`.",
        source=PARAMETERS,
        check=nowhere_to_write,
        hint="mount a volume where the program writes, or a tmpfs (`linuxParameters.tmpfs`)",
        bad=(
            Example({_READONLY: True}),
            Example(
                {
                    _READONLY: True,
                    f"{_APP}/mountPoints": [{**_WRITABLE, "readOnly": True}],
                    "/volumes": [{"name": "scratch"}],
                }
            ),
        ),
        good=(
            Example({_READONLY: True, f"{_APP}/mountPoints": [_WRITABLE], "/volumes": [{"name": "scratch"}]}),
            Example({_READONLY: True, f"{_APP}/linuxParameters/tmpfs": [{"containerPath": "/run", "size": 64}]}),
            Example({_READONLY: False}),
        ),
    ),
)
