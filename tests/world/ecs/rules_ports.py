"""What ECS refuses about port mappings. For the texts see rules_task."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.world.wire import Tree

_RANGE = re.compile(r"(\d{1,5})-(\d{1,5})", re.ASCII)
_NAME = re.compile(r"[a-z0-9_][a-z0-9_-]{0,63}", re.ASCII)
_LAST_PORT = 65535


def _span(port: Tree) -> tuple[int, int] | None:
    """Return the first and last container port, None when they make no sense."""
    if "containerPort" in port:
        first = last = port["containerPort"]
    else:
        found = _RANGE.fullmatch(port.get("containerPortRange", ""))
        first, last = (int(found.group(1)), int(found.group(2))) if found else (1, 0)
        last = last if first < last else 0
    return (first, last) if 1 <= first <= last <= _LAST_PORT else None


def each_mapping(container: Tree) -> Iterator[str]:
    """One port or one range, with a fitting name or none (texts but the range's inferred)."""
    for port in container.get("portMappings", ()):
        if "containerPortRange" in port and ("containerPort" in port or "hostPort" in port):
            yield "cannot specify both single port and port range"
        elif _span(port) is None:
            member = "containerPortRange" if "containerPortRange" in port else "containerPort"
            yield f"Invalid '{member}' setting for container '{container['name']}'."
        if port.get("name") and _NAME.fullmatch(port["name"]) is None:
            yield f"Port mapping name '{port['name']}' contains invalid characters."
    if sum("containerPortRange" in port for port in container.get("portMappings", ())) > 100:
        yield f"Too many port ranges for container '{container['name']}'."


def _mappings(task: Tree) -> list[Tree]:
    return [port for container in task["containerDefinitions"] for port in container.get("portMappings", ())]


def host_ports(task: Tree) -> Iterator[str]:
    """awsvpc: no second numbering."""
    for port in _mappings(task):
        if "hostPort" in port and "containerPort" in port and port["hostPort"] != port["containerPort"]:
            yield "When networkMode=awsvpc, the host ports and container ports in port mappings must match."


def repeated_ports(task: Tree) -> Iterator[str]:
    """awsvpc: one port space for the task, per protocol."""
    taken: list[tuple[str, int, int]] = []
    for port in _mappings(task):
        first, last = _span(port) or (0, 0)
        protocol = port.get("protocol", "tcp")
        if any(name == protocol and first <= high and low <= last for name, low, high in taken):
            shown = port.get("containerPortRange", first)
            text = f"{protocol.upper()} container port '{shown}' is used multiple times in task"
            yield f"{text} when networkMode=awsvpc."
        taken.append((protocol, first, last))


def repeated_names(task: Tree) -> Iterator[str]:
    """awsvpc: port names are the task's."""
    names = [port["name"] for port in _mappings(task) if port.get("name")]
    if len(set(names)) < len(names):
        yield "When networkMode=awsvpc, port mapping name is already used"
