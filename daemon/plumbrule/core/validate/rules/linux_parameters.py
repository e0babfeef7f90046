"""Linux settings of a container as a whole, and those that Fargate does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.core.validate.checks import INCOMPATIBLE, each_container, meant, on_windows, stated
from plumbrule.core.validate.example import WINDOWS, Example
from plumbrule.core.validate.pages import FARGATE, api, guide
from plumbrule.core.validate.rule import Context, Remark, Rule
from plumbrule.model.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.core.validate.item import Container
    from plumbrule.core.validate.rule import Subject

_AT: Final = "containerDefinitions[].linuxParameters"
_APP: Final = "/containerDefinitions/0/linuxParameters"
_EXEC: Final = Context(enable_execute_command=True)
_UNSUPPORTED: Final = "Fargate compatible task definitions do not support"


def no_init_process(subject: Subject, container: Container) -> Iterator[Remark]:
    """A container that somebody is going to log in to, without a process that clears up after them."""
    if not subject.context.enable_execute_command or subject.task.is_windows:
        return
    linux = container.object("linuxParameters")
    unknown = container.hides("linuxParameters") or linux.hides("initProcessEnabled")
    if not unknown and not linux.is_true("initProcessEnabled"):
        message = f"ECS Exec is wanted, and {container.label} has no init process to clear up what a session leaves"
        yield Remark(linux.at("initProcessEnabled"), message)


RULES: Final = (
    Rule(
        id="R212",
        severity=Severity.ERROR,
        at=(f"{_AT}.devices",),
        why="Fargate gives containers no devices of its hosts.",
        source=FARGATE,
        check=meant("`devices` are not supported on Fargate"),
        hint="remove `devices`; what really needs one has to run on EC2",
        ecs=f"{_UNSUPPORTED} devices",
        bad=(Example({f"{_APP}/devices": [{"hostPath": "/dev/fuse"}]}),),
        good=(Example({f"{_APP}/devices": []}),),
    ),
    Rule(
        id="R213",
        severity=Severity.ERROR,
        at=(f"{_AT}.sharedMemorySize",),
        why="Fargate does not let a task choose the size of `/dev/shm`.",
        source=FARGATE,
        check=stated("`sharedMemorySize` is not supported on Fargate"),
        hint="remove it; a program such as Chrome can be told to use `/tmp` (`--disable-dev-shm-usage`)",
        ecs=f"{_UNSUPPORTED} sharedMemorySize",
        bad=(Example({f"{_APP}/sharedMemorySize": 256}),),
        good=(Example({f"{_APP}/initProcessEnabled": True}),),
    ),
    Rule(
        id="R214",
        severity=Severity.ERROR,
        at=(f"{_AT}.maxSwap",),
        why="Fargate has no swap.",
        source=FARGATE,
        check=stated("`maxSwap` is not supported on Fargate"),
        hint="remove it, and give the task the memory that it needs",
        ecs=f"{_UNSUPPORTED} maxSwap",
        bad=(Example({f"{_APP}/maxSwap": 512}), Example({f"{_APP}/maxSwap": 0})),
        good=(Example({f"{_APP}/initProcessEnabled": True}),),
    ),
    Rule(
        id="R215",
        severity=Severity.ERROR,
        at=(f"{_AT}.swappiness",),
        why="Fargate has no swap.",
        source=FARGATE,
        check=stated("`swappiness` is not supported on Fargate"),
        hint="remove it, and give the task the memory that it needs",
        bad=(Example({f"{_APP}/swappiness": 60}), Example({f"{_APP}/swappiness": 0})),
        good=(Example({f"{_APP}/initProcessEnabled": True}),),
    ),
    Rule(
        id="R218",
        severity=Severity.INFO,
        at=("",),
        why="Without an init process what a session of ECS Exec started stays behind as zombies.",
        source=guide("ecs-exec"),
        check=each_container(no_init_process),
        hint="set `linuxParameters.initProcessEnabled` to true",
        bad=(
            Example({}, at=f"{_APP}/initProcessEnabled", context=_EXEC),
            Example({f"{_APP}/initProcessEnabled": False}, context=_EXEC),
        ),
        good=(
            Example({f"{_APP}/initProcessEnabled": True}, context=_EXEC),
            Example(WINDOWS, context=_EXEC),
            Example({f"{_APP}/initProcessEnabled": False}),
        ),
    ),
    Rule(
        id="R219",
        severity=Severity.WARNING,
        at=(_AT,),
        why="Fargate starts no Windows task that states Linux settings.",
        source=api("ContainerDefinition"),
        check=on_windows("`linuxParameters` are not supported for Windows containers"),
        hint="remove them",
        ecs=INCOMPATIBLE,
        bad=(Example({**WINDOWS, f"{_APP}/initProcessEnabled": True}, at=_APP),),
        good=(Example({**WINDOWS, _APP: {}}), Example({f"{_APP}/initProcessEnabled": True})),
    ),
)
