"""The short form of `make crash SEEDS=500`: 15 random lives, judged by the endpoint's own log."""

from __future__ import annotations

import pytest

from tests.faults.seeds.lanes import play_all

SEEDS = 15
LANES = 4


@pytest.mark.timeout(600)
def test_no_random_life_doubles_loses_or_overwrites_anything() -> None:
    played = list(play_all(range(1, SEEDS + 1), LANES))

    assert [fault for one in played for fault in one.faults] == []
    assert len(played) == SEEDS
    assert sum(one.kills for one in played) >= SEEDS
    assert sum(one.registered for one in played) >= SEEDS
    assert sum(one.incidents for one in played) >= SEEDS
    assert sum(one.repeated for one in played) <= sum(one.kills for one in played)
