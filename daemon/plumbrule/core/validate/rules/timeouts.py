"""How long a container may take to start and to stop."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.core.validate.bound import Bound
from plumbrule.core.validate.example import Example, beside
from plumbrule.core.validate.pages import CONTAINER, PARAMETERS, guide
from plumbrule.core.validate.rule import Remark, Rule
from plumbrule.core.validate.show import quoted
from plumbrule.model.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from plumbrule.core.validate.rule import Check, Source, Subject, Value

_ALL: Final = "containerDefinitions"
_APP: Final = "/containerDefinitions/0"
_LEAST: Final = 2
_MOST: Final = 120


def _range(is_wrong: Callable[[int], bool]) -> Check:
    """A number of seconds on the wrong side of one bound; the sentence names both."""

    def check(_: Subject, value: Value) -> Iterator[Remark]:
        if isinstance(value.tree, int) and not isinstance(value.tree, bool) and is_wrong(value.tree):
            bounds = f"between {_LEAST} and {_MOST} seconds"
            yield Remark(value.pointer, f"`{value.name}` must be {bounds}, but is {quoted(value)}")

    return check


_too_long: Final = Bound(_range(lambda seconds: seconds > _MOST), {"maximum": _MOST})
_too_short: Final = Bound(_range(lambda seconds: seconds < _LEAST), {"minimum": _LEAST})


def stops_by_default(subject: Subject, _: Value) -> Iterator[Remark]:
    """A worker, that is a task that listens nowhere, none of whose containers says how long it takes to stop."""
    task = subject.task
    if not task.is_whole or not task.containers:
        return
    if not any(one.has("stopTimeout") or one.tree.get("portMappings") for one in task.containers):
        message = "nothing says how long a container may take to stop, so it is killed 30 seconds after SIGTERM"
        yield Remark(task.containers[0].at("stopTimeout"), message)


def _bound(rule_id: str, member: str, check: Check, *wrong: int, source: Source, ecs: str = "") -> Rule:
    """The rule about one bound of one timeout."""
    what = "Fargate waits" if member == "stopTimeout" else "ECS waits for a dependency"
    return Rule(
        id=rule_id,
        severity=Severity.ERROR,
        at=(f"{_ALL}[].{member}",),
        why=f"{what} for 2 to 120 seconds.",
        source=source,
        check=check,
        hint=f"write {_MOST}" if check is _too_long else f"write {_LEAST} or more, or leave it out",
        ecs=ecs,
        bad=tuple(Example({f"{_APP}/{member}": seconds}) for seconds in wrong),
        good=(Example({f"{_APP}/{member}": _MOST}), Example({f"{_APP}/{member}": _LEAST})),
    )


RULES: Final = (
    _bound(
        "R194",
        "stopTimeout",
        _too_long,
        121,
        source=PARAMETERS,
        ecs="Tasks using the Fargate launch type must have a container stop timeout of less than 120 seconds.",
    ),
    _bound("R195", "stopTimeout", _too_short, 1, 0, -1, source=CONTAINER),
    _bound("R196", "startTimeout", _too_long, 121, source=PARAMETERS),
    _bound("R197", "startTimeout", _too_short, 1, 0, -1, source=CONTAINER),
    Rule(
        id="R198",
        severity=Severity.INFO,
        at=(_ALL,),
        why="A worker that is killed in the middle of a job leaves it half done.",
        source=guide("fargate-capacity-providers"),
        check=stops_by_default,
        hint="set `stopTimeout` to what a job takes, up to 120, which is also what a Spot interruption leaves",
        bad=(
            Example({}, at=f"{_APP}/stopTimeout"),
            Example({f"{_APP}/portMappings": []}, at=f"{_APP}/stopTimeout"),
        ),
        good=(
            Example({f"{_APP}/stopTimeout": 90}),
            Example({f"{_APP}/portMappings": [{"containerPort": 8080}]}),
            Example({"/containerDefinitions/1": beside("log", portMappings=[{"containerPort": 8080}])}),
        ),
    ),
)
