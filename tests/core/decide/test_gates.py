from __future__ import annotations

import dataclasses
import itertools
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plumbrule.core.decide.decision import Register, decide
from plumbrule.core.decide.gates import DENIED_WAIT, refusals
from plumbrule.model.apart import Contest, Unsettled
from plumbrule.model.doubt import Doubt
from plumbrule.model.finding import Severity
from plumbrule.model.permits import Permits
from plumbrule.model.record import Ending
from plumbrule.model.revision import NoActive
from plumbrule.model.spec import Suspend
from plumbrule.model.state import MAY_BE_AUTOMATIC, Gate, State
from plumbrule.model.target_policy import AfterLostAnswer, TargetPolicy
from tests.builders.cases import BOTH, KEY, finding, missing, pending, result, revision, situation, spec
from tests.builders.clocks import T0

if TYPE_CHECKING:
    from plumbrule.core.decide.case import Case

SECOND = timedelta(seconds=1)
RETRYING = TargetPolicy(auto=BOTH, after_lost_answer=AfterLostAnswer.RETRY)
UNSETTLED = Unsettled(3, (2,))
CONFLICT = finding("conflict", message="family `web` is also in b.json")

REFUSED = missing(permits=Permits(refused=result(Ending.REJECTED)))


def gates(case: Case, state: State = State.MISSING) -> list[Gate]:
    return [no.gate for no in refusals(case, state)]


OPEN = [
    ("nothing is wrong", missing()),
    (
        "the spec has a warning and an advice",
        missing(finding(severity=Severity.WARNING), finding(severity=Severity.INFO)),
    ),
    ("it is not known yet whether many families differ", missing(doubt=Doubt(0, 9, is_open=False))),
    ("an earlier try was throttled", missing(ended=result(Ending.THROTTLED))),
    ("an earlier try was never sent", missing(ended=result(Ending.NOT_SENT))),
    ("an earlier try found another base", missing(ended=result(Ending.BASE_MOVED))),
    ("the same plan was registered long ago", missing(ended=result(Ending.REGISTERED))),
    ("an earlier try was lost and the operator allows another", missing(ended=result(Ending.LOST), policy=RETRYING)),
    ("IAM said no five minutes ago", missing(ended=result(Ending.DENIED, T0 - DENIED_WAIT))),
    ("our newest revision is seen", missing(observed=revision(6), registered=result(Ending.REGISTERED))),
    ("the visibility bound has just passed", missing(registered=result(Ending.REGISTERED, T0 - timedelta(minutes=5)))),
]


@pytest.mark.parametrize("case", [case for _, case in OPEN], ids=[name for name, _ in OPEN])
def test_nobody_says_no_when(case: Case) -> None:
    assert gates(case) == []


CONTEST = Contest(3, ("role/ci", "role/plumbrule"), (8, 7))

CLOSED = [
    ("the spec has an error", missing(finding()), Gate.INVALID),
    ("ECS refused this very content", REFUSED, Gate.INVALID),
    ("another file claims the family", missing(CONFLICT), Gate.CONFLICT),
    ("the author asks for hands off", missing(spec=spec(suspend=Suspend("a hot fix"))), Gate.SUSPENDED),
    ("the journal is new", missing(journal_trusted=False), Gate.HELD),
    ("IAM said no just now", missing(ended=result(Ending.DENIED)), Gate.DENIED),
    (
        "IAM said no almost five minutes ago",
        missing(ended=result(Ending.DENIED, T0 - DENIED_WAIT + SECOND)),
        Gate.DENIED,
    ),
    ("many families differ by themselves", missing(doubt=Doubt(5, 9, is_open=True)), Gate.BREAKER_OPEN),
    ("a registration has no answer", missing(pending=pending()), Gate.SETTLING),
    ("our newest revision is not visible yet", missing(registered=result(Ending.REGISTERED)), Gate.SETTLING),
    (
        "our newest revision is not visible and the bound is a second away",
        missing(registered=result(Ending.REGISTERED, T0 - timedelta(minutes=5) + SECOND), observed=revision(5)),
        Gate.SETTLING,
    ),
    ("the owner's value does not go with Git's", missing(unfit=(finding("R102"),)), Gate.INVALID),
    ("services run another value of the owner", missing(unsettled=UNSETTLED), Gate.OWNER_UNSETTLED),
    ("two contents take turns", missing(contest=CONTEST), Gate.CONTESTED),
    ("the target registers nothing by itself", missing(policy=TargetPolicy()), Gate.AWAITING_APPROVAL),
    (
        "the target registers other states by itself",
        missing(policy=TargetPolicy(auto=frozenset({State.SPEC_AHEAD}))),
        Gate.AWAITING_APPROVAL,
    ),
    ("an earlier try was lost", missing(ended=result(Ending.LOST)), Gate.AWAITING_APPROVAL),
]


@pytest.mark.parametrize(("case", "gate"), [row[1:] for row in CLOSED], ids=[row[0] for row in CLOSED])
def test_one_gate_says_no_when(case: Case, gate: Gate) -> None:
    assert gates(case) == [gate]


@pytest.mark.parametrize("state", sorted(set(State) - MAY_BE_AUTOMATIC))
def test_no_setting_makes_another_state_automatic(state: State) -> None:
    assert gates(missing(policy=TargetPolicy(auto=frozenset(State))), state) == [Gate.AWAITING_APPROVAL]


def test_a_changed_spec_waits_until_it_is_known_whether_many_families_differ() -> None:
    case = missing(doubt=Doubt(0, 9, is_open=False))
    assert gates(case, State.SPEC_AHEAD) == [Gate.BREAKER_OPEN]


@pytest.mark.parametrize("state", [State.IN_SYNC, State.ORPHAN])
def test_where_nothing_is_to_be_registered_the_breaker_says_nothing(state: State) -> None:
    assert Gate.BREAKER_OPEN not in gates(missing(doubt=Doubt(5, 9, is_open=True)), state)


def test_every_no_is_listed_in_the_order_of_the_chain() -> None:
    case = missing(
        policy=TargetPolicy(),
        spec=spec(finding(), CONFLICT, suspend=Suspend()),
        journal_trusted=False,
        pending=pending(),
        ended=result(Ending.DENIED),
        contest=CONTEST,
    )
    assert gates(case) == [
        Gate.INVALID,
        Gate.CONFLICT,
        Gate.SUSPENDED,
        Gate.HELD,
        Gate.DENIED,
        Gate.SETTLING,
        Gate.CONTESTED,
        Gate.AWAITING_APPROVAL,
    ]


@pytest.mark.parametrize(
    ("case", "sentence", "numbers"),
    [
        pytest.param(
            missing(finding(message="cpu is odd"), finding(message="memory is odd"), finding(severity=Severity.INFO)),
            "web.json:3:5: cpu is odd",
            {"errors": 2},
            id="the first error stands for all, with their number",
        ),
        pytest.param(
            REFUSED,
            "ECS refused this content: their words",
            {},
            id="refused",
        ),
        pytest.param(missing(CONFLICT), CONFLICT.message, {}, id="a conflict in the finding's own words"),
        pytest.param(
            missing(spec=spec(suspend=Suspend("a hot fix"))), "the spec says suspend: a hot fix", {}, id="a reason"
        ),
        pytest.param(
            missing(spec=spec(suspend=Suspend())), "the spec says suspend: no reason given", {}, id="no reason"
        ),
        pytest.param(
            missing(ended=result(Ending.DENIED)), "their words", {"tried_again_after_seconds": 300}, id="denied"
        ),
        pytest.param(
            missing(doubt=Doubt(7, 90, is_open=True)),
            "7 of 90 families differ although neither side's input changed",
            {"unexplained": 7, "families": 90},
            id="how many differ",
        ),
        pytest.param(
            missing(pending=pending()),
            "a registration sent at 12:00:00 UTC has no answer yet",
            {},
            id="when it was sent",
        ),
        pytest.param(
            missing(observed=revision(5), registered=result(Ending.REGISTERED)),
            "revision 6 is registered and not visible yet",
            {"newest": 6, "seen": 5},
            id="which is awaited and which is seen",
        ),
        pytest.param(
            missing(unfit=(finding(message="512 is too little"),)),
            "with what its owner set ECS would refuse it: 512 is too little",
            {"errors": 1},
            id="what ECS would refuse",
        ),
        pytest.param(
            missing(contest=CONTEST),
            "two contents took turns 3 times within a day: revision 8 is by role/ci, revision 7 by role/plumbrule",
            {"turns": 3, "revision": 8, "other": 7},
            id="who the two are",
        ),
    ],
)
def test_a_refusal_says_why_in_words_and_numbers(case: Case, sentence: str, numbers: dict[str, int]) -> None:
    (no,) = refusals(case, State.MISSING)
    assert (no.message, dict(no.numbers)) == (sentence, numbers)


def test_a_family_without_a_file_has_nothing_to_be_invalid_in_conflict_or_suspended() -> None:
    assert gates(situation(None, "A", "A"), State.ORPHAN) == [Gate.AWAITING_APPROVAL]


# Law 5: more findings, fewer approvals or an open intent never turn a no into a yes.

ENDED = [None, *(result(ending, T0 - timedelta(minutes=n)) for ending, n in itertools.product(Ending, (1, 10)))]


@st.composite
def cases(draw: st.DrawFn) -> Case:
    letters = [draw(st.sampled_from(["A", "B", "C", None])) for _ in range(3)]
    case = situation(
        *letters,
        live_number=draw(st.integers(4, 7)),
        agreed_number=draw(st.integers(4, 7)),
        input_changed=draw(st.booleans()),
        policy=TargetPolicy(
            auto=draw(st.frozensets(st.sampled_from(State))), after_lost_answer=draw(st.sampled_from(AfterLostAnswer))
        ),
        pending=draw(st.sampled_from([None, pending()])),
        registered=draw(st.sampled_from([None, result(Ending.REGISTERED), result(Ending.REGISTERED, number=5)])),
        ended=draw(st.sampled_from(ENDED)),
        journal_trusted=draw(st.booleans()),
        doubt=draw(st.sampled_from([None, Doubt(0, 9, is_open=False), Doubt(5, 9, is_open=True)])),
    )
    found = draw(st.lists(st.sampled_from([finding(), CONFLICT, finding(severity=Severity.INFO)]), max_size=2))
    wish = draw(st.sampled_from([None, Suspend()]))
    return dataclasses.replace(
        case, spec=case.spec and dataclasses.replace(case.spec, findings=tuple(found), suspend=wish)
    )


@st.composite
def tightened(draw: st.DrawFn, case: Case) -> Case:
    """The same moment with one thing more that speaks against acting."""
    more = [
        dataclasses.replace(case, pending=pending()),
        dataclasses.replace(case, journal_trusted=False),
        dataclasses.replace(case, contest=CONTEST),
        dataclasses.replace(case, unsettled=UNSETTLED),
        dataclasses.replace(case, unfit=(finding("R102"),)),
    ]
    more.append(dataclasses.replace(case, doubt=Doubt(5, 9, is_open=True)))
    if case.spec:
        worse = draw(st.sampled_from([finding("R009"), CONFLICT]))
        again = dataclasses.replace(case.spec, findings=(*case.spec.findings, worse))
        more.append(dataclasses.replace(case, spec=again))
        more.append(dataclasses.replace(case, spec=dataclasses.replace(case.spec, suspend=Suspend())))
    less = case.policy.auto - {draw(st.sampled_from(State))}
    more.append(dataclasses.replace(case, policy=dataclasses.replace(case.policy, auto=less)))
    asking = dataclasses.replace(case.policy, after_lost_answer=AfterLostAnswer.ASK)
    more.append(dataclasses.replace(case, policy=asking))
    return draw(st.sampled_from(more))


@settings(max_examples=400, deadline=None, derandomize=True, database=None)
@given(data=st.data(), case=cases())
def test_what_speaks_against_acting_never_opens_a_gate(data: st.DataObject, case: Case) -> None:
    tighter = data.draw(tightened(case))
    before, after = decide(case), decide(tighter)
    assert {no.gate for no in before.refusals} <= {no.gate for no in after.refusals}
    assert isinstance(before.action, Register) or not isinstance(after.action, Register)


@pytest.mark.parametrize("state", [State.IN_SYNC, State.ORPHAN])
def test_where_nothing_would_be_registered_nothing_is_contested(state: State) -> None:
    assert Gate.CONTESTED not in gates(missing(contest=CONTEST), state)


def test_a_family_with_only_old_revisions_awaits_our_newest_one_too() -> None:
    gone = NoActive(KEY.family, revision(5, active=False))
    assert gates(missing(observed=gone, registered=result(Ending.REGISTERED))) == [Gate.SETTLING]
