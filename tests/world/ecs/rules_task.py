"""What ECS refuses about the task as a whole.

Each rule yields the texts of what is wrong. Texts without a remark were published by people who got them from ECS
(collected 2026-11); "inferred" ones are ours, because only the refusal is documented.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.world.ecs.names import is_family
from tests.world.wire import compact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.world.wire import Tree

MOST_BYTES = 65536
MOST_CONTAINERS = 10
_ROLE = re.compile(r"arn:aws[a-z-]*:iam::\d{12}:role/[\w+=,.@/-]+|(?!arn:)[\w+=,.@/-]+", re.ASCII)
_FARGATE_WINDOWS = re.compile(r"WINDOWS_SERVER_20(19|22|25)_(FULL|CORE)")
_PROXY_PORTS = {"AppPorts": "App ports", "ProxyIngressPort": "Ingress port", "ProxyEgressPort": "Egress port"}


def family(task: Tree) -> Iterator[str]:
    """Letters, digits, `_`, `-`, at most 255."""
    if not is_family(task["family"]):
        yield "Family contains invalid characters."


def container_count(task: Tree) -> Iterator[str]:
    """From one container to ten."""
    if not task["containerDefinitions"]:
        yield "Container list cannot be empty"
    if len(task["containerDefinitions"]) > MOST_CONTAINERS:
        yield "Too many containers."


def size_in_bytes(task: Tree) -> Iterator[str]:
    """At most 64 KiB of compact JSON (how ECS counts is inferred)."""
    length = len(compact(task))
    if length > MOST_BYTES:
        yield f"Actual length: '{length}'. Max allowed length is '{MOST_BYTES}' bytes."


def roles(task: Tree) -> Iterator[str]:
    """A role's ARN, or its name."""
    for member in ("taskRoleArn", "executionRoleArn"):
        if member in task and _ROLE.fullmatch(task[member]) is None:
            yield "Role is not valid"


def retired_fields(task: Tree) -> Iterator[str]:
    """Elastic Inference is gone for every launch type; an empty list asks for none (inferred)."""
    if task.get("inferenceAccelerators"):
        yield "Unsupported field 'inferenceAccelerators'."


def proxy(task: Tree) -> Iterator[str]:
    """The proxy is a container of the task and has its ports (texts but the first two inferred)."""
    if "proxyConfiguration" not in task:
        return
    name = task["proxyConfiguration"]["containerName"]
    if name not in {container["name"] for container in task["containerDefinitions"]}:
        yield f"Proxy container [{name}] does not exist"
    given = {entry.get("name") for entry in task["proxyConfiguration"].get("properties", ())}
    for wanted, label in _PROXY_PORTS.items():
        if wanted not in given:
            yield f"{label} not found"
    if not given & {"IgnoredUID", "IgnoredGID"}:
        yield "Ignored UID or GID not found"


def network_mode(task: Tree) -> Iterator[str]:
    """Fargate: awsvpc, said explicitly."""
    if task.get("networkMode") != "awsvpc":
        # The service prints these quotation marks.
        yield "Fargate only supports network mode ‘awsvpc’."  # noqa: RUF001


def size_is_given(task: Tree) -> Iterator[str]:
    """Fargate: cpu and memory of the task."""
    for member in ("cpu", "memory"):
        if member not in task:
            yield f"Fargate requires that '{member}' be defined at the task level."


def process_namespaces(task: Tree) -> Iterator[str]:
    """Fargate: pidMode is at most `task`, ipcMode is not offered."""
    if task.get("pidMode") == "host":
        text = "Tasks using the Fargate launch type do not support pidMode 'host'."
        yield f"{text} The supported value for pidMode is 'task'."
    if "ipcMode" in task:
        yield "Fargate compatible task definitions do not support ipcMode"


def placement(task: Tree) -> Iterator[str]:
    """Fargate: no constraints; an empty list is harmless."""
    if task.get("placementConstraints"):
        yield "Fargate compatible task definitions do not support constraints"


def external(task: Tree) -> Iterator[str]:
    """Fargate and external instances share no network mode (inferred)."""
    if "EXTERNAL" in task.get("requiresCompatibilities", ()):
        yield "Task definition can not be compatible with both FARGATE and EXTERNAL."


def ephemeral_storage(task: Tree) -> Iterator[str]:
    """Fargate: 21 to 200 GiB; the free 20 cannot be written."""
    amount = task.get("ephemeralStorage", {}).get("sizeInGiB", 21)
    if amount < 21:
        yield "EphemeralStorage size should be at least 21"
    if amount > 200:
        yield "EphemeralStorage size should be at most 200"


def platform(task: Tree) -> Iterator[str]:
    """Fargate: Linux, or Windows Server 2019, 2022 and 2025 (text inferred)."""
    system = task.get("runtimePlatform", {}).get("operatingSystemFamily", "LINUX")
    if system != "LINUX" and _FARGATE_WINDOWS.fullmatch(system) is None:
        yield f"Fargate does not support operatingSystemFamily '{system}'."
