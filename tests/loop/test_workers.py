from __future__ import annotations

import dataclasses
import threading
import time
from typing import TYPE_CHECKING

import pytest

from plumbrule.edge.clock import SystemClock
from plumbrule.loop.queue import WorkQueue
from plumbrule.loop.shell import Shell
from plumbrule.loop.workers import Workers
from plumbrule.model.event import Event
from plumbrule.model.state import State
from tests.builders.definitions import definition
from tests.loop.stage import PROD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.loop.stage import Stage

NAMES = [f"web-{number:02}" for number in range(24)]
SOON = 60.0


class Pool:
    """Real workers on the real clock over a stage's World."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        world = dataclasses.replace(stage.shell.world, clock=SystemClock())
        stage.shell = Shell(world, WorkQueue(world.clock))
        self.workers = Workers(stage.shell, 6)
        self.workers.start()

    def until(self, happened: Callable[[], object]) -> None:
        end = time.monotonic() + SOON
        while not happened():
            assert time.monotonic() < end, "it did not happen in time"
            self.stage.shell.sweeps.wait(0.02)


@pytest.fixture
def pool(stage: Stage) -> Iterator[Pool]:
    made = Pool(stage)
    yield made
    assert made.workers.stop(SOON)


def test_many_families_are_each_registered_once_whatever_is_asked_meanwhile(pool: Pool) -> None:
    stage = pool.stage
    stage.put(*(definition(name) for name in NAMES))
    stage.shell.ask_source()
    for _ in range(50):
        stage.shell.ask_source()
        stage.shell.ask_sweep(PROD)
        time.sleep(0.005)
    pool.until(lambda: all(stage.state(name) is State.IN_SYNC for name in NAMES))
    made = [one for one in stage.endpoint.log() if one.account == stage.account]
    assert sorted(one.family for one in made) == NAMES


def test_a_worker_that_met_a_fault_goes_on(pool: Pool) -> None:
    stage = pool.stage

    def happen(family: object) -> None:
        if family == NAMES[3]:
            raise ZeroDivisionError

    stage.ecs.before["latest"] = happen
    stage.put(*(definition(name) for name in NAMES[:6]))
    stage.shell.ask_source()
    pool.until(lambda: stage.shell.sweeps.finished(PROD) == 1)
    (summary,) = stage.heard.of(Event.SWEEP_FINISHED)
    assert summary["states"] == {"in_sync": 5, "unknown": 1}


def test_stopping_waits_for_what_is_in_hand(pool: Pool) -> None:
    stage = pool.stage
    reached, go_on = threading.Event(), threading.Event()

    def happen(_: object) -> None:
        reached.set()
        assert go_on.wait(SOON)

    stage.ecs.before["register"] = happen
    stage.put(definition())
    stage.shell.ask_source()
    assert reached.wait(SOON)
    threading.Timer(0.1, go_on.set).start()
    assert pool.workers.stop(SOON)
    assert len(stage.made()) == 1
    assert stage.journal.registered(stage.key()) is not None


def test_stopping_is_bounded_and_says_when_something_hangs(stage: Stage) -> None:
    world = dataclasses.replace(stage.shell.world, clock=SystemClock())
    stage.shell = Shell(world, WorkQueue(world.clock))
    reached, go_on = threading.Event(), threading.Event()

    def happen(_: object) -> None:
        reached.set()
        go_on.wait()

    stage.ecs.before["latest"] = happen
    workers = Workers(stage.shell, 2)
    workers.start()
    stage.put(definition())
    stage.shell.ask_source()
    assert reached.wait(SOON)
    assert not workers.stop(0.1), "it came back although the call hangs until the next line"
    go_on.set()
    assert workers.stop(SOON)
