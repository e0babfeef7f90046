"""Pages that rules rest on, each with the month it was read."""

from __future__ import annotations

from typing import Final

from plumbrule.core.validate.rule import Source

SEEN: Final = "2026-11"
_GUIDE: Final = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide"
_API: Final = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference"


def guide(page: str) -> Source:
    """A page of the developer guide by its name, such as `fargate-tasks-services`."""
    return Source(f"{_GUIDE}/{page}.html", SEEN)


def api(shape: str) -> Source:
    """A page of the API reference by the name of its shape, such as `HealthCheck`."""
    return Source(f"{_API}/API_{shape}.html", SEEN)


def page(url: str) -> Source:
    """Any other page."""
    return Source(url, SEEN)


PARAMETERS: Final = guide("task_definition_parameters")
"""Task definition parameters for Fargate."""

FARGATE: Final = guide("fargate-tasks-services")
"""What differs on Fargate."""

QUOTAS: Final = guide("service-quotas")

MODEL: Final = Source("botocore ecs/2014-11-13 RegisterTaskDefinitionRequest", SEEN)
"""The API model as the SDK checks it."""

REGISTER: Final = api("RegisterTaskDefinition")
CONTAINER: Final = api("ContainerDefinition")
