from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from plumbrule.core.decide.freezing import open_window
from plumbrule.model.ids import TargetName
from plumbrule.model.policy import Freeze

PROD = TargetName("prod")
WEEKEND = Freeze("0 16 * * fri", timedelta(hours=64), "Europe/Berlin", reason="nobody is there")

ALWAYS = Freeze("* * * * *", timedelta(hours=1))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("freeze", "now", "until"),
    [
        pytest.param(WEEKEND, "2026-11-27T14:59:59", None, id="a second before it begins it is closed"),
        pytest.param(WEEKEND, "2026-11-27T15:00:00", "2026-11-30T07:00:00", id="it is open from its first second"),
        pytest.param(WEEKEND, "2026-11-30T06:59:59", "2026-11-30T07:00:00", id="and to its last"),
        pytest.param(WEEKEND, "2026-11-30T07:00:00", None, id="then it is closed"),
        pytest.param(WEEKEND, "2026-07-03T14:00:00", "2026-07-06T06:00:00", id="in summer it begins an hour earlier"),
        pytest.param(WEEKEND, "2026-10-24T12:00:00", "2026-10-26T06:00:00", id="its length does not care about clocks"),
        pytest.param(
            Freeze("0 0 24 12 *", timedelta(days=14)), "2027-01-06T23:00:00", "2027-01-07T00:00:00", id="once a year"
        ),
        pytest.param(Freeze("0 0 29 2 *", timedelta(days=1)), "2027-02-28T00:00:00", None, id="once in four years"),
        pytest.param(
            Freeze("* * * * *", timedelta(hours=1)), "2026-11-24T00:00:30", "2026-11-24T01:00:00", id="always"
        ),
    ],
)
def test_a_window_is_open(freeze: Freeze, now: str, until: str | None) -> None:
    found = open_window([freeze], PROD, at(now))
    assert (found.until if found else None) == (at(until) if until else None)


def test_a_window_of_another_target_is_none_of_ours() -> None:
    always = Freeze("* * * * *", timedelta(hours=1), targets=("staging", "dev-*"))
    assert open_window([always], PROD, at("2026-11-24T00:00:00")) is None
    assert open_window([always], TargetName("dev-1"), at("2026-11-24T00:00:00"))


def test_of_two_that_are_open_the_longer_one_counts() -> None:
    short, long = Freeze("0 * * * *", timedelta(hours=1)), Freeze("0 0 * * *", timedelta(hours=9))
    found = open_window([short, long], PROD, at("2026-11-24T02:30:00"))
    assert found
    assert found.freeze is long
