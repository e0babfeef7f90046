from __future__ import annotations

from typing import Any

import pytest

from plumbrule.core.decide.approving import missing_approvals
from plumbrule.model.ballot import HaltKind
from plumbrule.model.ids import CommitId, Digest
from plumbrule.model.people import People
from plumbrule.model.permits import Authors, Demand, Permits
from plumbrule.model.policy import Consent, Requirement
from plumbrule.model.record import Ending
from plumbrule.model.state import State
from plumbrule.model.target_policy import AfterLostAnswer, TargetPolicy
from tests.builders.cases import BOTH, result, situation
from tests.builders.people import ADA, EVERYBODY, halt, permits, yes

ONE, TWO = Requirement(), Requirement(2, "platform")
FOUR_EYES = Requirement(not_author=True)
AUTO = TargetPolicy(auto=BOTH)


def missing(said: Permits, *, policy: TargetPolicy = AUTO, state: State = State.SPEC_AHEAD, **changes: Any) -> str:  # noqa: ANN401 - any field
    case = situation("B", "A", "A", policy=policy, permits=said, **changes)
    return "; ".join(missing_approvals(case, state))


ENOUGH = {
    "nobody is asked": permits(),
    "anybody who is known": permits(ONE, approvals=(yes("cat"),)),
    "two of the group": permits(TWO, approvals=(yes("ada"), yes("bob"))),
    "somebody who did not write it": permits(FOUR_EYES, approvals=(yes("bob"),), authors=Authors(frozenset({"ada"}))),
    "every requirement has its people": permits(ONE, TWO, approvals=(yes("ada"), yes("bob"))),
    "broken glass, by somebody who may": permits(TWO, FOUR_EYES, approvals=(yes("dan", glass=True),)),
}
TOO_LITTLE = {
    "nobody said yes": (permits(ONE), "the policy wants approval for user (user)"),
    "one of two": (permits(TWO, approvals=(yes("ada"),)), "2 approvals of platform; ada said yes"),
    "the same one twice": (permits(TWO, approvals=(yes("ada"), yes("ada", id="again"))), "ada said yes"),
    "somebody of another group": (permits(TWO, approvals=(yes("cat"), yes("ada"))), "2 approvals of platform"),
    "somebody the policy does not know any more": (
        permits(ONE, approvals=(yes("ada"),), people=People()),
        "the policy wants approval",
    ),
    "somebody who left the group": (
        permits(Requirement(1, "shop"), approvals=(yes("ada"),), people=People((ADA,))),
        "1 approval of shop",
    ),
    "the author alone": (
        permits(FOUR_EYES, approvals=(yes("ada"),), authors=Authors(frozenset({"ada"}))),
        "1 approval, not by who wrote it",
    ),
    "anybody, where nobody can prove who wrote it": (
        permits(FOUR_EYES, approvals=(yes("ada"), yes("bob")), authors=Authors(unproved="commit 1: not signed")),
        "nobody counts, since commit 1: not signed",
    ),
    "broken glass, by somebody who may not": (permits(TWO, approvals=(yes("ada", glass=True),)), "2 approvals"),
    "broken glass of somebody who is gone": (
        permits(TWO, approvals=(yes("dan", glass=True),), people=People()),
        "2 approvals",
    ),
    "one requirement of two": (permits(TWO, Requirement(1, "shop"), approvals=(yes("ada"), yes("bob"))), "of shop"),
}


@pytest.mark.parametrize("said", ENOUGH.values(), ids=list(ENOUGH))
def test_it_is_enough_when(said: Permits) -> None:
    assert missing(said) == ""


@pytest.mark.parametrize(("said", "words"), TOO_LITTLE.values(), ids=list(TOO_LITTLE))
def test_it_is_too_little_when_there_is_only(said: Permits, words: str) -> None:
    assert words in missing(said)


@pytest.mark.parametrize("state", [State.SPEC_AHEAD, State.OUT_OF_BAND, State.DIVERGED, State.UNADOPTED])
def test_a_state_that_is_not_automatic_asks_for_one_person_although_the_policy_asks_for_nobody(state: State) -> None:
    assert missing(permits(), policy=TargetPolicy(), state=state) == f"the target does not register {state} by itself"
    assert missing(permits(approvals=(yes("ada"),)), policy=TargetPolicy(), state=state) == ""


@pytest.mark.parametrize("state", [State.OUT_OF_BAND, State.UNADOPTED, State.UNEXPLAINED, State.WITHDRAWN])
def test_a_state_that_overwrites_somebody_never_goes_by_itself_whatever_the_settings_say(state: State) -> None:
    assert missing(permits(), policy=TargetPolicy(auto=frozenset(State)), state=state)


def test_after_a_lost_answer_people_are_asked_and_their_yes_is_enough() -> None:
    lost = result(Ending.LOST)
    assert "lost" in missing(permits(), ended=lost)
    assert missing(permits(approvals=(yes("ada"),)), ended=lost) == ""
    assert missing(permits(), ended=lost, policy=TargetPolicy(auto=BOTH, after_lost_answer=AfterLostAnswer.RETRY)) == ""


def test_a_spec_that_changed_under_a_hold_asks() -> None:
    held = halt(HaltKind.HOLD, input_digest=Digest("i1:sha256:older"))
    assert missing(permits(halts=(held,))) == "the spec changed while the family was held"
    assert missing(permits(halts=(held,), approvals=(yes("ada"),))) == ""


def test_a_merge_counts_only_where_there_is_a_commit() -> None:
    merged = Permits(demand=Demand(Consent.MERGE, because="environment (x)"), people=EVERYBODY)
    assert missing(merged, commit=CommitId("c" * 40)) == ""
    assert missing(merged, commit=None) == "environment (x) needs a commit, and the source knows none"
