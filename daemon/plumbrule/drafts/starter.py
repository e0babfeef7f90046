"""A good spec to start from: small, logged, checked, with a read-only root and roles of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from plumbrule.model.tree import Object, Tree

CPU: Final = "512"
MEMORY: Final = "1024"
"""Half a vCPU and 1 GiB: a size to watch in Container Insights before another one is chosen."""
USER: Final = "1000"
START_SECONDS: Final = 30


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants to run.

    Attributes:
        port: that it listens on; 0 where it listens on none.
        health: a shell command that fails when it is unwell; empty asks its port with curl, `none` asks nothing.
        environment: by name.
        secrets: references by the variables' names.
        account: 12 digits, for ARNs of roles.
    """

    family: str
    image: str
    port: int = 8080
    cpu: str = CPU
    memory: str = MEMORY
    architecture: str = "X86_64"
    account: str = "123456789012"
    region: str = "eu-west-1"
    health: str = ""
    user: str = USER
    environment: tuple[tuple[str, str], ...] = ()
    secrets: tuple[tuple[str, str], ...] = ()


def starter(wanted: Wanted) -> Object:
    """The spec in RegisterTaskDefinition's own shape."""
    return {
        "family": wanted.family,
        "requiresCompatibilities": ["FARGATE"],
        "networkMode": "awsvpc",
        "cpu": wanted.cpu,
        "memory": wanted.memory,
        "runtimePlatform": {"operatingSystemFamily": "LINUX", "cpuArchitecture": wanted.architecture},
        "executionRoleArn": f"arn:aws:iam::{wanted.account}:role/{wanted.family}-execution",
        "taskRoleArn": f"arn:aws:iam::{wanted.account}:role/{wanted.family}-task",
        "volumes": [{"name": "tmp"}],
        "containerDefinitions": [_container(wanted)],
    }


def manifest(definition: Object) -> Object:
    """The same as a manifest, whose name is the family."""
    template = {name: value for name, value in definition.items() if name != "family"}
    return {
        "apiVersion": "plumbrule.dev/v1",
        "kind": "TaskDefinition",
        "metadata": {"name": definition["family"]},
        "spec": {"template": template},
    }


def advice(wanted: Wanted) -> tuple[str, ...]:
    """What has to be there beside the spec, in sentences."""
    check = _health(wanted)
    return (
        f"make the log group /ecs/{wanted.family} in {wanted.region}",
        f"make the roles {wanted.family}-execution (plumbrule iam says what it needs) and {wanted.family}-task",
        f"the image needs a line VOLUME /tmp that user {wanted.user} may write to: a volume keeps its owner only then",
        *((f"try the health check in the image first: {check}",) if check else ()),
    )


def awslogs(family: str, region: str, **more: Tree) -> Object:
    """Where a container of the family logs; `more` are options that win over the usual ones."""
    options = {"awslogs-group": f"/ecs/{family}", "awslogs-region": region, "awslogs-stream-prefix": family}
    return {"logDriver": "awslogs", "options": {**options, **more}}


def _container(wanted: Wanted) -> Object:
    made: dict[str, Tree] = {
        "name": wanted.family,
        "image": wanted.image,
        "essential": True,
        "user": wanted.user,
        "readonlyRootFilesystem": True,
        "mountPoints": [{"sourceVolume": "tmp", "containerPath": "/tmp"}],  # noqa: S108 - the container's own
        "linuxParameters": {"initProcessEnabled": True},
        "logConfiguration": awslogs(wanted.family, wanted.region),
    }
    if wanted.port:
        made["portMappings"] = [{"containerPort": wanted.port, "protocol": "tcp"}]
    if check := _health(wanted):
        times = {"interval": 30, "timeout": 5, "retries": 3, "startPeriod": START_SECONDS}
        made["healthCheck"] = {"command": ["CMD-SHELL", check], **times}
    if wanted.environment:
        made["environment"] = [{"name": name, "value": value} for name, value in wanted.environment]
    if wanted.secrets:
        made["secrets"] = [{"name": name, "valueFrom": value} for name, value in wanted.secrets]
    return made


def _health(wanted: Wanted) -> str:
    if wanted.health == "none":
        return ""
    return wanted.health or (f"curl -f http://localhost:{wanted.port}/ || exit 1" if wanted.port else "")
