"""Which ports containers listen on, single or in ranges, and where they meet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from plumbrule.core.validate.item import Container, Item

LEAST: Final = 1
MOST: Final = 65535
PROTOCOLS: Final = ("tcp", "udp")
_RANGE: Final = re.compile(r"([0-9]{1,5})-([0-9]{1,5})")


@dataclass(frozen=True, slots=True)
class Port:
    """What one port mapping opens.

    Attributes:
        order: its place among all mappings of the task, from 0.
        first: the first port.
        last: the last one, the first again for a single port.
        protocol: `tcp` or `udp`, stated or by default.
    """

    order: int
    container: Container
    mapping: Item
    first: int
    last: int
    protocol: str


def span(text: str) -> tuple[int, int] | None:
    """The two numbers in `8000-8010`, be they ports or not; None for any other text."""
    found = _RANGE.fullmatch(text)
    return (int(found[1]), int(found[2])) if found else None


def ports_of(containers: Iterable[Container]) -> Iterator[Port]:
    """Every port that is stated and makes sense, in the order of the definition."""
    mappings = ((one, mapping) for one in containers for mapping in one.items("portMappings"))
    for order, (container, mapping) in enumerate(mappings):
        protocol = mapping.tree.get("protocol", "tcp")
        reach = _reach(mapping)
        if reach and isinstance(protocol, str) and protocol in PROTOCOLS:
            yield Port(order, container, mapping, *reach, protocol)


def _reach(mapping: Item) -> tuple[int, int] | None:
    """The first and the last port of a mapping; None where it states both forms, or none that is possible."""
    single, text = mapping.whole("containerPort"), mapping.text("containerPortRange")
    if mapping.has("containerPort") and mapping.has("containerPortRange"):
        return None
    reach = (single, single) if single is not None else span(text or "")
    return reach if reach and LEAST <= reach[0] <= reach[1] <= MOST else None


def meetings(ports: tuple[Port, ...]) -> Iterator[tuple[Port, Port]]:
    """Pairs that share a port, the earlier one first: at most one pair of each protocol for a port."""
    farthest: dict[str, Port] = {}
    for port in sorted(ports, key=lambda one: one.first) if len(ports) > 1 else ():
        for other in farthest.values():
            if port.first <= other.last:
                yield (other, port) if other.order < port.order else (port, other)
        if port.protocol not in farthest or port.last > farthest[port.protocol].last:
            farthest[port.protocol] = port
