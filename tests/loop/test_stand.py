"""Where a family stands after acting."""

from __future__ import annotations

from plumbrule.core.decide.decision import Decision, Leave
from plumbrule.loop.stand import stand
from plumbrule.model.outcome import Registered, Stood
from plumbrule.model.state import Gate, Refusal, State
from tests.builders.cases import finding, missing, revision

MADE = revision(6)


def test_a_family_we_just_registered_stands_as_git_has_it() -> None:
    case = missing(finding())
    decision = Decision(State.MISSING, (Refusal(Gate.HELD, "w"),), None, Leave())
    after = stand(case, decision, Registered(MADE))
    assert (after.state, after.refusals, after.changes, after.observed) == (State.IN_SYNC, (), (), MADE)
    left = stand(case, decision, Stood())
    assert (left.state, left.refusals, left.observed) == (State.MISSING, decision.refusals, case.observed)
