from __future__ import annotations

from typing import TYPE_CHECKING

from plumbrule.loop.health import FIRST_LOOK, NO_SNAPSHOT, HealthWatch
from plumbrule.model.event import Event
from tests.builders.definitions import definition

if TYPE_CHECKING:
    from tests.loop.stage import Stage


def test_it_says_first_what_it_waits_for_and_then_what_it_holds(stage: Stage) -> None:
    watch = HealthWatch(stage.shell)
    before = watch.attend()
    assert (before.started, before.alive, before.sentence) == (False, True, FIRST_LOOK)
    stage.put(definition("web"), definition("api"))
    stage.read()
    after = watch.attend()
    assert (after.started, after.alive) == (True, True)
    assert stage.shell.intake is not None
    assert after.sentence == f"commit {stage.shell.intake.commit}, task definitions: 2"


def test_a_broken_source_is_a_start_that_says_so(stage: Stage) -> None:
    stage.shelf.broken = "there is nothing there"
    stage.read()
    health = HealthWatch(stage.shell).attend()
    assert (health.started, health.alive, health.sentence) == (True, True, NO_SNAPSHOT)


def test_a_standstill_is_told_once_and_so_is_its_end(stage: Stage) -> None:
    watch = HealthWatch(stage.shell)
    stage.clock.advance(stage.shell.pulse.limits.source + 1)
    health = watch.attend()
    assert not health.alive
    assert health.sentence == "the source was not looked at for 304 s (limit 303 s)"
    stage.clock.advance(1)
    watch.attend()
    (found,) = stage.heard.of(Event.STANDSTILL_FOUND)
    assert found == {"what": ["the source was not looked at for 304 s (limit 303 s)"]}
    stage.put(definition())
    stage.read()
    assert watch.attend().alive
    watch.attend()
    assert len(stage.heard.of(Event.STANDSTILL_ENDED)) == 1


def test_looking_is_a_beat_of_its_own(stage: Stage) -> None:
    watch = HealthWatch(stage.shell)
    for _ in range(10):
        stage.clock.advance(20)
        assert watch.attend().alive
    stage.clock.advance(stage.shell.pulse.limits.supervised + 1)
    assert stage.shell.pulse.standstills(stage.clock.monotonic())[0].startswith("the main thread")
