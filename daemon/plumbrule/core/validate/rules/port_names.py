"""What Service Connect knows ports by: their names and application protocols."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from plumbrule.core.validate.checks import not_quite, unlike
from plumbrule.core.validate.example import Example, beside
from plumbrule.core.validate.item import Item, repeated
from plumbrule.core.validate.pages import api, guide
from plumbrule.core.validate.rule import Remark, Rule
from plumbrule.model.finding import Severity
from plumbrule.model.secret import brief
from plumbrule.model.tree import as_object

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.core.validate.rule import Subject, Value
    from plumbrule.model.tree import Object

_AT: Final = "containerDefinitions[].portMappings[]"
_PORTS: Final = "/containerDefinitions/0/portMappings"
_FIRST: Final = f"{_PORTS}/0"
_HTTP: Final[Object] = {"containerPort": 80, "name": "web", "appProtocol": "http"}
_WORDS: Final = ("http", "http2", "grpc")
_NAME: Final = re.compile(r"(?!-)[a-z0-9_-]{0,64}")
"""An empty name says nothing, and nothing is known of how ECS takes it."""
_API: Final = api("PortMapping")
_CONNECT: Final = guide("service-connect")


def name_again(subject: Subject, _: Value) -> Iterator[Remark]:
    """A name that another mapping of the task has."""
    mappings = (mapping for one in subject.task.containers for mapping in one.items("portMappings"))
    for mapping, name in repeated(mappings, "name"):
        if name:
            yield Remark(mapping.at("name"), f"another port mapping of the task is named `{brief(name)}`, too")


def nameless(_: Subject, value: Value) -> Iterator[Remark]:
    """An application protocol on a port that Service Connect cannot name."""
    mapping = _mapping(value)
    if mapping.tree.get("name", "") == "":
        message = "the port has an `appProtocol` and no `name`, so Service Connect cannot use it"
        yield Remark(mapping.at("name"), message)


def named_udp(_: Subject, value: Value) -> Iterator[Remark]:
    """A name or an application protocol on a port of udp."""
    mapping = _mapping(value)
    said = next((name for name in ("appProtocol", "name") if mapping.tree.get(name)), None)
    if value.tree == "udp" and said:
        yield Remark(value.pointer, f"`{said}` is stated for a port of udp, but Service Connect carries tcp only")


def _mapping(value: Value) -> Item:
    """The mapping that holds a member."""
    above = value.parent
    return Item(above.pointer, as_object(above.tree)) if above else Item("", {})


RULES: Final = (
    Rule(
        id="R107",
        severity=Severity.ERROR,
        at=(f"{_AT}.name",),
        why="Service Connect makes host names of these names, and ECS takes no other characters.",
        source=_API,
        check=unlike(_NAME, "at most 64 of `a-z`, `0-9`, `_` and `-`, the first no `-`"),
        hint="write it in lower case, such as `web` or `web-admin`",
        bad=tuple(
            Example({f"{_FIRST}/name": name, f"{_FIRST}/containerPort": 80})
            for name in ("Web", "-web", "web.admin", "web admin", "w" * 65)
        ),
        good=tuple(
            Example({f"{_FIRST}/name": name, f"{_FIRST}/containerPort": 80})
            for name in ("web-80_tcp", "_web", "8080", "w" * 64)
        ),
    ),
    Rule(
        id="R108",
        severity=Severity.ERROR,
        at=("containerDefinitions",),
        why="A service refers to a port of the task by its name alone.",
        source=_CONNECT,
        check=name_again,
        hint="give each port a name of its own",
        ecs="When networkMode=awsvpc, port mapping name is already used",
        bad=(
            Example(
                {_PORTS: [{"containerPort": 80, "name": "web"}, {"containerPort": 81, "name": "web"}]},
                at=f"{_PORTS}/1/name",
            ),
            Example(
                {
                    _PORTS: [{"containerPort": 80, "name": "web"}],
                    "/containerDefinitions/1": beside("side", portMappings=[{"containerPort": 81, "name": "web"}]),
                },
                at="/containerDefinitions/1/portMappings/0/name",
            ),
        ),
        good=(
            Example({_PORTS: [{"containerPort": 80, "name": "web"}, {"containerPort": 81, "name": "web-81"}]}),
            Example({_PORTS: [{"containerPort": 80}, {"containerPort": 81}]}),
        ),
    ),
    Rule(
        id="R109",
        severity=Severity.ERROR,
        at=(f"{_AT}.appProtocol",),
        why="The proxy of Service Connect speaks these protocols, and the letter case counts.",
        source=_API,
        check=not_quite(*_WORDS),
        hint="write `http`, `http2` or `grpc`; leave it out for plain tcp",
        bad=tuple(
            Example({_FIRST: {**_HTTP, "appProtocol": word}}, at=f"{_FIRST}/appProtocol") for word in ("HTTP", "tcp")
        ),
        good=tuple(Example({_FIRST: {**_HTTP, "appProtocol": word}}) for word in _WORDS),
    ),
    Rule(
        id="R110",
        severity=Severity.WARNING,
        at=(f"{_AT}.appProtocol",),
        why="Service Connect finds ports by their names, and nothing else reads the protocol.",
        source=_CONNECT,
        check=nameless,
        hint="add a `name`, or remove `appProtocol`",
        bad=(Example({_FIRST: {"containerPort": 80, "appProtocol": "http"}}, at=f"{_FIRST}/name"),),
        good=(Example({_FIRST: _HTTP}), Example({_FIRST: {"containerPort": 80, "name": "web"}})),
    ),
    Rule(
        id="R111",
        severity=Severity.WARNING,
        at=(f"{_AT}.protocol",),
        why="Service Connect reaches no port of udp by its name.",
        source=_CONNECT,
        check=named_udp,
        hint="remove the name and the application protocol, or use tcp",
        bad=(
            Example({_FIRST: {"containerPort": 53, "protocol": "udp", "name": "dns"}}, at=f"{_FIRST}/protocol"),
            Example({_FIRST: {**_HTTP, "protocol": "udp"}}, at=f"{_FIRST}/protocol"),
        ),
        good=(
            Example({_FIRST: {"containerPort": 53, "protocol": "udp"}}),
            Example({_FIRST: {**_HTTP, "protocol": "tcp"}}),
        ),
    ),
)
