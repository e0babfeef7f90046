"""Many ordinary families: two containers, environment, secrets, logs, a health check; some 2 KiB each."""

from __future__ import annotations

from typing import Any, Final

ACCOUNT: Final = "123456789012"
REGION: Final = "eu-west-1"
VARIABLES: Final = 12


def families(count: int) -> list[dict[str, Any]]:
    """`count` definitions that differ in name, image and values."""
    return [_family(number) for number in range(count)]


def _family(number: int) -> dict[str, Any]:
    name = f"service-{number:05}"
    return {
        "family": name,
        "requiresCompatibilities": ["FARGATE"],
        "networkMode": "awsvpc",
        "cpu": "512",
        "memory": "1024",
        "executionRoleArn": f"arn:aws:iam::{ACCOUNT}:role/{name}-execution",
        "containerDefinitions": [_app(name, number), _sidecar(name)],
    }


def _app(name: str, number: int) -> dict[str, Any]:
    return {
        "name": "app",
        "image": f"{ACCOUNT}.dkr.ecr.{REGION}.amazonaws.com/{name}:1.{number}.0",
        "portMappings": [{"containerPort": 8080}],
        "environment": [{"name": f"SETTING_{n}", "value": f"{name}-{n}"} for n in range(VARIABLES)],
        "secrets": [
            {"name": "TOKEN", "valueFrom": f"arn:aws:ssm:{REGION}:{ACCOUNT}:parameter/{name}/token"},
        ],
        "logConfiguration": _logs(name),
        "healthCheck": {"command": ["CMD-SHELL", "curl -fs localhost:8080/healthz || exit 1"]},
    }


def _sidecar(name: str) -> dict[str, Any]:
    image = "public.ecr.aws/aws-observability/aws-otel-collector:v0.43.0"
    return {"name": "collector", "image": image, "essential": False, "logConfiguration": _logs(name)}


def _logs(name: str) -> dict[str, Any]:
    options = {"awslogs-group": f"/ecs/{name}", "awslogs-region": REGION, "awslogs-stream-prefix": "ecs"}
    return {"logDriver": "awslogs", "options": options}
