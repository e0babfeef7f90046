from __future__ import annotations

import logging
import threading
import time
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from plumbrule.edge.timer import Timer

if TYPE_CHECKING:
    from collections.abc import Iterator

SOON = 60.0
HOUR = timedelta(hours=1)


class Beats:
    """Counts how often it was called."""

    def __init__(self) -> None:
        self.count = 0
        self._changed = threading.Condition()

    def __call__(self) -> None:
        with self._changed:
            self.count += 1
            self._changed.notify_all()

    def reach(self, count: int) -> bool:
        """Wait until it was called so often."""
        with self._changed:
            return self._changed.wait_for(lambda: self.count >= count, SOON)


@pytest.fixture
def timer() -> Iterator[Timer]:
    made = Timer()
    yield made
    made.stop()


def test_nothing_runs_before_the_start_and_everything_at_once_after_it(timer: Timer) -> None:
    beats = Beats()
    timer.every(HOUR, "sweep", beats, jitter=True)
    time.sleep(0.05)
    assert beats.count == 0
    timer.start()
    assert beats.reach(1)


def test_it_goes_on_at_its_interval(timer: Timer) -> None:
    beats = Beats()
    timer.every(timedelta(seconds=0.05), "poll", beats, jitter=False)
    timer.start()
    assert beats.reach(4)


def test_what_is_added_while_it_runs_runs_at_once(timer: Timer) -> None:
    timer.start()
    beats = Beats()
    timer.every(HOUR, "sweep", beats, jitter=False)
    assert beats.reach(1)


def test_a_job_of_the_same_name_takes_the_place_of_the_one_before(timer: Timer) -> None:
    before, after = Beats(), Beats()
    timer.every(timedelta(seconds=0.05), "poll", before, jitter=False)
    timer.start()
    assert before.reach(1)
    timer.every(timedelta(seconds=0.05), "poll", after, jitter=False)
    assert after.reach(2)
    stood = before.count
    assert after.reach(after.count + 3)
    assert before.count <= stood + 1


def test_jobs_that_are_not_kept_are_forgotten(timer: Timer) -> None:
    gone, kept = Beats(), Beats()
    timer.every(timedelta(seconds=0.05), "gone", gone, jitter=False)
    timer.every(timedelta(seconds=0.05), "kept", kept, jitter=False)
    timer.start()
    assert gone.reach(1)
    timer.forget(frozenset({"kept", "never there"}))
    stood = gone.count
    assert kept.reach(kept.count + 4)
    assert gone.count <= stood + 1


def test_a_job_that_fails_stops_neither_itself_nor_others(timer: Timer, caplog: pytest.LogCaptureFixture) -> None:
    beats, failing = Beats(), Beats()

    def fail() -> None:
        failing()
        raise ZeroDivisionError

    with caplog.at_level(logging.CRITICAL):
        timer.every(timedelta(seconds=0.05), "fails", fail, jitter=False)
        timer.every(timedelta(seconds=0.05), "good", beats, jitter=False)
        timer.start()
        assert failing.reach(3)
        assert beats.reach(3)


def test_a_late_run_is_made_once_and_not_for_every_time_it_was_missed(timer: Timer) -> None:
    beats, release = Beats(), threading.Event()

    def slow() -> None:
        beats()
        assert release.wait(SOON)

    timer.every(timedelta(seconds=0.02), "poll", slow, jitter=False)
    timer.start()
    assert beats.reach(1)
    time.sleep(0.3)
    assert beats.count == 1  # never twice at once
    timer.forget(frozenset())
    release.set()


def test_poking_does_no_harm_before_during_and_after(timer: Timer) -> None:
    beats = Beats()
    timer.poke()
    timer.every(timedelta(seconds=0.05), "poll", beats, jitter=False)
    timer.start()
    timer.poke()
    assert beats.reach(2)
    timer.stop()
    timer.poke()


def test_after_stopping_nothing_runs_and_stopping_twice_is_allowed(timer: Timer) -> None:
    beats = Beats()
    timer.every(timedelta(seconds=0.02), "poll", beats, jitter=False)
    timer.start()
    assert beats.reach(1)
    timer.stop()
    timer.stop()
    time.sleep(0.05)
    stood = beats.count
    time.sleep(0.15)
    assert beats.count == stood


def test_stopping_what_never_started_is_allowed(timer: Timer) -> None:
    timer.stop()
