"""Ports, names and networks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from plumbrule.drafts.docker.option import Option, into
from plumbrule.errors import Declined

if TYPE_CHECKING:
    from plumbrule.drafts.docker.option import Read
    from plumbrule.drafts.draft import Draft

_PORTS: Final = re.compile(r"([0-9]{1,5})(?:-([0-9]{1,5}))?(?:/([a-z]+))?")
_EVERYWHERE: Final = frozenset({"", "0.0.0.0", "::"})  # noqa: S104 - what people write
_OURS: Final = frozenset({"", "bridge", "default", "awsvpc"})


def publish(draft: Draft, value: str) -> None:
    """`[[address:]host:]container[/protocol]`, ports or ranges."""
    outside, _, inside = value.rpartition(":")
    address, _, host = outside.rpartition(":")
    open_port(draft, inside, "--publish")
    port = inside.partition("/")[0]
    if address.strip("[]") not in _EVERYWHERE:
        draft.note(
            f"--publish {value}: Fargate opens {port} at the task's own address; who may reach it is for its security "
            f"group to say, not for {address}"
        )
    if host and host != port:
        draft.note(
            f"--publish {value}: Fargate does not translate ports, so {port} is open as it is; "
            f"let a load balancer listen on {host}"
        )


def expose(draft: Draft, value: str) -> None:
    """A port or a range."""
    open_port(draft, value, "--expose")


def open_port(draft: Draft, value: str, said_by: str) -> None:
    """One mapping, unless the port is open already. Raises Declined."""
    found = _PORTS.fullmatch(value.lower())
    if not found:
        raise Declined(f"{said_by}: {value!r} is no port: write one such as 8080 or 53/udp", why="wrong")
    first, last, protocol = found[1], found[2], found[3] or "tcp"
    if protocol not in {"tcp", "udp"}:
        draft.note(f"{said_by} {value}: ECS knows tcp and udp only")
        return
    which = {"containerPort": int(first)} if last in {None, first} else {"containerPortRange": f"{first}-{last}"}
    if not _is_open(draft, int(first), int(last or first), protocol):
        draft.add("portMappings", {**which, "protocol": protocol})


def _is_open(draft: Draft, first: int, last: int, protocol: str) -> bool:
    return any(
        one["protocol"] == protocol and start <= first and last <= end
        for one in draft.container.get("portMappings", [])
        for start, end in [_bounds(one)]
    )


def _bounds(mapping: dict[str, object]) -> tuple[int, int]:
    first, _, last = str(mapping.get("containerPortRange") or mapping["containerPort"]).partition("-")
    return int(first), int(last or first)


def listed(name: str) -> Read:
    """A list of texts, which Fargate may refuse; the rules say why."""

    def read(draft: Draft, value: str) -> None:
        draft.add(name, value)

    return read


def extra_host(draft: Draft, value: str) -> None:
    """`name:address` or `name=address`."""
    name, address = re.split("[:=]", value, maxsplit=1) if re.search("[:=]", value) else (value, "")
    draft.add("extraHosts", {"hostname": name, "ipAddress": address})


def network(draft: Draft, value: str) -> None:
    """Every network is the task's own."""
    if value == "none":
        draft.container["disableNetworking"] = True
    elif value not in _OURS:
        draft.note(f"--network {value}: a task on Fargate has a network interface of its own (awsvpc)")


_ALL: Final = "the ports of an image's EXPOSE are not known here: publish them one by one"
_ALIAS: Final = "containers of a task reach each other at 127.0.0.1, tasks by Service Connect"

ROWS: Final = (
    Option("publish", publish, "p"),
    Option("publish-all", why=_ALL, short="P", switch=True),
    Option("expose", expose),
    Option("network", network),
    Option("net", network),
    Option("network-alias", why=_ALIAS),
    Option("net-alias", why=_ALIAS),
    Option("hostname", into("hostname"), "h"),
    Option("domainname"),
    Option("dns", listed("dnsServers")),
    Option("dns-search", listed("dnsSearchDomains")),
    Option("dns-option"),
    Option("dns-opt"),
    Option("add-host", extra_host),
    Option("link", listed("links")),
    Option("ip"),
    Option("ip6"),
    Option("link-local-ip"),
    Option("mac-address"),
)
