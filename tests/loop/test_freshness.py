"""Every family's tags are read at least daily, and not all at once."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plumbrule.loop.freshness import FRESH_FOR, due
from plumbrule.model.ids import Family, Key, TargetName
from tests.builders.definitions import definition

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.loop.stage import Stage

SWEEP = timedelta(minutes=10)
DAY = FRESH_FOR.total_seconds()
NOW = 1_000_000.0


def keys(count: int) -> list[Key]:
    return [Key(TargetName("prod"), Family(f"f{number:05}")) for number in range(count)]


def test_what_was_never_read_is_due() -> None:
    assert due(keys(5), {}, NOW, sweep=SWEEP) == tuple(keys(5))


def test_what_was_just_read_is_not_due() -> None:
    assert due(keys(5), dict.fromkeys(keys(5), NOW), NOW, sweep=SWEEP) == ()


@pytest.mark.parametrize(
    ("age", "is_due"),
    [
        pytest.param(DAY - 600, True, id="the next sweep would be too late"),
        pytest.param(DAY - 601, False, id="the next sweep is still in time"),
    ],
)
def test_what_would_be_older_than_a_day_before_the_next_sweep_is_due_beyond_the_share(
    age: float, *, is_due: bool
) -> None:
    read = dict.fromkeys(keys(1000), NOW - age)
    assert len(due(keys(1000), read, NOW, sweep=SWEEP)) == (1000 if is_due else 14)


def test_those_that_wait_longest_come_first() -> None:
    read = {key: NOW - DAY + number for number, key in enumerate(keys(100))}
    assert due(reversed(keys(100)), read, NOW, sweep=SWEEP) == tuple(keys(100))


def test_families_read_at_once_after_a_start_are_spread_over_half_a_day() -> None:
    read = dict.fromkeys(keys(10_000), 0.0)
    counts, oldest = [], 0.0
    for number in range(1, 2 * 144 + 1):
        now = number * SWEEP.total_seconds()
        oldest = max(oldest, now - min(read.values()))
        found = due(read, read, now, sweep=SWEEP)
        counts.append(len(found))
        read |= dict.fromkeys(found, now)
    assert oldest <= DAY
    assert max(counts) == 139
    assert counts[:70] == [0] * 70


@settings(max_examples=200, deadline=None, derandomize=True, database=None)
@given(ages=st.lists(st.floats(0, 3 * DAY), max_size=60), minutes=st.integers(1, 24 * 60))
def test_no_family_gets_older_than_a_day_whatever_the_pace(ages: list[float], minutes: int) -> None:
    sweep = timedelta(minutes=minutes)
    known = keys(len(ages))
    read = {key: NOW - age for key, age in zip(known, ages, strict=True)}
    found = due(known, read, NOW, sweep=sweep)
    assert len(set(found)) == len(found)
    assert all(NOW + sweep.total_seconds() - read[key] <= DAY for key in known if key not in found)


def test_every_pass_that_describes_says_when_it_read_tags(staged: Callable[..., Stage]) -> None:
    stage = staged()
    stage.put(definition())
    stage.read()
    before = stage.shell.standings.tags_read_at()[stage.key()]
    stage.clock.advance(DAY)
    stage.sweep()
    assert stage.shell.standings.tags_read_at()[stage.key()] == before + DAY
    assert due([stage.key()], stage.shell.standings.tags_read_at(), stage.clock.monotonic(), sweep=SWEEP) == ()
