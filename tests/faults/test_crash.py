"""kill -9 at every border: whatever was on its way, the endpoint's own log shows each plan at most once."""

from __future__ import annotations

import time

import pytest

from tests.faults.scene import DESCRIBE, REGISTER, Scene, definition, died, happened, quiet

pytestmark = pytest.mark.slow

NOTHING_SENT = ("before_observe", "before_intent", "after_intent", "after_last_look")
SENT = ("after_register", "before_result", "after_result", "after_settled")
ANSWERS = ("arrives", "is lost", "arrives and lags")
AGES = 3600
"""Seconds of a lag that no test outlives: it ends when the test says so."""
SOME_TIME = 4.0
"""Seconds of a lag that outlives a restart."""


def answer(scene: Scene, how: str, *, lag: float = AGES) -> None:
    """What becomes of the next registration."""
    if how == "is lost":
        scene.world.fail(REGISTER, "lost_answer")
    if how == "arrives and lags":
        scene.world.knobs(visibility_seconds=lag)


def restart(scene: Scene) -> None:
    """Start again; what lags becomes visible only after the family was looked at; then everything comes to rest."""
    daemon = scene.run()
    happened(daemon, "pass_settled")
    scene.world.knobs(visibility_seconds=0)
    quiet(daemon)
    assert daemon.stop() == 0


@pytest.mark.parametrize("how", ANSWERS)
@pytest.mark.parametrize("border", [*NOTHING_SENT, *SENT])
def test_killed_during_a_first_registration_it_registers_exactly_once(border: str, how: str, scene: Scene) -> None:
    # Where nothing was sent the bound is waited out; where something was, no busy machine may outlast it.
    scene.policy(visibility="2s" if border in NOTHING_SENT else "60s")
    answer(scene, how)
    scene.commit(definition())
    assert died(scene.run_mortal(border))
    assert len(scene.world.log()) == (border in SENT)
    restart(scene)
    assert list(scene.plans().values()) == [1]


@pytest.mark.parametrize("how", ANSWERS)
@pytest.mark.parametrize("border", ["after_intent", "after_register", "after_result"])
def test_killed_during_a_later_registration_it_registers_exactly_once(border: str, how: str, scene: Scene) -> None:
    scene.policy(visibility="2s" if border in NOTHING_SENT else "60s")
    scene.commit(definition())
    daemon = scene.run_mortal(border, nth=2)
    quiet(daemon)
    # The lag hides whatever is younger: the first revision has to be older before it begins.
    time.sleep(max(0.0, scene.newest().at + SOME_TIME - time.time()))
    answer(scene, how, lag=SOME_TIME)
    scene.commit(definition(image="nginx:1.28"))
    assert died(daemon)
    restart(scene)
    assert list(scene.plans().values()) == [1, 1]
    assert scene.newest().definition == definition(image="nginx:1.28")


@pytest.mark.parametrize("how", ["arrives", "arrives and lags"])
def test_killed_while_ecs_answers_it_registers_exactly_once(how: str, scene: Scene) -> None:
    scene.policy(visibility="60s")
    answer(scene, how)
    scene.world.fail(REGISTER, "slow", seconds=10)
    scene.commit(definition())
    daemon = scene.run()
    daemon.wait_for("ECS has it and holds the answer back", scene.world.log, 30)
    assert daemon.process is not None
    daemon.process.kill()
    assert died(daemon)
    restart(scene)
    assert list(scene.plans().values()) == [1]


@pytest.mark.parametrize("border", ["before_look", "after_look", "before_lost", "after_lost"])
def test_killed_while_it_looks_for_what_never_happened_it_registers_exactly_once(border: str, scene: Scene) -> None:
    scene.world.fail(REGISTER, "reset")
    scene.commit(definition())
    assert died(scene.run_mortal(border))
    assert scene.world.log() == ()
    restart(scene)
    assert list(scene.plans().values()) == [1]


@pytest.mark.parametrize("border", ["before_end", "after_end"])
@pytest.mark.parametrize(
    ("operation", "kind", "after"),
    [(DESCRIBE, "http_500", 1), (REGISTER, "throttled", 0), (REGISTER, "concurrent_revision", 0)],
)
def test_killed_while_it_writes_down_that_nothing_was_made_it_registers_exactly_once(
    operation: str, kind: str, after: int, border: str, scene: Scene
) -> None:
    scene.world.fail(operation, kind, after=after)
    scene.commit(definition())
    assert died(scene.run_mortal(border))
    assert scene.world.log() == ()
    restart(scene)
    assert list(scene.plans().values()) == [1]


@pytest.mark.parametrize("border", ["before_accept", "after_accept"])
def test_killed_while_it_accepts_what_is_there_already_it_registers_only_what_git_changes(
    border: str, scene: Scene
) -> None:
    scene.world.register_by_hand(definition(), region="eu-west-1")
    scene.commit(definition())
    assert died(scene.run_mortal(border))
    daemon = scene.run()
    quiet(daemon)
    assert scene.plans() == {}
    scene.commit(definition(image="nginx:1.28"))
    daemon.wait_for("the change is registered", scene.plans, 30)
    quiet(daemon)
    assert daemon.stop() == 0
    assert list(scene.plans().values()) == [1]


@pytest.mark.parametrize(
    ("border", "how"),
    [(border, "arrives") for border in ("before_tag", "after_tag", "before_retagged", "after_retagged")]
    + [("after_tag", "is lost")],
)
def test_killed_while_it_mends_tags_they_are_mended_and_nothing_is_registered(
    border: str, how: str, scene: Scene
) -> None:
    scene.policy(auto=["missing", "spec_ahead", "tags"])
    scene.world.register_by_hand(definition(), region="eu-west-1", tags={"env": "prod"})
    if how == "is lost":
        scene.world.fail("TagResource", "lost_answer")
    scene.commit({**definition(), "tags": [{"key": "team", "value": "shop"}]})
    assert died(scene.run_mortal(border))
    daemon = scene.run()
    quiet(daemon)
    assert daemon.stop() == 0
    (live,) = scene.world.dump()
    assert live["tags"] == {"env": "prod", "team": "shop"}
    assert len(scene.world.log()) == 1
    assert scene.world.calls().count("TagResource") == 1


def test_killed_again_and_again_anywhere_with_several_families_each_is_registered_exactly_once(scene: Scene) -> None:
    families = [f"web-{number}" for number in range(5)]
    scene.policy(visibility="3s")
    scene.commit(*(definition(family) for family in families))
    for nth in (9, 17, 26, 40):
        assert died(scene.run_mortal("any", nth))
    daemon = scene.run()
    quiet(daemon, families=len(families))
    assert daemon.stop() == 0
    assert sorted(one.family for one in scene.world.log()) == families
    assert set(scene.plans().values()) == {1}
