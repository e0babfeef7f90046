"""What a decision may look at, gathered from a real endpoint and a real journal."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest

from plumbrule.loop.gather import gather
from plumbrule.loop.recorded import LOOK_BACK
from plumbrule.model.event import Event
from plumbrule.model.ids import Digest
from plumbrule.model.record import Ending
from plumbrule.model.revision import NoActive, Revision
from plumbrule.model.state import State
from tests.builders.definitions import definition

if TYPE_CHECKING:
    from collections.abc import Callable

    from plumbrule.core.decide.case import Case
    from tests.loop.stage import Stage

V1, V2, V3 = (definition(cpu=cpu, memory="2048") for cpu in ("256", "512", "1024"))


def gathered(stage: Stage) -> Case:
    """The case of the family now."""
    world, intake = stage.shell.world, stage.shell.intake
    assert intake is not None
    key = stage.key()
    ports = world.targets[key.target]
    spec = intake.spec(key, world.journal)
    return gather(world, ports, key, spec, ports.revisions.latest(key.family), intake.commit, stage.clock.now())


@pytest.fixture
def settled(stage: Stage) -> Stage:
    stage.put(V1)
    stage.read()
    return stage


def test_both_sides_and_what_was_agreed_are_digests_under_the_same_rules(settled: Stage) -> None:
    case = gathered(settled)
    assert case.sides.desired == case.sides.live == case.sides.agreed
    assert case.changes == ()
    assert (case.pending, case.ended, case.journal_trusted) == (None, None, True)
    assert case.now == settled.clock.now()


def test_a_difference_is_there_leaf_by_leaf(settled: Stage) -> None:
    settled.by_hand(V3)
    case = gathered(settled)
    assert [(change.path, change.git, change.live) for change in case.changes] == [("cpu", "256", "1024")]
    assert case.sides.desired == case.sides.agreed != case.sides.live


def test_a_family_that_nobody_has_has_one_side(stage: Stage) -> None:
    stage.put(V1)
    stage.shell.swap(dataclasses.replace(stage.shell.world, may_act=False))
    stage.run()
    case = gathered(stage)
    assert case.sides.desired is not None
    assert (case.sides.live, case.sides.agreed, case.changes) == (None, None, ())
    assert case.observed == NoActive(stage.key().family)


def test_a_digest_made_under_older_rules_is_made_again(settled: Stage) -> None:
    known = settled.journal.agreed(settled.key())
    assert known is not None
    settled.journal.record(dataclasses.replace(known, digest=Digest("c0:sha256:00")))
    assert gathered(settled).sides.agreed == known.digest


# While Describe lags.


@pytest.mark.parametrize(
    ("waited", "number"),
    [
        pytest.param(0, 2, id="at once our own answer counts"),
        pytest.param(299, 2, id="a second before the bound it still does"),
        pytest.param(300, 1, id="at the bound ECS is believed"),
    ],
)
def test_after_registering_our_own_answer_counts_for_a_while(waited: float, number: int, settled: Stage) -> None:
    settled.put(V2)
    settled.read()
    settled.endpoint.deregister(settled.made()[1].arn)  # looks just like an answer that lags
    settled.clock.advance(waited)
    observed = gathered(settled).observed
    assert isinstance(observed, Revision)
    assert observed.number == number


# Without a journal.


def lost(staged: Callable[..., Stage], before: Stage) -> Stage:
    """The same daemon with a new journal."""
    after = staged()
    after.shelf.files = before.shelf.files
    return after


def test_a_lost_journal_holds_everything_until_the_operator_confirms_the_new_one(
    staged: Callable[..., Stage], settled: Stage
) -> None:
    settled.put(V2)
    after = lost(staged, settled)
    after.read()
    after.wait(3600)
    after.sweep()
    assert (after.state(), after.gates()) == (State.SPEC_AHEAD, ["held"])
    assert len(after.made()) == 1
    after.reload(confirmed_journal="somebody else's", generation="g2")
    assert after.gates() == ["held"]
    after.reload(confirmed_journal=after.journal.id, generation="g3")
    assert (after.state(), len(after.made())) == (State.IN_SYNC, 2)


def test_after_a_lost_journal_what_fits_is_agreed_again_and_free(staged: Callable[..., Stage], settled: Stage) -> None:
    after = lost(staged, settled)
    after.read()
    assert after.state() is State.IN_SYNC
    after.put(V2)
    after.read()
    assert (after.state(), len(after.ours())) == (State.IN_SYNC, 2)


def test_after_a_lost_journal_a_family_that_was_never_ours_is_free(
    staged: Callable[..., Stage], settled: Stage
) -> None:
    settled.put(definition("other"))
    after = lost(staged, settled)
    after.read()
    assert len(after.ours("other")) == 1


def test_another_installations_revisions_hold_nothing(staged: Callable[..., Stage], settled: Stage) -> None:
    settled.put(V2)
    other = staged(instance="another")
    other.shelf.files = settled.shelf.files
    other.read()
    assert (other.state(), other.gates()) == (State.UNADOPTED, ["awaiting_approval"])


@pytest.mark.parametrize(
    ("on_top", "state"),
    [
        pytest.param(1, State.OUT_OF_BAND, id="one by hand lies on top"),
        pytest.param(LOOK_BACK, State.OUT_OF_BAND, id="as many as are looked through"),
        pytest.param(LOOK_BACK + 1, State.UNADOPTED, id="one more, and ours is not seen"),
    ],
)
def test_without_a_journal_ours_is_looked_for_below_what_was_made_by_hand(
    on_top: int, state: State, staged: Callable[..., Stage], settled: Stage
) -> None:
    for _ in range(on_top):
        settled.by_hand(V3)
    after = lost(staged, settled)
    after.read()
    assert after.state() is state
    assert "awaiting_approval" in after.gates()


def test_without_a_journal_our_tags_on_other_content_prove_nothing(
    staged: Callable[..., Stage], settled: Stage
) -> None:
    settled.by_hand(V3, **dict(settled.made()[0].tags))  # copied in the console, tags and all
    settled.endpoint.deregister(settled.made()[0].arn)
    after = lost(staged, settled)
    after.read()
    assert after.state() is State.OUT_OF_BAND  # the older one of ours still fits its digest
    assert after.ours() == settled.ours()


def test_without_a_journal_a_family_that_was_deregistered_is_withdrawn_and_not_missing(
    staged: Callable[..., Stage], settled: Stage
) -> None:
    settled.endpoint.deregister(settled.made()[0].arn)
    after = lost(staged, settled)
    after.read()
    assert (after.state(), "held" in after.gates()) == (State.WITHDRAWN, True)
    assert len(after.made()) == 1


def test_how_the_last_attempt_at_this_very_plan_ended_is_there(stage: Stage) -> None:
    stage.fail("RegisterTaskDefinition", "access_denied")
    stage.put(V1)
    stage.read()
    ended = gathered(stage).ended
    assert ended is not None
    assert ended.ending is Ending.DENIED
    stage.put(V2)
    stage.shell.swap(dataclasses.replace(stage.shell.world, may_act=False))
    stage.run()
    assert gathered(stage).ended is None
    assert len(stage.heard.of(Event.REGISTRATION_REFUSED)) == 1
