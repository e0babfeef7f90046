from __future__ import annotations

import dataclasses
import threading
import time
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from plumbrule.edge.clock import SystemClock
from plumbrule.loop.pulse import Beat, Limits, Pulse
from plumbrule.loop.queue import WorkQueue
from plumbrule.loop.shell import Shell
from plumbrule.loop.workers import Workers
from tests.builders.definitions import definition

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.loop.stage import Stage

LIMITS = Limits(source=30, in_hand=20, supervised=10)
SOON = 60.0


@pytest.fixture
def pulse() -> Pulse:
    return Pulse(100.0, LIMITS)


def test_everything_counts_as_done_at_the_start_and_has_its_whole_time(pulse: Pulse) -> None:
    assert pulse.alive(110.0)
    assert not pulse.has_beaten(Beat.SOURCE)
    assert pulse.standstills(111.0) == ("the main thread did not supervise for 11 s (limit 10 s)",)
    assert not pulse.alive(111.0)


def test_a_source_that_is_not_looked_at_is_a_standstill_until_it_is(pulse: Pulse) -> None:
    pulse.beat(Beat.SUPERVISED, 131.0)
    assert pulse.standstills(131.0) == ("the source was not looked at for 31 s (limit 30 s)",)
    pulse.beat(Beat.SOURCE, 131.0)
    assert pulse.alive(131.0)
    assert pulse.has_beaten(Beat.SOURCE)


def test_what_is_in_hand_for_too_long_is_named_and_forgotten_with_its_end(pulse: Pulse) -> None:
    with pulse.in_hand("prod/web", lambda: 100.0):
        pulse.beat(Beat.SUPERVISED, 121.0)
        assert pulse.standstills(120.0) == ()
        assert pulse.standstills(121.0) == ("prod/web has been in hand for 21 s (limit 20 s)",)
    assert pulse.alive(121.0)


def test_a_look_at_the_source_may_take_as_long_as_the_source_may_and_its_end_is_a_beat(pulse: Pulse) -> None:
    times = iter((100.0, 125.0))
    with pulse.in_hand("a look", lambda: next(times), beats=Beat.SOURCE):
        pulse.beat(Beat.SUPERVISED, 125.0)
        assert pulse.alive(125.0)
        assert pulse.standstills(131.0)[:1] == ("the source was not looked at for 31 s (limit 30 s)",)
    pulse.beat(Beat.SUPERVISED, 150.0)
    assert pulse.alive(150.0)


def test_a_thread_that_died_is_missed_for_ever(pulse: Pulse) -> None:
    pulse.lost("worker-3")
    assert pulse.standstills(100.0) == ("worker-3 has died",)


def test_the_longest_standstill_is_said_first_and_the_dead_last(pulse: Pulse) -> None:
    pulse.lost("worker-3")
    pulse.beat(Beat.SUPERVISED, 120.0)
    clauses = pulse.standstills(141.0)
    assert [clause.split(" for ")[0] for clause in clauses] == [
        "the source was not looked at",
        "the main thread did not supervise",
        "worker-3 has died",
    ]


class Running:
    """Real workers on the real clock over a stage's World, with a standstill of half a second."""

    def __init__(self, stage: Stage) -> None:
        pace = dataclasses.replace(stage.shell.world.pace, standstill=timedelta(seconds=0.4))
        world = dataclasses.replace(stage.shell.world, clock=SystemClock(), pace=pace)
        self.stage = stage
        self.shell = stage.shell = Shell(world, WorkQueue(world.clock))
        self.shell.pulse.limits = dataclasses.replace(self.shell.pulse.limits, source=0.4)
        self.workers = Workers(self.shell, 2)
        self.workers.start()

    def standstills(self) -> tuple[str, ...]:
        return self.shell.pulse.standstills(time.monotonic())

    def until(self, happened: Callable[[], object]) -> None:
        end = time.monotonic() + SOON
        while not happened():
            assert time.monotonic() < end, self.standstills()
            time.sleep(0.02)


@pytest.fixture
def running(stage: Stage) -> Iterator[Running]:
    made = Running(stage)
    yield made
    assert made.workers.stop(SOON)


def test_a_worker_that_hangs_in_a_call_is_a_standstill_that_ends_with_the_call(running: Running) -> None:
    reached, go_on = threading.Event(), threading.Event()

    def hang(_: object) -> None:
        reached.set()
        assert go_on.wait(SOON)

    running.stage.ecs.before["latest"] = hang
    running.stage.put(definition())
    running.shell.ask_source()
    assert reached.wait(SOON)
    running.until(lambda: any("prod/web has been in hand" in clause for clause in running.standstills()))
    go_on.set()
    running.until(lambda: not any("in hand" in clause for clause in running.standstills()))


def test_a_look_that_fails_is_a_look(running: Running) -> None:
    running.stage.shelf.broken = "there is nothing there"
    running.until(lambda: any("the source was not looked at" in clause for clause in running.standstills()))
    running.shell.ask_source()
    running.until(lambda: running.shell.pulse.has_beaten(Beat.SOURCE))
    assert running.shell.intake is None


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_worker_that_dies_is_missed(running: Running) -> None:
    def die(_: object) -> None:
        raise SystemExit

    running.stage.ecs.before["latest"] = die
    running.stage.put(definition())
    running.shell.ask_source()
    running.until(lambda: any("has died" in clause for clause in running.standstills()))


def test_a_reload_brings_its_own_limits(stage: Stage) -> None:
    pace = dataclasses.replace(
        stage.shell.world.pace,
        standstill=timedelta(seconds=60),
        poll=timedelta(seconds=5),
        settling=timedelta(seconds=30),
    )
    stage.shell.swap(dataclasses.replace(stage.shell.world, pace=pace))
    assert stage.shell.pulse.limits == Limits(source=95, in_hand=60)
