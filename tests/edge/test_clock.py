from __future__ import annotations

from datetime import UTC, datetime, timedelta

from plumbrule.edge.clock import SystemClock


def test_the_time_is_now_and_says_its_zone() -> None:
    now = SystemClock().now()
    assert now.tzinfo is UTC
    assert abs(now - datetime.now(UTC)) < timedelta(seconds=5)


def test_monotonic_seconds_never_go_back() -> None:
    clock = SystemClock()
    seen = [clock.monotonic() for _ in range(1000)]
    assert seen == sorted(seen)
