"""Definitions to start from: a valid Fargate definition, but ..."""

from __future__ import annotations

from typing import Any

AWSLOGS = {"awslogs-group": "/ecs/web", "awslogs-region": "eu-west-1", "awslogs-stream-prefix": "web"}
ROLE = "arn:aws:iam::123456789012:role/execution"


def container(**changes: object) -> dict[str, Any]:
    """Return a valid container; None removes a member."""
    start = {"name": "app", "image": "nginx:1.27"}
    return {name: value for name, value in {**start, **changes}.items() if value is not None}


def web(**changes: object) -> dict[str, Any]:
    """Return a valid Fargate definition; None removes a member."""
    start = {
        "family": "web",
        "networkMode": "awsvpc",
        "requiresCompatibilities": ["FARGATE"],
        "cpu": "256",
        "memory": "512",
        "containerDefinitions": [container()],
    }
    return {name: value for name, value in {**start, **changes}.items() if value is not None}


def web_with(**changes: object) -> dict[str, Any]:
    """Return a valid Fargate definition whose one container has the changes."""
    return web(containerDefinitions=[container(**changes)])
