"""A valid Fargate definition, but for what a test says."""

from __future__ import annotations

import json
from typing import Any

Definition = dict[str, Any]


def container(**changes: object) -> Definition:
    """A valid container; None removes a member."""
    start = {"name": "app", "image": "public.ecr.aws/nginx/nginx:1.27"}
    return _without_none({**start, **changes})


def definition(family: str = "web", **changes: object) -> Definition:
    """A valid Fargate definition; None removes a member."""
    start = {
        "family": family,
        "requiresCompatibilities": ["FARGATE"],
        "networkMode": "awsvpc",
        "cpu": "256",
        "memory": "512",
        "executionRoleArn": "arn:aws:iam::123456789012:role/execution",
        "containerDefinitions": [container()],
    }
    return _without_none({**start, **changes})


def definition_with(family: str = "web", **changes: object) -> Definition:
    """A valid Fargate definition whose one container has the changes."""
    return definition(family, containerDefinitions=[container(**changes)])


def as_text(of: Definition) -> str:
    """A definition as a native file holds it."""
    return json.dumps(of, indent=2)


def manifest(of: Definition, **spec: object) -> str:
    """A definition as a manifest, `spec` beside its template."""
    template = {name: value for name, value in of.items() if name != "family"}
    whole = {
        "apiVersion": "plumbrule.dev/v1",
        "kind": "TaskDefinition",
        "metadata": {"name": of["family"]},
        "spec": {**spec, "template": template},
    }
    return json.dumps(whole, indent=2)


def _without_none(members: Definition) -> Definition:
    return {name: value for name, value in members.items() if value is not None}
