from __future__ import annotations

import dataclasses
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from plumbrule.core.decide.decision import Decision, Leave
from plumbrule.core.tell.speak import Standing
from plumbrule.loop.intake import Intake
from plumbrule.loop.settle import AT_ONCE, SOON, fingerprint, nothing_new, settle, stand
from plumbrule.loop.standings import Remembered
from plumbrule.model.event import Event, Level, Notice
from plumbrule.model.ids import Digest
from plumbrule.model.outcome import Accepted, Acted, FoundLater, NotDone, Registered, Stood, Unanswered
from plumbrule.model.record import Ending, Settled
from plumbrule.model.revision import NoActive
from plumbrule.model.spec import Snapshot, Suspend
from plumbrule.model.state import Gate, Refusal, State
from tests.builders.cases import KEY, finding, missing, revision, spec
from tests.builders.clocks import T0

if TYPE_CHECKING:
    from plumbrule.model.outcome import PassOutcome
    from tests.loop.stage import Stage

MADE = revision(6)
NO_CHANGE = Intake("g1", Snapshot(None, {}), {}, {})


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


def test_a_family_we_just_registered_stands_as_git_has_it() -> None:
    case = missing(finding())
    decision = Decision(State.MISSING, (Refusal(Gate.HELD, "w"),), None, Leave())
    after = stand(case, decision, Registered(MADE))
    assert (after.state, after.refusals, after.changes, after.observed) == (State.IN_SYNC, (), (), MADE)
    left = stand(case, decision, Stood())
    assert (left.state, left.refusals, left.observed) == (State.MISSING, decision.refusals, case.observed)


# The fingerprint: everything a pass depends on.


def mark(stage: Stage, of: Any = None, observed: Any = None, trust: str = "", **world: Any) -> str:  # noqa: ANN401
    intake = dataclasses.replace(NO_CHANGE, trust=trust)
    made = dataclasses.replace(stage.shell.world, **world)
    return fingerprint(made, intake, KEY, of or spec(), observed or revision())


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"of": spec(input_digest=Digest("i1:sha256:other"))}, id="what the author wrote"),
        pytest.param({"of": spec(path="moved.json")}, id="where it is written"),
        pytest.param({"of": spec(finding())}, id="what is wrong with it"),
        pytest.param({"of": spec(suspend=Suspend())}, id="that it is suspended"),
        pytest.param({"observed": revision(6)}, id="the revision"),
        pytest.param({"observed": revision(tags={"a": "b"})}, id="its tags"),
        pytest.param({"observed": NoActive(KEY.family, revision())}, id="that it is no longer active"),
        pytest.param({"observed": NoActive(KEY.family)}, id="that there is none"),
        pytest.param({"trust": "journal"}, id="the journal that was confirmed"),
        pytest.param({"generation": "g2"}, id="the settings"),
    ],
)
def test_a_pass_depends_on(other: dict[str, Any], stage: Stage) -> None:
    assert mark(stage, **other) != mark(stage)


def test_a_pass_depends_on_whether_there_is_a_spec(stage: Stage) -> None:
    assert fingerprint(stage.shell.world, NO_CHANGE, KEY, None, revision()) != mark(stage)


def test_a_pass_does_not_depend_on_the_order_of_tags_or_on_what_only_answers_have(stage: Stage) -> None:
    one = revision(tags={"a": "1", "b": "2"})
    other = revision(tags={"b": "2", "a": "1"}, definition={**one.definition, "status": "ACTIVE"})
    assert mark(stage, observed=one) == mark(stage, observed=other)


def test_a_pass_depends_on_what_ecs_shows_of_a_revision_that_never_changes(stage: Stage) -> None:
    one = revision()
    other = revision(definition={**one.definition, "invented": []})
    assert mark(stage, observed=one) != mark(stage, observed=other)
