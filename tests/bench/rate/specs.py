"""Specs of about 60 lines, as native files and as CloudFormation templates of one resource each."""

from __future__ import annotations

import json
from typing import Any, Final

import yaml

JSON: Final = "json"
YAML: Final = "yaml"
_FREE: Final = frozenset({"options", "dockerLabels"})
"""Maps whose keys are the author's own."""


def spec(number: int) -> dict[str, Any]:
    """One definition; each differs in name, image and values."""
    name = f"service-{number:05}"
    return {
        "family": name,
        "requiresCompatibilities": ["FARGATE"],
        "networkMode": "awsvpc",
        "cpu": "512",
        "memory": "1024",
        "executionRoleArn": f"arn:aws:iam::123456789012:role/{name}-execution",
        "taskRoleArn": f"arn:aws:iam::123456789012:role/{name}",
        "containerDefinitions": [_app(name, number)],
    }


def _app(name: str, number: int) -> dict[str, Any]:
    logs = {"awslogs-group": f"/ecs/{name}", "awslogs-region": "eu-west-1", "awslogs-stream-prefix": "ecs"}
    return {
        "name": "app",
        "image": f"123456789012.dkr.ecr.eu-west-1.amazonaws.com/{name}:1.{number}.0",
        "essential": True,
        "portMappings": [{"containerPort": 8080, "protocol": "tcp"}],
        "environment": [{"name": f"SETTING_{n}", "value": f"{name}-{n}"} for n in range(4)],
        "secrets": [{"name": "TOKEN", "valueFrom": f"arn:aws:ssm:eu-west-1:123456789012:parameter/{name}/token"}],
        "logConfiguration": {"logDriver": "awslogs", "options": logs},
        "healthCheck": {"command": ["CMD-SHELL", "curl -fs localhost:8080/healthz || exit 1"], "startPeriod": 30},
    }


def template(number: int) -> dict[str, Any]:
    """The same as a CloudFormation template."""
    resource = {"Type": "AWS::ECS::TaskDefinition", "Properties": _capitals(spec(number))}
    return {"AWSTemplateFormatVersion": "2010-09-09", "Resources": {"Task": resource}}


def written(tree: dict[str, Any], syntax: str) -> str:
    """A tree as a file."""
    return json.dumps(tree, indent=1) if syntax == JSON else yaml.safe_dump(tree, sort_keys=False)


def _capitals(tree: Any, *, free: bool = False) -> Any:  # noqa: ANN401 - any JSON
    """Member names as CloudFormation has them."""
    if isinstance(tree, list):
        return [_capitals(item) for item in tree]
    if not isinstance(tree, dict):
        return tree
    return {
        name if free else name[0].upper() + name[1:]: _capitals(value, free=name in _FREE)
        for name, value in tree.items()
    }
