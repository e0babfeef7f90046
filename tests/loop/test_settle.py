"""The one exit of a pass: what is said, written, remembered, and when to look again."""

from __future__ import annotations

import dataclasses
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from plumbrule.core.tell.standing import Standing
from plumbrule.loop.look_again import AT_ONCE, SOON
from plumbrule.loop.settle import nothing_new, settle
from plumbrule.loop.standings import Remembered
from plumbrule.model.event import Event, Level, Notice
from plumbrule.model.outcome import Accepted, Acted, FoundLater, NotDone, PassOutcome, Registered, Stood, Unanswered
from plumbrule.model.record import Ending, Settled
from plumbrule.model.state import Gate, Refusal, State
from tests.builders.cases import KEY, revision
from tests.builders.clocks import T0

if TYPE_CHECKING:
    from tests.loop.stage import Stage

MADE = revision(6)


def standing(acted: Acted | None = None, *gates: Gate, state: State = State.MISSING) -> Standing:
    noes = tuple(Refusal(gate, "because") for gate in gates)
    return Standing(KEY, state, noes, (), None, revision(), None, None, acted or Stood())


def settled(stage: Stage, of: Standing, seen: str | None = "seen", **changes: Any) -> PassOutcome:  # noqa: ANN401
    world = dataclasses.replace(stage.shell.world, **changes)
    return settle(world, stage.shell.standings, of, (), seen, T0)


@pytest.mark.parametrize(
    ("of", "again"),
    [
        pytest.param(standing(), None, id="nothing done, nothing in the way"),
        pytest.param(standing(Accepted()), None, id="accepted"),
        pytest.param(standing(Registered(MADE)), AT_ONCE, id="registered: look at it as ECS shows it"),
        pytest.param(standing(FoundLater(MADE)), AT_ONCE, id="found later: the same"),
        pytest.param(
            standing(Unanswered(timedelta(seconds=7), fresh=True)), timedelta(seconds=7), id="no answer: when asked to"
        ),
        *(
            pytest.param(standing(NotDone(ending, "w")), wait, id=f"the attempt ended as {ending}")
            for ending, wait in dict.fromkeys(Ending, AT_ONCE).items()
        ),
        pytest.param(standing(None, Gate.SETTLING), SOON, id="not visible yet"),
        pytest.param(standing(None, Gate.DENIED), timedelta(minutes=1), id="IAM said no"),
        pytest.param(standing(None, Gate.DENIED, Gate.SETTLING), SOON, id="the sooner of two"),
        pytest.param(standing(None, Gate.INVALID, Gate.HELD), None, id="only people can mend it"),
    ],
)
def test_when_to_look_again(of: Standing, again: timedelta | None, stage: Stage) -> None:
    outcome = settled(stage, of)
    assert (outcome.look_again, outcome.state, outcome.acted) == (again, of.state, of.acted)
    assert not outcome.unchanged
    # Whoever is to be looked at again must not be skipped then.
    assert stage.shell.standings.of(KEY).fingerprint == ("seen" if again is None else None)


def test_only_a_transition_is_written(stage: Stage) -> None:
    settled(stage, standing(None, Gate.HELD))
    assert stage.journal.settled(KEY) == Settled(KEY, State.MISSING, (Gate.HELD,), T0)
    later = dataclasses.replace(stage.shell.world)
    settle(later, stage.shell.standings, standing(None, Gate.HELD), (), "seen", T0 + timedelta(hours=1))
    assert stage.journal.settled(KEY) == Settled(KEY, State.MISSING, (Gate.HELD,), T0)
    settle(later, stage.shell.standings, standing(), (), "seen", T0 + timedelta(hours=2))
    assert stage.journal.settled(KEY) == Settled(KEY, State.MISSING, (), T0 + timedelta(hours=2))


def test_a_survey_writes_nothing(stage: Stage) -> None:
    settled(stage, standing(), may_act=False)
    assert stage.journal.settled(KEY) is None
    assert stage.shell.standings.of(KEY).state is State.MISSING


def test_what_is_new_is_said_and_counted_and_handed_on(stage: Stage) -> None:
    whole: list[Standing] = []
    world = dataclasses.replace(stage.shell.world, on_settled=whole.append)
    notice = Notice(Event.DRIFT_FOUND, Level.WARNING)
    settle(world, stage.shell.standings, standing(Registered(MADE)), (notice,), "seen", T0)
    assert stage.heard.notices == [notice]
    assert dict(stage.meter.read()) == {"notices": 1, "passes": 1}
    assert whole == [standing(Registered(MADE))]


def test_what_was_told_is_remembered_by_its_signature(stage: Stage) -> None:
    of = standing(None, Gate.HELD)
    settled(stage, of)
    told = stage.shell.standings.of(KEY).told
    assert told is not None
    assert (told.signature, told.state) == (of.signature, State.MISSING)


def test_nothing_new_says_and_writes_nothing(stage: Stage) -> None:
    before = Remembered(State.ORPHAN, "seen", None)
    outcome = nothing_new(stage.shell.world, KEY, before)
    assert (outcome.state, outcome.unchanged, outcome.acted) == (State.ORPHAN, True, Stood())
    assert stage.heard.notices == []
    assert dict(stage.meter.read()) == {"passes_unchanged": 1}
