"""`after_lost_answer: ask`: what was lost and never seen waits for people; a new commit is a new plan."""

from __future__ import annotations

import pytest

from tests.faults.scene import REGISTER, Scene, definition, died, happened, quiet

pytestmark = pytest.mark.slow


@pytest.fixture
def asking(scene: Scene) -> Scene:
    scene.policy(after_lost_answer="ask")
    scene.commit(definition())
    return scene


def waits_then_a_new_commit_registers(scene: Scene) -> None:
    """Run on: nothing is tried again, whatever a sweep finds, until Git says something else."""
    daemon = scene.run()
    quiet(daemon, missing=1)
    assert daemon.events("pass_settled")[-1]["gates"] == ["awaiting_approval"]
    assert scene.world.log() == ()
    scene.commit(definition(image="nginx:1.28"))
    daemon.wait_for("the new commit is registered", scene.world.log, 30)
    quiet(daemon)
    assert daemon.stop() == 0
    assert list(scene.plans().values()) == [1]


@pytest.mark.parametrize("border", ["after_intent", "after_last_look"])
def test_killed_before_anything_was_sent_the_family_waits_for_people(border: str, asking: Scene) -> None:
    assert died(asking.run_mortal(border))
    waits_then_a_new_commit_registers(asking)


@pytest.mark.parametrize("border", ["after_look", "after_lost"])
def test_killed_while_looking_for_what_never_happened_the_family_waits_for_people(border: str, asking: Scene) -> None:
    asking.world.fail(REGISTER, "reset")
    assert died(asking.run_mortal(border))
    waits_then_a_new_commit_registers(asking)


def test_without_any_death_a_registration_that_never_happened_waits_for_people(asking: Scene) -> None:
    asking.world.fail(REGISTER, "reset")
    waits_then_a_new_commit_registers(asking)


def test_a_lost_answer_whose_revision_is_there_is_found_and_nobody_is_asked(asking: Scene) -> None:
    asking.policy(visibility="60s")
    asking.world.fail(REGISTER, "lost_answer")
    daemon = asking.run()
    happened(daemon, "registration_found", family="web")
    quiet(daemon)
    assert daemon.stop() == 0
    assert len(daemon.events("registration_unanswered")) == 1
    assert list(asking.plans().values()) == [1]
