from __future__ import annotations

import threading

from plumbrule.edge.telemetry.meter import Counts


def test_counters_begin_at_nothing_and_add_up() -> None:
    counts = Counts()
    assert dict(counts.read()) == {}
    counts.count("passes")
    counts.count("passes", by=4)
    counts.count("specs_parsed", by=2)
    assert dict(counts.read()) == {"passes": 5, "specs_parsed": 2}


def test_what_is_read_is_a_copy() -> None:
    counts = Counts()
    before = counts.read()
    counts.count("passes")
    assert dict(before) == {}


def test_nothing_is_lost_among_threads() -> None:
    counts = Counts()

    def count() -> None:
        for _ in range(2000):
            counts.count("passes")

    threads = [threading.Thread(target=count, daemon=True) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert dict(counts.read()) == {"passes": 16_000}
