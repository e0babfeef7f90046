"""Fill in at registration what ECS writes back: defaults that do not depend on when the revision is read.

Facts: published Register/Describe output collected 2026-11 (getmoto/moto PR 3584, terraform-provider-aws fixtures,
AWS CLI examples). What was sent stays, explicit emptiness included.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.world.ecs.sizes import units
from tests.world.identity import partition_of

if TYPE_CHECKING:
    from tests.world.wire import Tree

_LISTS = ("portMappings", "environment", "mountPoints", "volumesFrom")


def _filled_port(port: Tree, network_mode: str) -> Tree:
    filled = {**port, "protocol": port.get("protocol", "tcp")}
    if "hostPort" not in filled and "containerPort" in filled:
        filled["hostPort"] = filled["containerPort"] if network_mode in {"awsvpc", "host"} else 0
    return filled


def _filled_linux(linux: Tree) -> Tree:
    capabilities = linux.get("capabilities")
    if capabilities is None:
        return linux
    # Reports say an empty capabilities is dropped; one recorded answer of 2024-02 keeps it: same meaning either way.
    if not capabilities:
        return {name: value for name, value in linux.items() if name != "capabilities"}
    return {**linux, "capabilities": {"add": [], "drop": [], **capabilities}}


def _filled_container(container: Tree, network_mode: str) -> Tree:
    filled = {"cpu": 0, "essential": True, **{name: [] for name in _LISTS}, **container}
    filled["portMappings"] = [_filled_port(port, network_mode) for port in filled["portMappings"]]
    if "healthCheck" in filled:
        filled["healthCheck"] = {"interval": 30, "timeout": 5, "retries": 3, **filled["healthCheck"]}
    if "linuxParameters" in filled:
        filled["linuxParameters"] = _filled_linux(filled["linuxParameters"])
    return filled


def _filled_volume(volume: Tree) -> Tree:
    filled = dict(volume)
    if "efsVolumeConfiguration" in filled:
        filled["efsVolumeConfiguration"] = {"rootDirectory": "/", **filled["efsVolumeConfiguration"]}
    if set(filled) <= {"name", "configuredAtLaunch"} and not filled.get("configuredAtLaunch"):
        filled["host"] = {}
    return filled


def role_arn(role: str, account: str, region: str) -> str:
    """Return the ARN of a role given by ARN or by name (its path included) in the caller's account."""
    return role if role.startswith("arn:") else f"arn:{partition_of(region)}:iam::{account}:role/{role}"


def filled(definition: Tree, account: str, region: str) -> Tree:
    """Return a checked definition as ECS keeps it; the argument is left alone.

    Raises:
        Refused: a size outside Fargate's rules cannot be read.
    """
    kept = {"volumes": [], "placementConstraints": [], **definition}
    mode = kept.get("networkMode", "bridge")
    for member in ("cpu", "memory"):
        if member in kept:
            kept[member] = str(units(member, kept[member]))
    for member in ("taskRoleArn", "executionRoleArn"):
        if member in kept:
            kept[member] = role_arn(kept[member], account, region)
    kept["containerDefinitions"] = [_filled_container(each, mode) for each in kept["containerDefinitions"]]
    kept["volumes"] = [_filled_volume(volume) for volume in kept["volumes"]]
    return kept
