"""Log drivers, and the options that all of them take."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from plumbrule.core import closest
from plumbrule.core.validate.bound import Bound
from plumbrule.core.validate.checks import each_container, unlike
from plumbrule.core.validate.example import ABSENT, Example
from plumbrule.core.validate.log_options import DRIVER, DRIVERS, FIRELENS, OPTION, OPTIONS, driver_of, of_option
from plumbrule.core.validate.pages import PARAMETERS, api, page
from plumbrule.core.validate.rule import Remark, Rule
from plumbrule.core.validate.show import is_hidden, quoted
from plumbrule.core.validate.variants import ROUTED
from plumbrule.model.finding import Severity
from plumbrule.model.pointer import child
from plumbrule.model.tree import as_object

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.core.validate.item import Container
    from plumbrule.core.validate.rule import Subject, Value

_MODES: Final = ("blocking", "non-blocking")
_MODES_OF_OUTPUTS: Final = frozenset({"tcp", "udp", "tls"})
"""What Fluent Bit's outputs `syslog` and `gelf` take as their own `mode` (docs.fluentbit.io, seen 2026-11)."""
_SIZE: Final = re.compile(r"[0-9]+[kmgKMG]?")

_LOGS: Final = "/containerDefinitions/0/logConfiguration"
_MODE: Final = f"{_LOGS}/options/mode"
_BUFFER: Final = f"{_LOGS}/options/max-buffer-size"


def no_logs(_: Subject, container: Container) -> Iterator[Remark]:
    """A container without a log configuration."""
    if not container.has("logConfiguration"):
        message = f"{container.label} has no `logConfiguration`; what it writes to its output is lost"
        yield Remark(container.at("logConfiguration"), message)


def not_on_fargate(_: Subject, value: Value) -> Iterator[Remark]:
    """A log driver that Fargate does not have."""
    if isinstance(value.tree, str) and value.tree not in DRIVERS:
        near = None if is_hidden(value) else closest(value.tree, DRIVERS)
        hint = f"did you mean `{near}`?" if near else ""
        yield Remark(value.pointer, f"Fargate has no log driver {quoted(value)}", hint)


def unknown_mode(_: Subject, value: Value) -> Iterator[Remark]:
    """A mode other than the two there are; an output that FireLens feeds may have a `mode` of its own."""
    is_of_output = driver_of(value) == FIRELENS and str(value.tree).lower() in _MODES_OF_OUTPUTS
    if isinstance(value.tree, str) and value.tree not in _MODES and not is_of_output:
        yield Remark(value.pointer, f"`mode` must be `blocking` or `non-blocking`, but is {quoted(value)}")


def blocks(_: Subject, value: Value) -> Iterator[Remark]:
    """A container that waits for its logs."""
    if value.tree == "blocking":
        yield Remark(value.pointer, "the container stands still while its logs cannot be sent")


def idle_buffer(_: Subject, value: Value) -> Iterator[Remark]:
    """The size of a buffer that `blocking` does not use."""
    options = as_object(value.tree)
    if options.get("mode") == "blocking" and "max-buffer-size" in options:
        pointer = child(value.pointer, "max-buffer-size")
        yield Remark(pointer, "`max-buffer-size` has no effect: with `mode` `blocking` there is no buffer")


RULES: Final = (
    Rule(
        id="R136",
        severity=Severity.WARNING,
        at=("",),
        why="On Fargate nobody can read the output of a container that has no log configuration.",
        source=page("https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-9"),
        check=each_container(no_logs),
        hint="add a `logConfiguration` with the driver `awslogs`, or `awsfirelens` beside a log router",
        bad=(Example({_LOGS: ABSENT}),),
        good=(Example({}),),
    ),
    Rule(
        id="R137",
        severity=Severity.ERROR,
        at=(DRIVER,),
        why="ECS registers no other log driver for Fargate; `json-file` and its like are for EC2.",
        source=PARAMETERS,
        check=Bound(not_on_fargate, {"enum": list(DRIVERS)}),
        hint="use `awslogs` for CloudWatch Logs, `splunk`, or `awsfirelens` for anything else",
        ecs="json-file is not a valid log driver. Must be one of [awslogs,splunk,awsfirelens]",
        bad=(Example({f"{_LOGS}/logDriver": "json-file"}), Example({f"{_LOGS}/logDriver": "AwsLogs"})),
        good=(Example({}), Example(ROUTED)),
    ),
    Rule(
        id="R147",
        severity=Severity.WARNING,
        at=(OPTION,),
        why="The log driver refuses another mode when the task starts.",
        source=api("LogConfiguration"),
        check=of_option("mode", unknown_mode),
        hint="write `non-blocking`, or `blocking` where no line may be lost",
        bad=(Example({_MODE: "nonblocking"}), Example({_MODE: "Blocking"})),
        good=(
            Example({_MODE: "non-blocking"}),
            Example({_MODE: "blocking"}),
            Example({**ROUTED, _LOGS: {"logDriver": "awsfirelens", "options": {"Name": "syslog", "mode": "udp"}}}),
        ),
    ),
    Rule(
        id="R148",
        severity=Severity.WARNING,
        at=(OPTION,),
        why="The log driver refuses a size that it cannot read when the task starts.",
        source=api("LogConfiguration"),
        check=of_option("max-buffer-size", unlike(_SIZE, "a whole number with `k`, `m` or `g`")),
        hint="write a size such as `25m`; the default is `10m`",
        bad=(Example({_BUFFER: "25 MB"}), Example({_BUFFER: "lots"}), Example({_BUFFER: "1.5m"})),
        good=(Example({_BUFFER: "25m"}), Example({_BUFFER: "1048576"})),
    ),
    Rule(
        id="R148",
        severity=Severity.WARNING,
        at=(OPTIONS,),
        why="Only `non-blocking` delivery keeps lines in a buffer.",
        source=api("LogConfiguration"),
        check=idle_buffer,
        hint="remove it, or write `non-blocking`",
        bad=(Example({_MODE: "blocking", _BUFFER: "25m"}, at=_BUFFER),),
        good=(Example({_MODE: "non-blocking", _BUFFER: "25m"}), Example({_BUFFER: "25m"})),
    ),
    Rule(
        id="R149",
        severity=Severity.INFO,
        at=(OPTION,),
        why="A container that waits for a slow log service may fail its health check; one that does not loses lines.",
        source=api("LogConfiguration"),
        check=of_option("mode", blocks),
        hint="`non-blocking` with a `max-buffer-size` keeps it running and loses lines when the buffer is full",
        bad=(Example({_MODE: "blocking"}),),
        good=(Example({_MODE: "non-blocking"}), Example({})),
    ),
)
