"""FireLens: the router, and the containers that log through it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.core.validate.checks import not_quite, on_windows
from plumbrule.core.validate.example import ABSENT, WINDOWS, Example, beside
from plumbrule.core.validate.log_options import DRIVER, FIRELENS
from plumbrule.core.validate.pages import api, guide
from plumbrule.core.validate.phrases import listed
from plumbrule.core.validate.rule import Remark, Rule
from plumbrule.core.validate.variants import ROUTED
from plumbrule.model.finding import Severity
from plumbrule.model.tree import as_object

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.core.validate.rule import Subject, Value

_ROUTER: Final = "containerDefinitions[].firelensConfiguration"
_EXAMPLES: Final = guide("firelens-taskdef")

_LOGS: Final = "/containerDefinitions/0/logConfiguration"
_SECOND: Final = "/containerDefinitions/1"
_AT_ROUTER: Final = f"{_SECOND}/firelensConfiguration"


def no_router(subject: Subject, _: Value) -> Iterator[Remark]:
    """Containers that log through a router that is not there; told once."""
    task = subject.task
    if task.routed and task.is_whole and not task.routers:
        names = listed(one.label for one in task.routed)
        message = f"no container of the task is a log router, which the logs of {names} are for"
        yield Remark(task.routed[0].at("logConfiguration", "logDriver"), message)


def unused_router(subject: Subject, value: Value) -> Iterator[Remark]:
    """A router that nobody logs to."""
    if subject.task.knows_log_drivers and not subject.task.routed:
        yield Remark(value.pointer, "no container logs with `awsfirelens`, so there is nothing to route")


def second_router(subject: Subject, value: Value) -> Iterator[Remark]:
    """A router after the first."""
    first = subject.task.routers[0]
    if value.pointer != first.at("firelensConfiguration"):
        yield Remark(value.pointer, f"the task has a log router already: {first.label}")


def logs_to_itself(_: Subject, value: Value) -> Iterator[Remark]:
    """A router whose own logs are for a router."""
    container = as_object(value.parent.parent.tree) if value.parent and value.parent.parent else {}
    if value.tree == FIRELENS and "firelensConfiguration" in container:
        yield Remark(value.pointer, "the log router's own logs go through `awsfirelens`, back into the router")


def not_essential(_: Subject, value: Value) -> Iterator[Remark]:
    """A router that may end without its task."""
    if value.tree is False and value.parent and "firelensConfiguration" in as_object(value.parent.tree):
        yield Remark(value.pointer, "the log router is not essential; when it ends, the task runs on without logs")


def not_root(_: Subject, value: Value) -> Iterator[Remark]:
    """A router that runs as somebody else."""
    is_router = value.parent and "firelensConfiguration" in as_object(value.parent.tree)
    if is_router and isinstance(value.tree, str) and value.tree.partition(":")[0] not in {"0", "root"}:
        message = "the log router does not run as root, who owns the configuration that ECS makes for it"
        yield Remark(value.pointer, message)


RULES: Final = (
    Rule(
        id="R154",
        severity=Severity.ERROR,
        at=("",),
        why="Without a router there is nothing that could take the logs.",
        source=_EXAMPLES,
        check=no_router,
        hint="add a container with `firelensConfiguration`, or log with `awslogs`",
        ecs=(
            "When awsfirelens log driver is specified in log configuration, a firelens configuration object must be "
            "configured in one of the containers."
        ),
        bad=(Example({f"{_LOGS}/logDriver": FIRELENS, f"{_LOGS}/options": ABSENT}, at=f"{_LOGS}/logDriver"),),
        good=(Example(ROUTED),),
    ),
    Rule(
        id="R155",
        severity=Severity.ERROR,
        at=(_ROUTER,),
        why="ECS does not register a router without logs to route.",
        source=_EXAMPLES,
        check=unused_router,
        hint="give the other containers the log driver `awsfirelens`, or remove `firelensConfiguration`",
        ecs=(
            "When a firelensConfiguration object is specified, at least one container has to be configured with the "
            "awsfirelens log driver."
        ),
        bad=(Example({_SECOND: beside("router", firelensConfiguration={"type": "fluentbit"})}, at=_AT_ROUTER),),
        good=(Example(ROUTED),),
    ),
    Rule(
        id="R156",
        severity=Severity.ERROR,
        at=(_ROUTER,),
        why="A task has one log router, which every container with `awsfirelens` logs to.",
        source=_EXAMPLES,
        check=second_router,
        hint="keep one router; one Fluent Bit can have many outputs",
        bad=(
            Example(
                {**ROUTED, "/containerDefinitions/2": beside("other", firelensConfiguration={"type": "fluentd"})},
                at="/containerDefinitions/2/firelensConfiguration",
            ),
        ),
        good=(Example(ROUTED),),
    ),
    Rule(
        id="R157",
        severity=Severity.ERROR,
        at=(f"{_ROUTER}.type",),
        why="ECS can configure Fluentd and Fluent Bit and no other router.",
        source=api("FirelensConfiguration"),
        check=not_quite("fluentbit", "fluentd"),
        hint="write `fluentbit` or `fluentd`",
        bad=(
            Example({**ROUTED, _AT_ROUTER: {"type": "fluent-bit"}}, at=f"{_AT_ROUTER}/type"),
            Example({**ROUTED, _AT_ROUTER: {"type": "vector"}}, at=f"{_AT_ROUTER}/type"),
        ),
        good=(Example(ROUTED), Example({**ROUTED, _AT_ROUTER: {"type": "fluentd"}})),
    ),
    Rule(
        id="R162",
        severity=Severity.WARNING,
        at=(DRIVER,),
        why="Each line that the router writes about its work makes more work.",
        source=_EXAMPLES,
        check=logs_to_itself,
        hint="log with `awslogs` there",
        bad=(
            Example(
                {**ROUTED, f"{_SECOND}/logConfiguration": {"logDriver": FIRELENS, "options": {"Name": "stdout"}}},
                at=f"{_SECOND}/logConfiguration/logDriver",
            ),
        ),
        good=(Example(ROUTED),),
    ),
    Rule(
        id="R163",
        severity=Severity.WARNING,
        at=("containerDefinitions[].essential",),
        why="Nobody notices that the logs are lost.",
        source=_EXAMPLES,
        check=not_essential,
        hint="leave `essential` out, or give the container a `restartPolicy` and accept the gap",
        bad=(Example({**ROUTED, f"{_SECOND}/essential": False}, at=f"{_SECOND}/essential"),),
        good=(Example(ROUTED), Example({**ROUTED, f"{_SECOND}/essential": ABSENT})),
    ),
    Rule(
        id="R167",
        severity=Severity.WARNING,
        at=(_ROUTER,),
        why="Windows on Fargate offers no FireLens; the definition registers, and its tasks do not start.",
        source=guide("using_firelens"),
        check=on_windows("Fargate has no FireLens on Windows"),
        hint="log with `awslogs`",
        ecs=(
            "PlatformTaskDefinitionIncompatibilityException: One or more of the requested capabilities are not "
            "supported."
        ),
        bad=(Example({**ROUTED, **WINDOWS, f"{_SECOND}/user": ABSENT}, at=_AT_ROUTER),),
        good=(Example(ROUTED),),
    ),
    Rule(
        id="R168",
        severity=Severity.INFO,
        at=("containerDefinitions[].user",),
        why="Another user may not be able to read it, and then the router ends at once.",
        source=_EXAMPLES,
        check=not_root,
        hint='write "0", as the examples of AWS do, or try first that the image can read its configuration',
        bad=(
            Example({**ROUTED, f"{_SECOND}/user": "1000"}, at=f"{_SECOND}/user"),
            Example({**ROUTED, f"{_SECOND}/user": "fluent:0"}, at=f"{_SECOND}/user"),
        ),
        good=tuple(Example({**ROUTED, f"{_SECOND}/user": user}) for user in ("0", "root", "0:0", "root:1000")),
    ),
)
