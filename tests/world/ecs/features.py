"""What ECS derives from a definition: `requiresAttributes` and `compatibilities`.

Attribute names: published describe output (collected 2026-11). The set changes over time; nothing should rely on it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.world.wire import Tree

_AGENT = "ecs.capability."
_DOCKER = "com.amazonaws.ecs.capability."


def _container_attributes(container: Tree) -> Iterator[str]:
    log = container.get("logConfiguration", {})
    if log:
        yield f"{_DOCKER}logging-driver.{log['logDriver']}"
    if log.get("logDriver") == "awslogs":
        yield f"{_AGENT}execution-role-awslogs"
        yield f"{_DOCKER}docker-remote-api.1.19"
    if ".dkr.ecr." in container["image"]:
        yield f"{_DOCKER}ecr-auth"
        yield f"{_AGENT}execution-role-ecr-pull"
    for secret in container.get("secrets", ()):
        store = "asm" if ":secretsmanager:" in secret["valueFrom"] else "ssm"
        yield f"{_AGENT}secrets.{store}.environment-variables"
    marks = {"dependsOn": "container-ordering", "healthCheck": "container-health-check", "firelensConfiguration": ""}
    yield from (f"{_AGENT}{mark}" for member, mark in marks.items() if mark and container.get(member))
    if container.get("firelensConfiguration"):
        yield f"{_AGENT}firelens.{container['firelensConfiguration']['type']}"


def attributes(definition: Tree) -> tuple[str, ...]:
    """Return the names of the attributes a definition asks for, in order."""
    found = {f"{_DOCKER}docker-remote-api.1.18"}
    for container in definition["containerDefinitions"]:
        found.update(_container_attributes(container))
    if definition.get("networkMode") == "awsvpc":
        found.add(f"{_AGENT}task-eni")
    if definition.get("taskRoleArn"):
        found.add(f"{_DOCKER}task-iam-role")
    if any("efsVolumeConfiguration" in volume for volume in definition.get("volumes", ())):
        found.add(f"{_AGENT}efsAuth")
    return tuple(sorted(found))


def compatibilities(definition: Tree, *, fargate: bool) -> tuple[str, ...]:
    """Return what the definition could run on: everything awsvpc offers, or EC2 and external instances."""
    if definition.get("networkMode") != "awsvpc":
        return ("EXTERNAL", "EC2")
    return ("EC2", *(("FARGATE",) if fargate else ()), "MANAGED_INSTANCES")
