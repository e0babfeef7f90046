from __future__ import annotations

import threading
import time
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from plumbrule.edge.clock import SystemClock
from plumbrule.loop.queue import IN_FLIGHT, WorkQueue
from tests.builders.clocks import HandClock
from tests.loop.taking import Taking

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

SOON = 60.0
"""Seconds after which whatever still waits has failed."""


class Rig:
    """A queue with a clock moved by hand."""

    def __init__(self) -> None:
        self.clock = HandClock()
        self.queue = WorkQueue(self.clock)
        self.take = Taking(self.queue).take

    def names(self) -> list[Hashable]:
        """Take and finish everything that is due, one after the other."""
        found = []
        while taken := self.take():
            found.append(taken[1])
            self.queue.done(*taken)
        return found


@pytest.fixture
def rig() -> Rig:
    return Rig()


# Names.


def test_names_come_in_the_order_in_which_they_were_put(rig: Rig) -> None:
    for name in "abc":
        rig.queue.put("lane", name)
    assert rig.names() == ["a", "b", "c"]


def test_a_name_that_waits_already_is_not_queued_twice(rig: Rig) -> None:
    for name in "abab":
        rig.queue.put("lane", name)
    assert rig.queue.depth() == 2
    assert rig.names() == ["a", "b"]


def test_the_same_name_in_two_lanes_is_two_names(rig: Rig) -> None:
    rig.queue.put("one", "a")
    rig.queue.put("two", "a")
    assert [rig.take(), rig.take()] == [("one", "a"), ("two", "a")]


def test_what_is_urgent_goes_ahead_in_its_lane_even_when_it_waits_already(rig: Rig) -> None:
    for name in "abc":
        rig.queue.put("lane", name)
    rig.queue.put("lane", "c", first=True)
    rig.queue.put("lane", "z", first=True)
    assert rig.names() == ["z", "c", "a", "b"]


def test_a_name_that_is_put_while_it_is_in_hand_runs_once_more_afterwards(rig: Rig) -> None:
    rig.queue.put("lane", "a")
    assert rig.take() == ("lane", "a")
    for _ in range(3):
        rig.queue.put("lane", "a")
    assert rig.take() is None  # never in two hands
    rig.queue.done("lane", "a")
    assert rig.names() == ["a"]


# Later.


@pytest.mark.parametrize(("waited", "due"), [(0.0, False), (4.9, False), (5.0, True), (60.0, True)])
def test_a_name_is_not_due_before_its_time(waited: float, *, due: bool, rig: Rig) -> None:
    rig.queue.put("lane", "a", after=5)
    rig.clock.advance(waited)
    assert rig.names() == (["a"] if due else [])


def test_what_is_due_comes_in_the_order_of_its_time(rig: Rig) -> None:
    for name, after in (("late", 9), ("early", 1), ("between", 5)):
        rig.queue.put("lane", name, after=after)
    rig.clock.advance(10)
    assert rig.names() == ["early", "between", "late"]


def test_of_several_times_for_one_name_the_earliest_counts_and_the_others_are_forgotten(rig: Rig) -> None:
    for after in (60, 5, 30):
        rig.queue.put("lane", "a", after=after)
    assert rig.queue.depth() == 1
    rig.clock.advance(5)
    assert rig.names() == ["a"]
    rig.clock.advance(100)
    assert rig.names() == []


def test_looking_again_and_again_never_piles_up(rig: Rig) -> None:
    rig.queue.put("lane", "a")
    passes = 0
    for minute in range(60):
        if minute % 10 == 0:
            rig.queue.put("lane", "a")  # a sweep
        for _ in rig.names():
            passes += 1
            rig.queue.put("lane", "a", after=60)  # each pass wants another look
        rig.clock.advance(60)
    assert passes <= 66
    assert rig.queue.depth() == 1


def test_a_name_that_is_looked_at_meanwhile_is_still_looked_at_when_it_is_due(rig: Rig) -> None:
    rig.queue.put("lane", "a", after=5)
    rig.queue.put("lane", "a")
    assert rig.names() == ["a"]
    rig.clock.advance(5)
    assert rig.names() == ["a"]


def test_a_name_may_be_queued_for_later_again_after_it_was_due(rig: Rig) -> None:
    for _ in range(2):
        rig.queue.put("lane", "a", after=5)
        rig.clock.advance(5)
        assert rig.names() == ["a"]


def test_what_falls_due_while_it_is_in_hand_runs_once_more_afterwards(rig: Rig) -> None:
    rig.queue.put("lane", "a")
    taken = rig.take()
    rig.queue.put("lane", "a", after=1)
    rig.clock.advance(1)
    assert rig.take() is None
    assert taken
    rig.queue.done(*taken)
    assert rig.names() == ["a"]


# Lanes.


def test_lanes_are_served_in_turn_however_much_waits_in_one(rig: Rig) -> None:
    for number in range(1000):
        rig.queue.put("big", number)
    rig.queue.put("small", "a")
    rig.queue.put("small", "b")
    order = []
    for _ in range(6):
        taken = rig.take()
        assert taken
        order.append(taken[0])
        rig.queue.done(*taken)
    assert order == ["big", "small", "big", "small", "big", "big"]


def test_no_more_names_of_one_lane_are_in_hand_than_allowed(rig: Rig) -> None:
    for number in range(5):
        rig.queue.put("lane", number)
    held = [rig.take() for _ in range(IN_FLIGHT)]
    assert rig.take() is None
    assert held[0]
    rig.queue.done(*held[0])
    assert rig.take() == ("lane", IN_FLIGHT)


def test_a_lane_in_which_everything_hangs_does_not_delay_another(rig: Rig) -> None:
    for number in range(5):
        rig.queue.put("hangs", number)
    for _ in range(IN_FLIGHT):
        rig.take()
    rig.queue.put("other", "a")
    assert rig.take() == ("other", "a")


@pytest.mark.parametrize(("waited", "names"), [(2.9, []), (3.0, ["a"])])
def test_a_paused_lane_gives_nothing_until_its_time(waited: float, names: list[str], rig: Rig) -> None:
    rig.queue.put("lane", "a")
    rig.queue.pause("lane", 3)
    rig.clock.advance(waited)
    assert rig.names() == names


def test_a_shorter_pause_does_not_end_a_longer_one(rig: Rig) -> None:
    rig.queue.put("lane", "a")
    rig.queue.pause("lane", 60)
    rig.queue.pause("lane", 1)
    rig.clock.advance(30)
    assert rig.names() == []


def test_a_lane_may_be_paused_before_anything_was_put_into_it_and_others_go_on(rig: Rig) -> None:
    rig.queue.pause("lane", 60)
    rig.queue.put("lane", "a", first=True)
    rig.queue.put("other", "b")
    assert rig.names() == ["b"]


def test_depth_counts_what_waits_and_what_is_due_later_but_not_what_is_in_hand(rig: Rig) -> None:
    rig.queue.put("lane", "a")
    rig.queue.put("lane", "b", after=5)
    assert rig.queue.depth() == 2
    assert rig.queue.take() == ("lane", "a")
    assert rig.queue.depth() == 1


# Threads.


def in_threads(count: int, work: Callable[[int], None]) -> list[threading.Thread]:
    threads = [threading.Thread(target=work, args=(number,), daemon=True) for number in range(count)]
    for thread in threads:
        thread.start()
    return threads


def ended(threads: list[threading.Thread]) -> bool:
    until = time.monotonic() + SOON
    for thread in threads:
        thread.join(max(0.0, until - time.monotonic()))
    return not any(thread.is_alive() for thread in threads)


def test_stopping_wakes_everybody_who_waits(rig: Rig) -> None:
    got: list[object] = []
    threads = in_threads(8, lambda _: got.append(rig.queue.take()))
    rig.queue.stop()
    assert ended(threads)
    assert got == [None] * 8


def test_after_stopping_what_waits_is_not_given_any_more(rig: Rig) -> None:
    rig.queue.put("lane", "a")
    rig.queue.stop()
    assert rig.queue.take() is None


def test_who_waits_is_woken_by_a_name_and_by_the_time_of_another() -> None:
    queue = WorkQueue(SystemClock())
    got: list[object] = []

    def work(_: int) -> None:
        while taken := queue.take():
            got.append(taken[1])
            queue.done(*taken)
            if len(got) == 3:
                queue.stop()

    threads = in_threads(4, work)
    queue.pause("paused", 0.2)
    queue.put("paused", "after the pause")
    queue.put("lane", "later", after=0.05)
    queue.put("lane", "now")
    assert ended(threads)
    assert sorted(map(str, got)) == ["after the pause", "later", "now"]


def test_under_load_nothing_is_lost_nothing_is_in_two_hands_and_no_lane_has_too_many() -> None:
    queue = WorkQueue(SystemClock())
    lanes, names = range(4), range(25)
    lock, in_hand, wrong = threading.Lock(), Counter[object](), []
    done: Counter[object] = Counter()
    asked: Counter[object] = Counter()
    seen_last: dict[object, int] = {}

    def work(_: int) -> None:
        while taken := queue.take():
            with lock:
                in_hand[taken] += 1
                in_hand[taken[0]] += 1
                if in_hand[taken] > 1 or in_hand[taken[0]] > IN_FLIGHT:
                    wrong.append(taken)
                seen_last[taken] = asked[taken]
            time.sleep(0.0001)
            with lock:
                in_hand[taken] -= 1
                in_hand[taken[0]] -= 1
                done[taken] += 1
            queue.done(*taken)

    def feed(number: int) -> None:
        for turn in range(300):
            lane, name = (turn * 7 + number) % len(lanes), (turn * 3 + number) % len(names)
            with lock:
                asked[lane, name] += 1
            queue.put(lane, name, after=0.002 * (turn % 3), first=turn % 5 == 0)
            if turn % 50 == 0:
                queue.pause(lane, 0.005)

    workers, feeders = in_threads(8, work), in_threads(4, feed)
    assert ended(feeders)
    until = time.monotonic() + SOON
    while time.monotonic() < until and (queue.depth() or any(count for count in in_hand.values())):
        time.sleep(0.005)
    queue.stop()
    assert ended(workers)
    assert wrong == []
    assert set(done) == set(asked)
    # Whoever asked last was heard: each name was taken at or after the last time it was put.
    assert seen_last == dict(asked)
