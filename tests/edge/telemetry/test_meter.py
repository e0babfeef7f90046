from __future__ import annotations

import threading

from plumbrule.edge.telemetry.meter import Counts
from plumbrule.model.metric import Spread
from plumbrule.model.metrics import PASS_SECONDS, PASSES, SPECS_PARSED


def test_counters_begin_at_nothing_and_add_up() -> None:
    counts = Counts()
    assert dict(counts.read()) == {}
    counts.count(PASSES, "prod", "stood")
    counts.count(PASSES, "prod", "registered", by=4)
    counts.count(SPECS_PARSED, by=2)
    assert dict(counts.read()) == {"passes": 5, "specs_parsed": 2}
    assert counts.readings() == {
        PASSES: {("prod", "stood"): 1, ("prod", "registered"): 4},
        SPECS_PARSED: {(): 2},
    }


def test_a_duration_is_counted_at_the_first_bound_that_is_not_below_it() -> None:
    counts = Counts()
    for seconds in (0.005, 0.0051, 29.0, 31.0):
        counts.time(PASS_SECONDS, seconds, "prod")
    (spread,) = counts.readings()[PASS_SECONDS].values()
    assert spread == Spread((1, 1, *[0] * 9, 1, 1), 60.0101)


def test_what_is_read_is_a_copy() -> None:
    counts = Counts()
    before = counts.read()
    counts.count(PASSES, "prod", "stood")
    assert dict(before) == {}


def test_nothing_is_lost_among_threads() -> None:
    counts = Counts()

    def count() -> None:
        for _ in range(2000):
            counts.count(PASSES, "prod", "stood")

    threads = [threading.Thread(target=count, daemon=True) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert dict(counts.read()) == {"passes": 16_000}
