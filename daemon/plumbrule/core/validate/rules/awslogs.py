"""The log driver `awslogs`: which options it wants, and which ECS takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.core import did_you_mean
from plumbrule.core.validate.bound import Bound
from plumbrule.core.validate.example import ABSENT, Example
from plumbrule.core.validate.log_options import AWSLOGS, LOGS, OPTIONS, driver_of, under
from plumbrule.core.validate.pages import PARAMETERS, guide
from plumbrule.core.validate.rule import Remark, Rule
from plumbrule.model.document import KeyPointer
from plumbrule.model.finding import Severity
from plumbrule.model.pointer import child, join
from plumbrule.model.secret import brief
from plumbrule.model.tree import Opaque, as_object

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.core.validate.rule import Check, Subject, Value

_TAKEN: Final = frozenset(
    {
        "awslogs-create-group",
        "awslogs-datetime-format",
        "awslogs-group",
        "awslogs-multiline-pattern",
        "awslogs-region",
        "awslogs-stream-prefix",
        "max-buffer-size",
        "mode",
    }
)
_HINTS: Final = {"log-driver-buffer-limit": "write `max-buffer-size`; `log-driver-buffer-limit` is for `awsfirelens`"}

_APP: Final = "/containerDefinitions/0/logConfiguration"
_OPTIONS: Final = f"{_APP}/options"


def _lacks(key: str, message: str, *, empty: bool = True) -> Check:
    """Without the option, or with nothing in it unless another rule says so (`empty=False`)."""

    def check(_: Subject, value: Value) -> Iterator[Remark]:
        options = as_object(value.tree).get("options")
        if driver_of(value) != AWSLOGS or isinstance(options, Opaque):
            return
        said = as_object(options).get(key)
        if said is None or (empty and said == ""):
            yield Remark(f"{value.pointer}{join(('options', key))}", message)

    return Bound(check, under(AWSLOGS, {}, key))


def not_taken(_: Subject, value: Value) -> Iterator[Remark]:
    """Options that Docker's driver may know and ECS does not pass on."""
    if driver_of(value) == AWSLOGS:
        for key in as_object(value.tree):
            if key not in _TAKEN:
                message = f"ECS takes no option `{brief(key)}` for `awslogs`"
                yield Remark(KeyPointer(child(value.pointer, key)), message, _hint(key))


def _hint(key: str) -> str:
    return _HINTS.get(key) or did_you_mean(key, _TAKEN)


def two_starts(_: Subject, value: Value) -> Iterator[Remark]:
    """Two ways to say where a message of several lines begins."""
    options = as_object(value.tree)
    if "awslogs-datetime-format" in options and "awslogs-multiline-pattern" in options:
        message = "`awslogs-multiline-pattern` and `awslogs-datetime-format` cannot be used together"
        yield Remark(child(value.pointer, "awslogs-multiline-pattern"), message)


RULES: Final = (
    Rule(
        id="R139",
        severity=Severity.ERROR,
        at=(LOGS,),
        why="ECS does not register `awslogs` without a log group.",
        source=PARAMETERS,
        check=_lacks("awslogs-group", "`awslogs` does not say which log group it writes to", empty=False),
        hint="add the option `awslogs-group`, such as `/ecs/web`",
        ecs="Log driver awslogs requires options: awslogs-group",
        bad=(Example({f"{_OPTIONS}/awslogs-group": ABSENT}),),
        good=(Example({}), Example({_APP: {"logDriver": "awslogs", "options": Opaque("${var.X}")}})),
    ),
    Rule(
        id="R140",
        severity=Severity.ERROR,
        at=(LOGS,),
        why="ECS does not register `awslogs` without the region of the log group.",
        source=PARAMETERS,
        check=_lacks("awslogs-region", "`awslogs` does not say in which region its log group is"),
        hint="add the option `awslogs-region`, such as `eu-central-1`",
        ecs="Log driver awslogs requires options: awslogs-region",
        bad=(Example({f"{_OPTIONS}/awslogs-region": ABSENT}), Example({f"{_OPTIONS}/awslogs-region": ""})),
        good=(Example({}),),
    ),
    Rule(
        id="R141",
        severity=Severity.ERROR,
        at=(LOGS,),
        why="Fargate names log streams `prefix/container/task` and cannot do without the prefix.",
        source=PARAMETERS,
        check=_lacks("awslogs-stream-prefix", "`awslogs` on Fargate needs a prefix for its log streams"),
        hint="add the option `awslogs-stream-prefix`; the name of the service will do",
        ecs=(
            "Fargate requires log configuration options to include awslogs-stream-prefix to support log driver awslogs."
        ),
        bad=(
            Example({f"{_OPTIONS}/awslogs-stream-prefix": ABSENT}),
            Example({f"{_OPTIONS}/awslogs-stream-prefix": ""}),
        ),
        good=(Example({}),),
    ),
    Rule(
        id="R142",
        severity=Severity.ERROR,
        at=(OPTIONS,),
        why="ECS refuses options of Docker's driver that it does not know itself.",
        source=PARAMETERS,
        check=Bound(not_taken, under(AWSLOGS, {"propertyNames": {"enum": sorted(_TAKEN)}}), at=LOGS),
        hint="remove the option",
        ecs="Log driver awslogs disallows options: awslogs-endpoint",
        bad=(
            Example({f"{_OPTIONS}/awslogs-endpoint": "https://logs.example.com"}),
            Example({f"{_OPTIONS}/awslogs-stream": "one"}),
            Example({f"{_OPTIONS}/tag": "{{.Name}}"}),
            Example({f"{_OPTIONS}/log-driver-buffer-limit": "1024"}),
        ),
        good=(
            Example(
                {
                    f"{_OPTIONS}/awslogs-create-group": "false",
                    f"{_OPTIONS}/awslogs-datetime-format": "%Y-%m-%d",
                    f"{_OPTIONS}/mode": "non-blocking",
                    f"{_OPTIONS}/max-buffer-size": "25m",
                }
            ),
            Example({f"{_OPTIONS}/awslogs-multiline-pattern": "^ERROR"}),
        ),
    ),
    Rule(
        id="R143",
        severity=Severity.WARNING,
        at=(OPTIONS,),
        why="Docker refuses both at once, and the pattern would not be used.",
        source=guide("using_awslogs"),
        check=two_starts,
        hint="keep one of them",
        bad=(
            Example(
                {
                    f"{_OPTIONS}/awslogs-multiline-pattern": "^ERROR",
                    f"{_OPTIONS}/awslogs-datetime-format": "%Y-%m-%d",
                }
            ),
        ),
        good=(Example({f"{_OPTIONS}/awslogs-multiline-pattern": "^ERROR"}),),
    ),
)
