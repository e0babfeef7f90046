"""What the canonical rules need to know of the target."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

_PARTS: Final = 6


@dataclass(frozen=True, slots=True)
class CanonContext:
    """Where a definition is registered.

    Attributes:
        account_id: 12 digits; None leaves bare role names as they are.
        partition: `aws`, `aws-cn`, `aws-us-gov` and the like.
    """

    account_id: str | None = None
    partition: str = "aws"

    def role_arn(self, name: str) -> str:
        """The ARN that ECS makes of a bare role name (its path included) when it registers.

        Source: aws-actions/amazon-ecs-render-task-definition issue 19, seen 2026-11.
        """
        if self.account_id is None or not name or name.startswith("arn:"):
            return name
        return f"arn:{self.partition}:iam::{self.account_id}:role/{name}"


def context_of_arn(task_definition_arn: str) -> CanonContext:
    """The context of a registered revision.

    Raises:
        ValueError: `task_definition_arn` is not an ARN with an account in it.
    """
    parts = task_definition_arn.split(":", _PARTS - 1)
    if len(parts) != _PARTS or parts[0] != "arn" or not parts[1] or not parts[4]:
        raise ValueError(f"not the ARN of a task definition: {task_definition_arn!r}")
    return CanonContext(account_id=parts[4], partition=parts[1])
