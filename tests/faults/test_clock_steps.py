"""The wall clock goes back an hour or forward a day: nothing waits for it, and nothing is registered because of it."""

from __future__ import annotations

import dataclasses
import time
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

import pytest

from plumbrule.loop.ages import Ages
from plumbrule.model.event import Event
from plumbrule.model.record import Ending
from plumbrule.model.state import State
from plumbrule.model.target_policy import AfterLostAnswer
from tests.builders.cases import intent, result
from tests.builders.clocks import T0, HandClock
from tests.builders.definitions import definition as small
from tests.faults.deep import deeper
from tests.faults.scene import SECONDS, Scene, definition, happened, quiet
from tests.loop.stage import POLICY, Stage, new_account

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.demo.running import RunningDaemon
    from tests.world.client import World

HOUR, DAY, YEARS = 3600.0, 86400.0, 4 * 365 * 86400.0
REGISTER: Final = "RegisterTaskDefinition"
RETRYING: Final = dataclasses.replace(POLICY, after_lost_answer=AfterLostAnswer.RETRY)


# The real daemon: its jobs go on.


@pytest.fixture
def clock_file(scene: Scene) -> Path:
    """Where the daemon's wall clock is told how far it is off."""
    file = scene.root / "clock"
    file.write_text("0")
    return file


def sweeps(daemon: RunningDaemon) -> int:
    return len(daemon.events("sweep_finished"))


def step(file: Path, seconds: float) -> None:
    """In one write, so that nobody reads half of it."""
    fresh = file.with_name("clock.next")
    fresh.write_text(str(seconds))
    fresh.replace(file)


@pytest.mark.slow
@pytest.mark.parametrize("seconds", deeper([-HOUR, DAY], [YEARS]))
def test_sweeps_and_polls_go_on_after_a_step_and_none_of_them_storms(
    seconds: float, scene: Scene, clock_file: Path
) -> None:
    scene.commit(definition())
    daemon = scene.run("tests.faults.stepper", CLOCK_FILE=str(clock_file))
    quiet(daemon)
    step(clock_file, seconds)
    before, began = sweeps(daemon), time.monotonic()
    daemon.wait_for("three more sweeps", lambda: sweeps(daemon) >= before + 3, SECONDS)
    scene.commit(definition(image="nginx:1.28"))
    daemon.wait_for("the next commit is polled and registered", lambda: len(scene.world.log()) == 2, SECONDS)
    intervals = time.monotonic() - began  # a sweep is due every second
    assert sweeps(daemon) - before <= 2 * intervals + 4
    quiet(daemon)
    assert daemon.stop() == 0
    assert list(scene.plans().values()) == [1, 1]


@pytest.mark.slow
@pytest.mark.parametrize("seconds", deeper([DAY], [-HOUR]))
def test_a_lost_answer_is_found_after_a_step_and_nothing_is_registered_twice(
    seconds: float, scene: Scene, clock_file: Path
) -> None:
    scene.policy(visibility="3s")
    scene.world.fail(REGISTER, "lost_answer")
    scene.world.knobs(visibility_seconds=1.5)
    scene.commit(definition())
    daemon = scene.run("tests.faults.stepper", CLOCK_FILE=str(clock_file))
    happened(daemon, "registration_unanswered")
    step(clock_file, seconds)
    happened(daemon, "registration_found")
    quiet(daemon)
    assert daemon.stop() == 0
    assert list(scene.plans().values()) == [1]


# The loop by hand: how long is waited, on both sides of each bound.


class SteppingClock(HandClock):
    """A clock of which the wall side may step."""

    def step(self, seconds: float) -> None:
        """Only the wall clock moves."""
        self._now += timedelta(seconds=seconds)


@pytest.fixture
def account(monkeypatch: pytest.MonkeyPatch) -> str:
    return new_account(monkeypatch)


@pytest.fixture
def staged(running_world: World, account: str) -> Iterator[Callable[..., Stage]]:
    """Stages of one account under a stepping clock; a second one over the first one's journal is a restart."""
    opened: list[Stage] = []

    def make(clock: SteppingClock, **changes: Any) -> Stage:  # noqa: ANN401 - any field
        opened.append(Stage(running_world, account, policy=RETRYING, clock=clock, **changes))
        opened[-1].clock = clock
        opened[-1].shell.queue._clock = clock
        return opened[-1]

    yield make
    for stage in opened:
        stage.close()


def lose(stage: Stage, kind: str) -> None:
    """A registration is sent and its answer does not come."""
    stage.fail(REGISTER, kind)
    stage.put(small())
    stage.read()


def let_pass(stage: Stage, seconds: int) -> None:
    """So much time, with every look that falls due."""
    for _ in range(seconds):
        stage.wait(1)


def tries(stage: Stage) -> int:
    return len(stage.calls(REGISTER))


@pytest.mark.parametrize("jump", [-HOUR, DAY, -YEARS, YEARS])
def test_the_visibility_bound_is_neither_shorter_nor_longer_because_of_a_step(
    jump: float, staged: Callable[..., Stage]
) -> None:
    clock = SteppingClock()
    stage = staged(clock)
    lose(stage, "reset")
    clock.step(jump)
    let_pass(stage, 299)
    assert (tries(stage), len(stage.made())) == (1, 0)
    let_pass(stage, 10)
    assert (tries(stage), len(stage.made()), stage.state()) == (2, 1, State.IN_SYNC)


@pytest.mark.parametrize("jump", [DAY, YEARS])
def test_a_revision_that_is_still_invisible_after_a_step_forward_is_not_registered_again(
    jump: float, staged: Callable[..., Stage]
) -> None:
    clock = SteppingClock()
    stage = staged(clock)
    stage.endpoint.knobs(visibility_seconds=3600)
    try:
        lose(stage, "lost_answer")
        clock.step(jump)
        let_pass(stage, 200)
        assert (tries(stage), len(stage.made())) == (1, 1)
    finally:
        stage.endpoint.knobs(visibility_seconds=0)
    let_pass(stage, 40)
    assert (tries(stage), stage.state()) == (1, State.IN_SYNC)
    assert len(stage.heard.of(Event.REGISTRATION_FOUND)) == 1


@pytest.mark.parametrize("jump", [-YEARS, -HOUR, 0.0, HOUR, YEARS])
def test_after_a_restart_an_open_intent_waits_the_whole_bound_once_more_and_never_longer(
    jump: float, staged: Callable[..., Stage]
) -> None:
    clock = SteppingClock()
    first = staged(clock)
    lose(first, "reset")
    clock.step(jump)
    again = staged(clock, journal=first.journal)
    again.put(small())
    again.read()
    let_pass(again, 295)
    assert tries(again) == 1
    let_pass(again, 15)
    assert (tries(again), len(again.made()), again.state()) == (2, 1, State.IN_SYNC)


@pytest.mark.parametrize("jump", [-HOUR, -YEARS])
def test_a_plan_that_iam_refused_is_tried_again_five_minutes_later_although_the_clock_went_back(
    jump: float, staged: Callable[..., Stage]
) -> None:
    clock = SteppingClock()
    stage = staged(clock)
    lose(stage, "access_denied")
    clock.step(jump)
    let_pass(stage, 290)
    assert tries(stage) == 1
    let_pass(stage, 75)  # the gate opens after 300 s and is looked at once a minute
    assert (tries(stage), len(stage.made()), stage.state()) == (2, 1, State.IN_SYNC)


@pytest.mark.parametrize("jump", [-HOUR, -YEARS])
def test_a_withdrawn_revision_is_seen_after_the_bound_although_the_clock_went_back(
    jump: float, staged: Callable[..., Stage]
) -> None:
    clock = SteppingClock()
    stage = staged(clock)
    stage.put(small())
    stage.read()
    clock.step(jump)
    stage.endpoint.deregister(stage.made()[0].arn)
    stage.sweep()
    let_pass(stage, 310)
    stage.sweep()
    assert (stage.state(), tries(stage)) == (State.WITHDRAWN, 1)


# Ages by themselves.


def test_an_intent_is_as_old_as_this_process_knows_it_whatever_its_date() -> None:
    ages = Ages()
    for name, at in (("old", T0 - timedelta(days=9)), ("future", T0 + timedelta(days=9))):
        one = intent(at=at, id=name)
        assert ages.of_intent(one, 100.0) == timedelta(0)
        assert ages.of_intent(one, 160.0) == timedelta(minutes=1)


def test_the_next_intent_of_a_family_begins_anew() -> None:
    ages = Ages()
    ages.of_intent(intent(id="one"), 100.0)
    assert ages.of_intent(intent(id="two"), 500.0) == timedelta(0)


def test_a_result_is_as_old_as_its_date_says_when_it_is_met_and_grows_by_monotonic_time() -> None:
    ages, one = Ages(), result(Ending.DENIED, at=T0)
    assert ages.of_result(one, "ended", T0 + timedelta(minutes=2), 100.0) == timedelta(minutes=2)
    assert ages.of_result(one, "ended", T0 - timedelta(days=1), 160.0) == timedelta(minutes=3)
    assert ages.of_result(one, "registered", T0 - timedelta(days=1), 160.0) == timedelta(0)
