from __future__ import annotations

import json
import re
from pathlib import Path

import botocore
import pytest

from plumbrule.model.regions import PARTITIONS, partition_of


def aws_partitions() -> dict[str, tuple[str, list[str]]]:
    """Every partition that botocore knows, with the pattern of its Regions and the Regions it lists."""
    text = (Path(botocore.__file__).parent / "data" / "partitions.json").read_text(encoding="utf-8")
    return {each["id"]: (each["regionRegex"], list(each["regions"])) for each in json.loads(text)["partitions"]}


def test_every_partition_of_botocore_may_be_stated() -> None:
    assert set(PARTITIONS) == set(aws_partitions())


def test_every_region_of_botocore_lies_in_the_partition_that_botocore_says() -> None:
    regions = [
        (region, partition)
        for partition, (pattern, listed) in aws_partitions().items()
        for region in listed
        if re.fullmatch(pattern.strip("^$"), region)
    ]
    assert len(regions) > 30
    assert [(region, partition_of(region)) for region, _ in regions] == regions


@pytest.mark.parametrize(
    ("region", "partition"), [("cn-north-9", "aws-cn"), ("us-gov-south-3", "aws-us-gov"), ("mx-moon-1", "aws")]
)
def test_a_region_of_tomorrow_lies_where_its_prefix_says(region: str, partition: str) -> None:
    assert partition_of(region) == partition
