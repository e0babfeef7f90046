"""Token buckets: ECS throttles per account and Region, over all callers together.

Rows and default figures: "Request throttling for the Amazon ECS API" (docs.aws.amazon.com, seen 2026-11).
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from tests.world.wire import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

BUCKET_OF: Mapping[str, str] = MappingProxyType(
    {
        "DescribeTaskDefinition": "read",
        "ListTaskDefinitions": "read",
        "ListTaskDefinitionFamilies": "read",
        "RegisterTaskDefinition": "modify",
        "DeregisterTaskDefinition": "modify",
        "DeleteTaskDefinitions": "delete",
        "TagResource": "tag_modify",
        "UntagResource": "tag_modify",
        "ListTagsForResource": "tag_read",
        "ListClusters": "cluster_read",
        "ListServices": "service_read",
        "DescribeServices": "service_read",
        "ListTasks": "service_read",
        "DescribeTasks": "service_read",
    }
)


@dataclass(frozen=True, slots=True)
class Allowance:
    """One bucket's size (`burst`, calls) and refill (`rate`, calls per second)."""

    burst: float
    rate: float


AWS: Mapping[str, Allowance] = MappingProxyType(
    {
        "read": Allowance(50, 20),
        "modify": Allowance(20, 1),
        "delete": Allowance(5, 1),
        "tag_modify": Allowance(20, 10),
        "tag_read": Allowance(50, 20),
        "cluster_read": Allowance(50, 20),
        "service_read": Allowance(100, 20),
    }
)


def read_allowances(value: object) -> Mapping[str, Allowance]:
    """Read `{"read": {"burst": 50, "rate": 20}, ...}`, or "aws" for the documented figures.

    Raises:
        ValueError: a bucket is unknown or has no burst or rate.
    """
    if value == "aws":
        return AWS
    if not isinstance(value, dict) or not set(value) <= set(BUCKET_OF.values()):
        raise ValueError(f"expected buckets among {sorted(set(BUCKET_OF.values()))}, got {value!r}")
    try:
        return MappingProxyType(
            {name: Allowance(float(row["burst"]), float(row["rate"])) for name, row in value.items()}
        )
    except (KeyError, TypeError) as wrong:
        raise ValueError(f"expected burst and rate in each bucket, got {value!r}") from wrong


class Buckets:
    """The levels of all buckets."""

    def __init__(self) -> None:
        self._levels: dict[tuple[str, str, str], tuple[float, float]] = {}
        self._lock = threading.Lock()

    def take(self, allowances: Mapping[str, Allowance], operation: str, account: str, region: str) -> None:
        """Take one token for a call.

        Raises:
            Refused: ThrottlingException when the bucket is empty.
        """
        name = BUCKET_OF.get(operation, "")
        allowance = allowances.get(name)
        if allowance is None:
            return
        now = time.monotonic()
        with self._lock:
            level, since = self._levels.get((account, region, name), (allowance.burst, now))
            level = min(allowance.burst, level + (now - since) * allowance.rate)
            self._levels[account, region, name] = (level - 1 if level >= 1 else level, now)
        if level < 1:
            raise Refused("ThrottlingException", "Rate exceeded")
