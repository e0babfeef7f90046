"""Single port mappings: the port, the host's port, the range, the protocol."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.core.validate.bound import Bound
from plumbrule.core.validate.checks import not_quite, outside
from plumbrule.core.validate.example import Example
from plumbrule.core.validate.item import Item
from plumbrule.core.validate.pages import PARAMETERS, api, page
from plumbrule.core.validate.ports import LEAST, MOST, PROTOCOLS, span
from plumbrule.core.validate.rule import Remark, Rule
from plumbrule.core.validate.show import quoted
from plumbrule.model.finding import Severity
from plumbrule.model.tree import as_list, as_object

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.core.validate.rule import Subject, Value
    from plumbrule.model.tree import Tree

_LIST: Final = "containerDefinitions[].portMappings"
_AT: Final = f"{_LIST}[]"
_PORTS: Final = "/containerDefinitions/0/portMappings"
_FIRST: Final = f"{_PORTS}/0"
_MOST_RANGES: Final = 100
_API: Final = api("PortMapping")
_REFUSED: Final = page("https://github.com/aws/aws-cli/issues/7288")
"""A registration that was refused, with what ECS said."""


def without_port(_: Subject, value: Value) -> Iterator[Remark]:
    """A mapping that names neither a port nor a range."""
    mapping = as_object(value.tree)
    if "containerPort" not in mapping and "containerPortRange" not in mapping:
        yield Remark(value.pointer, "the port mapping names no `containerPort` and no `containerPortRange`")


def other_host_port(_: Subject, value: Value) -> Iterator[Remark]:
    """A host port that is not the container's port."""
    mapping = Item(value.pointer, as_object(value.parent.tree if value.parent else None))
    port = mapping.whole("containerPort")
    if port is not None and port != value.tree and not mapping.has("containerPortRange"):
        message = f"`hostPort` is {quoted(value)} and `containerPort` is {port}; on Fargate they must be the same"
        yield Remark(value.pointer, message)


def bad_range(_: Subject, value: Value) -> Iterator[Remark]:
    """A range of ports in another form, outside the ports there are, or that does not rise."""
    if not isinstance(value.tree, str):
        return
    found = span(value.tree)
    if found is None:
        yield Remark(value.pointer, f"`containerPortRange` must look like `8000-8010`, but is {quoted(value)}")
    elif not all(LEAST <= port <= MOST for port in found):
        message = f"`containerPortRange` must lie between {LEAST} and {MOST}, but is {quoted(value)}"
        yield Remark(value.pointer, message)
    elif found[0] >= found[1]:
        message = f"`containerPortRange` must go from a lower to a higher port, but is {quoted(value)}"
        yield Remark(value.pointer, message, "write the lower port first; a single port is a `containerPort`")


def both_forms(_: Subject, value: Value) -> Iterator[Remark]:
    """A range beside a single port."""
    mapping = as_object(value.tree)
    single = [name for name in ("containerPort", "hostPort") if name in mapping]
    if "containerPortRange" in mapping and single:
        yield Remark(value.pointer, f"the port mapping has a `containerPortRange` and a `{single[0]}`")


def too_many_ranges(_: Subject, value: Value) -> Iterator[Remark]:
    """More ranges than ECS takes in one container."""
    count = sum("containerPortRange" in as_object(mapping) for mapping in as_list(value.tree))
    if count > _MOST_RANGES:
        yield Remark(value.pointer, f"there are {count} port ranges; ECS takes {_MOST_RANGES} in one container")


def _ranges(count: int) -> list[Tree]:
    return [{"containerPortRange": f"{port}-{port + 1}"} for port in range(1000, 1000 + 2 * count, 2)]


RULES: Final = (
    Rule(
        id="R098",
        severity=Severity.ERROR,
        at=(_AT,),
        why="A mapping opens one port or one range; without either there is nothing to open.",
        source=PARAMETERS,
        check=Bound(
            without_port, {"anyOf": [{"required": [name]} for name in ("containerPort", "containerPortRange")]}
        ),
        hint="add the port that the application listens on as `containerPort`, or remove the mapping",
        ecs="Invalid 'containerPort' setting for container 'app'.",
        bad=(
            Example({_FIRST: {}}),
            Example({_FIRST: {"hostPort": 8080}}),
            Example({_PORTS: [{"containerPort": 8080}, {"protocol": "tcp"}]}, at=f"{_PORTS}/1"),
        ),
        good=(Example({_FIRST: {"containerPort": 8080}}), Example({_FIRST: {"containerPortRange": "8000-8010"}})),
    ),
    Rule(
        id="R099",
        severity=Severity.ERROR,
        at=(f"{_AT}.containerPort",),
        why="There are no other ports, and 0 asks for a random one only in networks that Fargate does not have.",
        source=_REFUSED,
        check=outside(LEAST, MOST),
        hint="write the port that the application listens on",
        ecs="Invalid 'containerPort' setting for container 'app'.",
        bad=tuple(Example({f"{_FIRST}/containerPort": port}) for port in (0, -1, MOST + 1)),
        good=tuple(Example({f"{_FIRST}/containerPort": port}) for port in (LEAST, MOST)),
    ),
    Rule(
        id="R100",
        severity=Severity.ERROR,
        at=(f"{_AT}.hostPort",),
        why="Every Fargate task has a network interface of its own, so no port is translated.",
        source=_API,
        check=other_host_port,
        hint="remove `hostPort`; which port clients use is up to the load balancer or Service Connect",
        ecs="When networkMode=awsvpc, the host ports and container ports in port mappings must match.",
        bad=(
            Example({_FIRST: {"containerPort": 8080, "hostPort": 80}}, at=f"{_FIRST}/hostPort"),
            Example({_FIRST: {"containerPort": 8080, "hostPort": 0}}, at=f"{_FIRST}/hostPort"),
        ),
        good=(Example({_FIRST: {"containerPort": 8080, "hostPort": 8080}}), Example({_FIRST: {"containerPort": 8080}})),
    ),
    Rule(
        id="R103",
        severity=Severity.ERROR,
        at=(f"{_AT}.protocol",),
        why="ECS maps ports of tcp and udp, and the letter case counts.",
        source=_API,
        check=not_quite(*PROTOCOLS),
        hint="write `tcp` or `udp`; `tcp` is the default",
        bad=tuple(Example({f"{_FIRST}/protocol": word, f"{_FIRST}/containerPort": 80}) for word in ("TCP", "http")),
        good=tuple(Example({f"{_FIRST}/protocol": word, f"{_FIRST}/containerPort": 80}) for word in PROTOCOLS),
    ),
    Rule(
        id="R104",
        severity=Severity.ERROR,
        at=(f"{_AT}.containerPortRange",),
        why="ECS opens the ports from the first to the last, which must be a higher one.",
        source=_API,
        check=Bound(bad_range, {"pattern": "^[0-9]{1,5}-[0-9]{1,5}$"}),
        hint="write the first and the last port with a hyphen, such as `8000-8010`",
        ecs="Invalid 'containerPortRange' setting for container 'app'.",
        bad=tuple(
            Example({f"{_FIRST}/containerPortRange": text})
            for text in ("8080", "8000 - 8010", "8000-8010-8020", "", "0-80", "65000-65536", "90-80", "80-80")
        ),
        good=tuple(Example({f"{_FIRST}/containerPortRange": text}) for text in ("1-2", "80-81", "65000-65535")),
    ),
    Rule(
        id="R105",
        severity=Severity.ERROR,
        at=(_AT,),
        why="One mapping is either one port or one range, and a range takes the same ports on the host.",
        source=_API,
        check=both_forms,
        hint="keep one of them, or make two mappings",
        ecs="cannot specify both single port and port range",
        bad=(
            Example({_FIRST: {"containerPortRange": "8000-8010", "containerPort": 8000}}),
            Example({_FIRST: {"containerPortRange": "8000-8010", "hostPort": 8000}}),
            Example({_FIRST: {"containerPortRange": "8000-8010", "containerPort": 80, "hostPort": 81}}),
        ),
        good=(Example({_PORTS: [{"containerPortRange": "8000-8010"}, {"containerPort": 80, "hostPort": 80}]}),),
    ),
    Rule(
        id="R106",
        severity=Severity.ERROR,
        at=(_LIST,),
        why="ECS takes at most 100 port ranges in one container.",
        source=_API,
        check=too_many_ranges,
        hint="join ranges that lie side by side",
        bad=(Example({_PORTS: _ranges(_MOST_RANGES + 1)}),),
        good=(Example({_PORTS: [*_ranges(_MOST_RANGES), {"containerPort": 80}]}),),
    ),
)
