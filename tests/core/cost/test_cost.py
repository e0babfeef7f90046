"""What a task-month costs, by hand beside the code, and what a change makes of it."""

from __future__ import annotations

import json
from decimal import Decimal
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbrule.core.cost.difference import estimates, sizes
from plumbrule.core.cost.estimate import Size, alternatives, estimate, size_of_task
from plumbrule.core.cost.prices import Platform, Prices, RegionPrices, read_prices
from plumbrule.core.validate.fargate_sizes import TABLE
from plumbrule.errors import Declined
from plumbrule.model.change import ABSENT, Change, Op

SHIPPED = read_prices(json.loads(files("plumbrule").joinpath("prices.json").read_text()))


def _virginia() -> RegionPrices:
    return SHIPPED.regions["us-east-1"]


def test_half_a_vcpu_and_one_gigabyte_cost_as_the_pricing_page_says() -> None:
    """730 h x (0.5 x 0.04048 + 1 x 0.004445) = 14.7752 + 3.24485, by hand."""
    found = estimate(Size(512, 1024, 20, Platform.X86), _virginia())
    assert found is not None
    assert (found.vcpu, found.memory, found.storage, found.licence) == (
        Decimal("14.77520"),
        Decimal("3.244850"),
        Decimal(0),
        Decimal(0),
    )


def test_windows_pays_for_its_licence_and_disk_is_free_up_to_20_gib() -> None:
    """730 h x (2 x (0.09148 + 0.046) + 4 x 0.01005 + 30 x 0.000111), by hand."""
    found = estimate(Size(2048, 4096, 50, Platform.WINDOWS), _virginia())
    assert found is not None
    assert found.total == Decimal("133.5608") + Decimal("67.16") + Decimal("29.346") + Decimal("2.4309")


def test_the_price_order_is_arm_then_x86_then_windows() -> None:
    """As the console's note and R018 say; for each size that all three have."""
    for cpu in (1024, 2048, 4096):
        for memory in TABLE[cpu]:
            totals = [estimate(Size(cpu, memory, 20, one), _virginia()) for one in Platform]
            assert None not in totals
            assert [one.total for one in totals if one] == sorted(one.total for one in totals if one)


def test_a_size_that_windows_does_not_have_has_no_price_there() -> None:
    assert alternatives(Size(512, 1024, 20, Platform.X86), _virginia())[Platform.WINDOWS] is None
    assert alternatives(Size(8192, 16384, 20, Platform.X86), _virginia())[Platform.WINDOWS] is None
    assert alternatives(Size(1024, 2048, 20, Platform.X86), _virginia())[Platform.WINDOWS] is not None


def test_what_the_table_does_not_know_has_no_price() -> None:
    oregon = SHIPPED.regions["us-west-2"]
    assert estimate(Size(512, 1024, 20, Platform.ARM), oregon) is None
    assert estimate(Size(512, 1024, 30, Platform.X86), oregon) is None
    assert estimate(Size(512, 1024, 20, Platform.X86), oregon) is not None


def test_a_region_without_prices_takes_those_of_the_reference() -> None:
    assert SHIPPED.of("ap-northeast-1") is SHIPPED.regions["ap-northeast-1"]
    assert SHIPPED.of("eu-north-1") is _virginia()
    assert Prices("USD").of("eu-north-1") is None


@pytest.mark.parametrize(
    ("definition", "expected"),
    [
        ({"cpu": "512", "memory": "1024"}, Size(512, 1024, 20, Platform.X86)),
        ({"cpu": ".5 vCPU", "memory": "1 GB"}, Size(512, 1024, 20, Platform.X86)),
        (
            {"cpu": "1024", "memory": "2048", "runtimePlatform": {"cpuArchitecture": "ARM64"}},
            Size(1024, 2048, 20, Platform.ARM),
        ),
        (
            {
                "cpu": "1024",
                "memory": "2048",
                "runtimePlatform": {"operatingSystemFamily": "WINDOWS_SERVER_2022_CORE"},
                "ephemeralStorage": {"sizeInGiB": 100},
            },
            Size(1024, 2048, 100, Platform.WINDOWS),
        ),
        ({}, None),
        ({"cpu": "half", "memory": "1024"}, None),
        ({"cpu": "512", "memory": "1024", "ephemeralStorage": {"sizeInGiB": "much"}}, None),
    ],
)
def test_the_size_is_read_as_ecs_reads_it(definition: dict[str, Any], expected: Size | None) -> None:
    assert size_of_task(definition) == expected


LIVE: dict[str, Any] = {
    "cpu": "512",
    "memory": "1024",
    "family": "web",
    "runtimePlatform": {"cpuArchitecture": "ARM64"},
}


def _change(path: str, git: Any, live: Any) -> Change:  # noqa: ANN401 - JSON
    op = Op.ADD if live is ABSENT else Op.REMOVE if git is ABSENT else Op.REPLACE
    return Change(op, path, "", git, live)


def test_the_changes_that_are_paid_for_make_the_size_after() -> None:
    changes = (
        _change("cpu", "1024", "512"),
        _change("memory", "2048", "1024"),
        _change("runtimePlatform.cpuArchitecture", ABSENT, "ARM64"),
        _change("ephemeralStorage.sizeInGiB", 50, ABSENT),
        _change("containerDefinitions[app].cpu", 7, ABSENT),
    )
    assert sizes(LIVE, changes) == (
        Size(512, 1024, 20, Platform.ARM),
        Size(1024, 2048, 50, Platform.X86),
    )


def test_whole_objects_come_and_go() -> None:
    gone = _change("runtimePlatform", ABSENT, {"cpuArchitecture": "ARM64"})
    come = _change("ephemeralStorage", {"sizeInGiB": 30}, ABSENT)
    assert sizes(LIVE, (gone, come))[1] == Size(512, 1024, 30, Platform.X86)


def test_a_change_of_something_else_has_no_price() -> None:
    assert estimates(LIVE, (_change("taskRoleArn", "a", "b"),), _virginia()) is None
    assert estimates({}, (_change("cpu", "512", ABSENT),), _virginia()) is None


@given(st.sampled_from(sorted(TABLE)), st.data())
def test_a_change_of_size_costs_the_difference_of_both_sizes(cpu: int, data: st.DataObject) -> None:
    memory = data.draw(st.sampled_from(list(TABLE[cpu])))
    changes = (_change("cpu", str(cpu), "512"), _change("memory", str(memory), "1024"))
    found = estimates(LIVE, changes, _virginia())
    before, after = (
        estimate(Size(512, 1024, 20, Platform.ARM), _virginia()),
        estimate(Size(cpu, memory, 20, Platform.ARM), _virginia()),
    )
    assert found == (None if (cpu, memory) == (512, 1024) else (before, after))


@pytest.mark.parametrize(
    ("tree", "sentence"),
    [
        ([], "no regions"),
        ({"regions": {}}, "no regions"),
        ({"regions": {"x": {}}}, "x: each Region needs"),
        (
            {"regions": {"x": {"seen": "2026-03", "source": "s", "LINUX/ARM64": {}}}},
            "x.LINUX/ARM64.vcpu_hour: write an",
        ),
        (
            {"regions": {"x": {"seen": "2026-03", "source": "s", "LINUX/ARM64": {"vcpu_hour": "-1", "gb_hour": "1"}}}},
            "from 0 up",
        ),
        ({"regions": {"x": {"seen": "2026-03", "source": "s", "storage_gb_hour": "NaN"}}}, "from 0 up"),
    ],
)
def test_a_table_that_is_wrong_is_refused_with_the_place(tree: Any, sentence: str) -> None:  # noqa: ANN401 - JSON
    with pytest.raises(Declined, match=sentence):
        read_prices(tree)


def test_every_shipped_price_has_a_month_and_a_source() -> None:
    assert all(one.seen >= "2025" and one.source for one in SHIPPED.regions.values())
    assert set(_virginia().rates) == set(Platform)
