"""Network mode, namespaces, and members of the task that Fargate does not take."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from plumbrule.core.validate.bound import NOTHING, Bound
from plumbrule.core.validate.checks import INCOMPATIBLE, meant, on_windows
from plumbrule.core.validate.example import ABSENT, WINDOWS, Example
from plumbrule.core.validate.pages import FARGATE, PARAMETERS, api
from plumbrule.core.validate.rule import Remark, Rule
from plumbrule.core.validate.show import quoted
from plumbrule.model.finding import Severity
from plumbrule.model.pointer import child

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.core.validate.rule import Subject, Value

_TRIALS: Final = frozenset({"test", "tests", "testing", "chaos", "fis", "fault", "dev", "sandbox", "staging", "qa"})
_WORDS: Final = re.compile(r"[a-z]+")


def no_network_mode(subject: Subject, value: Value) -> Iterator[Remark]:
    """No network mode at all, which ECS reads as bridge."""
    if not subject.task.root.has("networkMode"):
        message = "`networkMode` is missing, which ECS reads as `bridge`; Fargate has only `awsvpc`"
        yield Remark(child(value.pointer, "networkMode"), message)


def other_network_mode(_: Subject, value: Value) -> Iterator[Remark]:
    """Another network mode; letter case counts."""
    if isinstance(value.tree, str) and value.tree != "awsvpc":
        yield Remark(value.pointer, f"`networkMode` is {quoted(value)}; Fargate has only `awsvpc`")


def other_pid_mode(_: Subject, value: Value) -> Iterator[Remark]:
    """A process namespace other than that of the task."""
    if isinstance(value.tree, str) and value.tree != "task":
        yield Remark(value.pointer, f"`pidMode` is {quoted(value)}; Fargate knows `task` alone")


def any_ipc_mode(_: Subject, value: Value) -> Iterator[Remark]:
    """An IPC namespace, whichever."""
    if isinstance(value.tree, str):
        yield Remark(value.pointer, f"`ipcMode` is {quoted(value)}; Fargate does not take it, whatever it says")


def faults_allowed(subject: Subject, value: Value) -> Iterator[Remark]:
    """Fault injection in a family whose name does not speak of trials."""
    family = subject.task.root.text("family")
    if value.tree is True and family is not None and _TRIALS.isdisjoint(_WORDS.findall(family.lower())):
        yield Remark(value.pointer, "containers of this task may be asked to disturb their own network")


RULES: Final = (
    Rule(
        id="R014",
        severity=Severity.ERROR,
        at=("",),
        why="Every task on Fargate has a network interface of its own.",
        source=PARAMETERS,
        check=Bound(no_network_mode, {"required": ["networkMode"]}),
        hint="write `networkMode: awsvpc`",
        ecs="Fargate only supports network mode 'awsvpc'.",
        bad=(Example({"/networkMode": ABSENT}),),
        good=(Example({"/networkMode": "awsvpc"}),),
    ),
    Rule(
        id="R014",
        severity=Severity.ERROR,
        at=("networkMode",),
        why="Every task on Fargate has a network interface of its own.",
        source=PARAMETERS,
        check=Bound(other_network_mode, {"enum": ["awsvpc"]}),
        hint="write `awsvpc`",
        ecs="Fargate only supports network mode 'awsvpc'.",
        bad=(
            *(Example({"/networkMode": mode}) for mode in ("bridge", "host", "none")),
            Example({"/networkMode": "AWSVPC"}),
        ),
        good=(Example({"/networkMode": "awsvpc"}),),
    ),
    Rule(
        id="R021",
        severity=Severity.WARNING,
        at=("pidMode",),
        why="Windows on Fargate has no shared process namespace, so ECS refuses to run the task.",
        source=PARAMETERS,
        check=on_windows("`pidMode` is set, but Windows on Fargate does not offer it"),
        hint="remove `pidMode`",
        ecs=INCOMPATIBLE,
        bad=(Example({**WINDOWS, "/pidMode": "task"}, at="/pidMode"),),
        good=(Example(WINDOWS), Example({"/pidMode": "task"})),
    ),
    Rule(
        id="R022",
        severity=Severity.ERROR,
        at=("pidMode",),
        why="A task on Fargate cannot see the processes of its host.",
        source=PARAMETERS,
        check=Bound(other_pid_mode, {"enum": ["task"]}),
        hint="write `task` when the containers are to see one another's processes, or remove `pidMode`",
        ecs="Tasks using the Fargate launch type do not support pidMode 'host'. "
        "The supported value for pidMode is 'task'.",
        bad=(Example({"/pidMode": "host"}), Example({"/pidMode": "Task"})),
        good=(Example({"/pidMode": "task"}),),
    ),
    Rule(
        id="R023",
        severity=Severity.ERROR,
        at=("ipcMode",),
        why="Fargate has no IPC namespaces to choose from.",
        source=FARGATE,
        check=Bound(any_ipc_mode, NOTHING),
        hint="remove `ipcMode`",
        ecs="Fargate compatible task definitions do not support ipcMode",
        bad=tuple(Example({"/ipcMode": mode}) for mode in ("host", "task", "none", "shareable")),
        good=(Example({}),),
    ),
    Rule(
        id="R024",
        severity=Severity.ERROR,
        at=("placementConstraints",),
        why="There are no instances to choose from on Fargate.",
        source=FARGATE,
        check=meant("Fargate does not take `placementConstraints`"),
        hint="remove them; subnets of the service say where its tasks run",
        ecs="Fargate compatible task definitions do not support constraints",
        bad=(Example({"/placementConstraints": [{"type": "memberOf", "expression": "attribute:a == b"}]}),),
        good=(Example({"/placementConstraints": []}),),
    ),
    Rule(
        id="R025",
        severity=Severity.ERROR,
        at=("inferenceAccelerators",),
        why="Elastic Inference has ended, and ECS refuses the field for every kind of capacity.",
        source=api("InferenceAccelerator"),
        check=meant("`inferenceAccelerators` are no longer offered by AWS"),
        hint="remove them",
        ecs="Unsupported field 'inferenceAccelerators'.",
        bad=(Example({"/inferenceAccelerators": [{"deviceName": "a", "deviceType": "eia2.medium"}]}),),
        good=(Example({"/inferenceAccelerators": []}),),
    ),
    Rule(
        id="R029",
        severity=Severity.INFO,
        at=("enableFaultInjection",),
        why="With fault injection allowed, whoever gets into a container can ask for latency and lost packets.",
        source=PARAMETERS,
        check=faults_allowed,
        hint="keep it to families that experiments run against",
        bad=(Example({"/enableFaultInjection": True}),),
        good=(
            Example({"/enableFaultInjection": False}),
            Example({"/enableFaultInjection": True, "/family": "web-chaos"}),
        ),
    ),
)
