"""Log groups: DescribeLogGroups by prefix, of which the exact name comes first.

Source: CloudWatch Logs API reference, DescribeLogGroups ("ASCII-sorted by log group name"), seen 2026-11.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from plumbrule.edge.aws.answers import our_errors
from plumbrule.model.dependency import Absent, Found

if TYPE_CHECKING:
    from plumbrule.model.dependency import Dependency

ACTION: Final = "logs:DescribeLogGroups"
PAGE: Final = 50


def asked(logs: Any, dependency: Dependency) -> Found | Absent:  # noqa: ANN401 - a service without stubs here
    """What is said of one log group."""
    with our_errors(ACTION):
        answer = logs.describe_log_groups(logGroupNamePrefix=dependency.name, limit=PAGE)
    names = {one.get("logGroupName") for one in answer.get("logGroups") or ()}
    return Found() if dependency.name in names else Absent()
