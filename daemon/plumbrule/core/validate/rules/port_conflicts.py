"""Ports that two mappings want, and ports that belong to somebody else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.core.validate.example import WINDOWS, Example, beside
from plumbrule.core.validate.pages import PARAMETERS, guide, page
from plumbrule.core.validate.ports import meetings, span
from plumbrule.core.validate.rule import Remark, Rule
from plumbrule.core.validate.show import quoted
from plumbrule.core.validate.variants import ROUTED
from plumbrule.model.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.core.validate.ports import Port
    from plumbrule.core.validate.rule import Subject, Value

_AT: Final = "containerDefinitions[].portMappings[]"
_PORTS: Final = "/containerDefinitions/0/portMappings"
_FIRST: Final = f"{_PORTS}/0"
_SECOND: Final = f"{_PORTS}/1"
_OF_WINDOWS: Final = 3150
_OF_THE_ROUTER: Final = 24224


def port_again(subject: Subject, _: Value) -> Iterator[Remark]:
    """A port that an earlier mapping of the task opens for the same protocol; one remark for a mapping."""
    for earlier, later in _once(subject, same=True):
        message = f"{_shared(earlier, later)} mapped by {earlier.container.label} already"
        yield Remark(later.mapping.pointer, message)


def port_for_both(subject: Subject, _: Value) -> Iterator[Remark]:
    """A port that is mapped for tcp and for udp."""
    for earlier, later in _once(subject, same=False):
        message = f"{_shared(earlier, later)} mapped for {earlier.protocol} by {earlier.container.label} already"
        yield Remark(later.mapping.at("protocol"), message)


def of_windows(subject: Subject, value: Value) -> Iterator[Remark]:
    """The port that Fargate keeps for itself on Windows."""
    if subject.task.is_windows and _covers(value, _OF_WINDOWS):
        yield Remark(value.pointer, f"`{value.name}` is {quoted(value)}; Fargate keeps {_OF_WINDOWS} on Windows")


def of_the_router(subject: Subject, value: Value) -> Iterator[Remark]:
    """The port at which the log router listens, opened for everybody."""
    if _covers(value, _OF_THE_ROUTER) and subject.task.routers:
        message = f"`{value.name}` is {quoted(value)}; the FireLens router takes logs at port {_OF_THE_ROUTER}"
        yield Remark(value.pointer, message)


def _once(subject: Subject, *, same: bool) -> Iterator[tuple[Port, Port]]:
    """Pairs that share a port, of the same protocol or of two; each later one once."""
    seen: set[int] = set()
    for earlier, later in meetings(subject.task.ports):
        if (earlier.protocol == later.protocol) is same and later.order not in seen:
            seen.add(later.order)
            yield earlier, later


def _shared(one: Port, other: Port) -> str:
    """The ports that both open, with the protocol of the second, as the beginning of a sentence."""
    first, last = max(one.first, other.first), min(one.last, other.last)
    return other.protocol + (f" port {first} is" if first == last else f" ports {first}-{last} are")


def _covers(value: Value, port: int) -> bool:
    found = span(value.tree) if isinstance(value.tree, str) else None
    return value.tree == port or (found is not None and found[0] <= port <= found[1])


RULES: Final = (
    Rule(
        id="R101",
        severity=Severity.ERROR,
        at=("containerDefinitions",),
        why="All containers of a task share one network interface, so one of them would fail to listen.",
        source=page("https://github.com/badmintoncryer/cdk-preflight"),
        check=port_again,
        hint="let one of the containers listen on another port, or remove the mapping",
        ecs="TCP container port '8085' is used multiple times in task when networkMode=awsvpc.",
        bad=(
            Example({_PORTS: [{"containerPort": 80}, {"containerPort": 80, "protocol": "tcp"}]}, at=_SECOND),
            Example({_PORTS: [{"containerPort": 8005}, {"containerPortRange": "8000-8010"}]}, at=_SECOND),
            Example({_PORTS: [{"containerPortRange": "10-20"}, {"containerPortRange": "20-30"}]}, at=_SECOND),
            Example(
                {
                    _PORTS: [{"containerPort": 80}],
                    "/containerDefinitions/1": beside("side", portMappings=[{"containerPort": 80}]),
                },
                at="/containerDefinitions/1/portMappings/0",
            ),
        ),
        good=(
            Example({_PORTS: [{"containerPort": 7999}, {"containerPortRange": "8000-8010"}, {"containerPort": 8011}]}),
            Example({_PORTS: [{"containerPortRange": "10-20"}, {"containerPortRange": "21-30"}]}),
        ),
    ),
    Rule(
        id="R102",
        # The API model says that an error is returned; people register it all the same, and the note was taken out of
        # the guide (github.com/awsdocs/amazon-ecs-developer-guide/pull/128): what fails is a service behind that port.
        severity=Severity.WARNING,
        at=("containerDefinitions",),
        why="The definition registers, but a service that puts the port behind a load balancer is refused.",
        source=page("https://github.com/aws/amazon-ecs-agent/issues/3428"),
        check=port_for_both,
        hint="use two ports, unless no load balancer serves this one",
        ecs="Container port 53 is used in more than one port mapping for container app",
        bad=(
            Example(
                {_PORTS: [{"containerPort": 53}, {"containerPort": 53, "protocol": "udp"}]}, at=f"{_SECOND}/protocol"
            ),
            Example(
                {_PORTS: [{"containerPortRange": "50-60", "protocol": "udp"}, {"containerPort": 53}]},
                at=f"{_SECOND}/protocol",
            ),
        ),
        good=(Example({_PORTS: [{"containerPort": 53}, {"containerPort": 54, "protocol": "udp"}]}),),
    ),
    Rule(
        id="R112",
        severity=Severity.ERROR,
        at=(f"{_AT}.containerPort", f"{_AT}.containerPortRange"),
        why="Fargate uses the port itself in tasks on Windows.",
        source=PARAMETERS,
        check=of_windows,
        hint="let the application listen on another port",
        bad=(
            Example({**WINDOWS, f"{_FIRST}/containerPort": 3150}, at=f"{_FIRST}/containerPort"),
            Example({**WINDOWS, f"{_FIRST}/containerPortRange": "3100-3150"}, at=f"{_FIRST}/containerPortRange"),
        ),
        good=(
            Example({f"{_FIRST}/containerPort": 3150}),
            Example({**WINDOWS, f"{_FIRST}/containerPort": 3151}),
            Example({**WINDOWS, f"{_FIRST}/containerPortRange": "3151-3152"}),
        ),
    ),
    Rule(
        id="R113",
        severity=Severity.WARNING,
        at=(f"{_AT}.containerPort", f"{_AT}.containerPortRange"),
        why="Whoever reaches the router's port can write into the logs of the task.",
        source=guide("using_firelens"),
        check=of_the_router,
        hint="remove the mapping; containers of the task reach the router without it",
        bad=(
            Example({**ROUTED, f"{_FIRST}/containerPort": 24224}, at=f"{_FIRST}/containerPort"),
            Example({**ROUTED, f"{_FIRST}/containerPortRange": "24000-25000"}, at=f"{_FIRST}/containerPortRange"),
        ),
        good=(Example({**ROUTED, f"{_FIRST}/containerPort": 24225}), Example({f"{_FIRST}/containerPort": 24224})),
    ),
)
