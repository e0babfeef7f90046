"""Edits that the examples of several rules begin with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.core.validate.example import beside

if TYPE_CHECKING:
    from plumbrule.model.tree import Object

ROUTED: Final[Object] = {
    "/containerDefinitions/0/logConfiguration": {"logDriver": "awsfirelens", "options": {"Name": "stdout"}},
    "/containerDefinitions/1": beside(
        "router",
        image="public.ecr.aws/aws-observability/aws-for-fluent-bit:2.32.4",
        user="0",
        firelensConfiguration={"type": "fluentbit"},
    ),
}
"""The base's container logs through a FireLens router, which is the second container."""
