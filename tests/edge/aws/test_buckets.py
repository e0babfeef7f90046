from __future__ import annotations

import threading

import pytest

from plumbrule.edge.aws.buckets import QUIET_AFTER_THROTTLE, Bucket
from plumbrule.errors import Throttled
from tests.builders.clocks import HandClock


class Rig:
    """A bucket of 3 that gains 2 a second, with its clock."""

    def __init__(self, burst: int = 3, per_second: float = 2.0) -> None:
        self.clock = HandClock()
        self.bucket = Bucket(burst, per_second, self.clock.monotonic)

    def taken(self, most: int = 100) -> int:
        """How many tokens can be taken now."""
        for count in range(most):
            try:
                self.bucket.take()
            except Throttled:
                return count
        return most

    def wait(self) -> float:
        """In how many seconds whoever asks now is to come back."""
        with pytest.raises(Throttled) as caught:
            self.bucket.take()
        assert caught.value.ours
        return caught.value.after


def test_a_full_bucket_gives_its_burst_and_no_more() -> None:
    assert Rig().taken() == 3


@pytest.mark.parametrize(
    ("seconds", "tokens"),
    [
        pytest.param(0.49, 0, id="just before a token"),
        pytest.param(0.5, 1, id="one token"),
        pytest.param(1.0, 2, id="two tokens"),
        pytest.param(3600, 3, id="never more than the burst"),
    ],
)
def test_tokens_come_back_with_time(seconds: float, tokens: int) -> None:
    rig = Rig()
    rig.taken()
    rig.clock.advance(seconds)
    assert rig.taken() == tokens


def test_whoever_is_sent_away_comes_back_later_than_the_one_before() -> None:
    rig = Rig()
    rig.taken(3)
    assert [rig.wait() for _ in range(4)] == [0.5, 1.0, 1.5, 2.0]


def test_promises_are_forgotten_as_tokens_come() -> None:
    rig = Rig()
    rig.taken(3)
    for _ in range(4):
        rig.wait()
    rig.clock.advance(2)
    assert rig.taken(3) == 3
    assert rig.wait() == 0.5


def test_whoever_comes_back_when_told_gets_a_token() -> None:
    rig = Rig(burst=1, per_second=0.25)
    rig.bucket.take()
    rig.clock.advance(rig.wait())
    rig.bucket.take()


def test_after_aws_throttled_nobody_asks_for_some_seconds_whatever_there_was() -> None:
    rig = Rig()
    rig.bucket.empty()
    assert rig.wait() == QUIET_AFTER_THROTTLE + 0.5
    rig.clock.advance(QUIET_AFTER_THROTTLE)
    assert rig.taken() == 0
    rig.clock.advance(0.5)
    assert rig.taken() == 1


def test_being_throttled_twice_waits_longer() -> None:
    rig = Rig()
    rig.bucket.empty()
    rig.bucket.empty()
    assert rig.wait() == 2 * QUIET_AFTER_THROTTLE + 0.5


def test_admitting_takes_nothing() -> None:
    rig = Rig(burst=1)
    for _ in range(5):
        rig.bucket.admit()
    rig.bucket.take()
    with pytest.raises(Throttled):
        rig.bucket.admit()


def test_what_was_admitted_may_overdraw_and_who_comes_next_pays() -> None:
    rig = Rig()
    for _ in range(7):
        rig.bucket.spend()
    with pytest.raises(Throttled) as caught:
        rig.bucket.admit()
    assert caught.value.after == 2.5  # four tokens of debt and one to go on with
    rig.clock.advance(2.5)
    rig.bucket.admit()


def test_a_bucket_always_holds_at_least_one_token() -> None:
    assert Rig(burst=0).taken() == 1


def test_no_token_is_given_twice_among_threads() -> None:
    rig = Rig(burst=500)
    given = []

    def drink() -> None:
        given.append(rig.taken(200))

    threads = [threading.Thread(target=drink, daemon=True) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sum(given) == 500


def test_another_size_keeps_what_was_drunk() -> None:
    rig = Rig()
    rig.taken()
    rig.bucket.resize(100, 10.0)
    assert rig.taken() == 0
    rig.clock.advance(1)
    assert rig.taken() == 10


def test_a_smaller_size_holds_no_more_than_it_can() -> None:
    rig = Rig(burst=10)
    rig.bucket.resize(2, 1.0)
    assert rig.taken() == 2
