"""What ECS makes of a definition, as one pure function: everything it adds, converts, keeps empty and reorders.

Written from published Register and Describe output (facts collected 2026-11), not from the product's field table.
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from tests.laws.trees import shuffled

if TYPE_CHECKING:
    from tests.laws.generate import Json

ACCOUNT = "123456789012"
_ALWAYS_LISTS = ("portMappings", "environment", "mountPoints", "volumesFrom", "systemControls")
_KEPT_EMPTY = (
    "links",
    "command",
    "entryPoint",
    "secrets",
    "environmentFiles",
    "dnsServers",
    "ulimits",
    "dockerSecurityOptions",
)


def described(definition: Json, random: Any) -> Json:  # noqa: ANN401 - Hypothesis's Random
    """The `taskDefinition` that Describe returns after `definition` was registered."""
    task = deepcopy(definition)
    task.pop("tags", None)
    for member, default in (("volumes", []), ("placementConstraints", []), ("enableFaultInjection", False)):
        task.setdefault(member, default)
    for member, unit in (("cpu", "vcpu"), ("memory", "gb")):
        if member in task:
            task[member] = _converted(task[member], unit)
    for member in ("taskRoleArn", "executionRoleArn"):
        if member in task and not task[member].startswith("arn:"):
            task[member] = f"arn:aws:iam::{ACCOUNT}:role/{task[member]}"
    fargate = "FARGATE" in task.get("requiresCompatibilities", ())
    mode = task.setdefault("networkMode", "awsvpc" if fargate else "bridge")
    for container in task["containerDefinitions"]:
        _fill_container(container, mode, random)
    for volume in task["volumes"]:
        _fill_volume(volume)
    arn = f"arn:aws:ecs:eu-central-1:{ACCOUNT}:task-definition/{task['family']}:7"
    return {**shuffled(task, random), **_response_only(arn)}


def _converted(text: str, unit: str) -> str:
    number = text.lower().removesuffix(unit).strip()
    if not text.lower().endswith(unit) or not number.replace(".", "", 1).isdigit():
        return text
    return str(int(float(number) * 1024))


def _fill_container(container: Json, mode: str, random: Any) -> None:  # noqa: ANN401 - Hypothesis's Random
    for name in _ALWAYS_LISTS:
        container.setdefault(name, [])
    for name in random.sample(_KEPT_EMPTY, 3):
        container.setdefault(name, [])
    container.setdefault("cpu", 0)
    container.setdefault("essential", True)
    for port in container["portMappings"]:
        port.setdefault("protocol", "tcp")
        if not port.get("hostPort"):
            port["hostPort"] = port["containerPort"] if mode in {"awsvpc", "host"} else 0
    if "healthCheck" in container:
        container["healthCheck"] = {"interval": 30, "timeout": 5, "retries": 3, **container["healthCheck"]}
    capabilities = container.get("linuxParameters", {}).get("capabilities")
    if capabilities:
        container["linuxParameters"]["capabilities"] = {"add": [], "drop": [], **capabilities}
    elif capabilities == {}:
        del container["linuxParameters"]["capabilities"]


def _fill_volume(volume: Json) -> None:
    if "efsVolumeConfiguration" in volume:
        volume["efsVolumeConfiguration"].setdefault("rootDirectory", "/")
    elif not volume.get("configuredAtLaunch"):
        volume.setdefault("host", {})


def _response_only(arn: str) -> Json:
    return {
        "taskDefinitionArn": arn,
        "revision": 7,
        "status": "ACTIVE",
        "requiresAttributes": [{"name": "com.amazonaws.ecs.capability.task-iam-role"}],
        "compatibilities": ["EC2", "FARGATE", "MANAGED_INSTANCES"],
        "registeredAt": 1795450000.5,
        "registeredBy": f"arn:aws:sts::{ACCOUNT}:assumed-role/deployer/somebody",
    }
