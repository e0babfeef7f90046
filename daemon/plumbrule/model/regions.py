"""Which partition a Region belongs to.

The prefixes are those of `partitions.json` in botocore 1.44 (seen 2026-11); every other Region is of partition `aws`.
"""

from __future__ import annotations

from typing import Final

AWS: Final = "aws"

_BY_PREFIX: Final = (
    ("cn-", "aws-cn"),
    ("us-gov-", "aws-us-gov"),
    ("eusc-", "aws-eusc"),
    ("us-iso-", "aws-iso"),
    ("us-isob-", "aws-iso-b"),
    ("eu-isoe-", "aws-iso-e"),
    ("us-isof-", "aws-iso-f"),
)
PARTITIONS: Final = (AWS, *(partition for _, partition in _BY_PREFIX))


def partition_of(region: str) -> str:
    """The partition that `region` lies in, by its prefix."""
    return next((partition for prefix, partition in _BY_PREFIX if region.startswith(prefix)), AWS)
