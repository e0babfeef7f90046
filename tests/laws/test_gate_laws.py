"""Law 5: one finding more, one approval less, a tighter limit, or any other word against it makes no yes of a no."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from plumbrule.core.decide.decision import Register, decide
from plumbrule.core.decide.demand import Matter, demand_of
from plumbrule.model.ballot import HaltKind
from plumbrule.model.permits import Authors, Demand, Hazard, Permits, Upstream, Wave, Window
from plumbrule.model.policy import Clause, Consent, Freeze, Policy, Requirement
from plumbrule.model.record import Ending
from plumbrule.model.risk import Risk
from plumbrule.model.state import State
from plumbrule.model.target_policy import TargetPolicy
from tests.builders.cases import BOTH, KEY, TARGET, finding, pending, result, situation, spec
from tests.builders.clocks import T0
from tests.builders.people import EVERYBODY, halt, no, yes

if TYPE_CHECKING:
    from plumbrule.core.decide.case import Case

NAMES = ("ada", "bob", "cat", "dan", "stranger")
LATER = T0 + timedelta(hours=1)
requirements = st.builds(
    Requirement, st.integers(1, 3), st.sampled_from(("", "platform", "shop")), not_author=st.booleans()
)
approvals = st.lists(
    st.builds(lambda name, glass: yes(name, glass=glass), st.sampled_from(NAMES), st.booleans()),
    max_size=4,
    unique_by=lambda one: one.person,
).map(tuple)
permits = st.builds(
    Permits,
    demand=st.builds(
        Demand, st.sampled_from(Consent), st.lists(requirements, max_size=2, unique=True).map(tuple), st.just("user")
    ),
    people=st.just(EVERYBODY),
    approvals=approvals,
    authors=st.builds(Authors, st.frozensets(st.sampled_from(NAMES), max_size=2), st.sampled_from(("", "unsigned"))),
    wave=st.none() | st.builds(Wave, st.integers(0, 9), st.integers(0, 9), st.integers(0, 9), released=st.booleans()),
    window=st.none() | st.just(Window(Freeze("* * * * *", timedelta(hours=1)), LATER)),
)
sides = st.sampled_from(("A", "B", None))


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """One family at one moment, with whatever people and policy say."""
    return situation(
        draw(st.sampled_from(("A", "B"))),
        draw(sides),
        draw(sides),
        policy=TargetPolicy(auto=draw(st.sampled_from((BOTH, frozenset(), frozenset({State.MISSING}))))),
        permits=draw(permits),
    )


AGAINST: dict[str, Any] = {
    "one finding more": lambda case: replace(case, spec=case.spec and spec(finding())),
    "one approval less": lambda case: _permits(case, approvals=case.permits.approvals[1:]),
    "no approval at all": lambda case: _permits(case, approvals=()),
    "a rejection": lambda case: _permits(case, rejections=(no("ada"),)),
    "a suspension": lambda case: _permits(case, halts=(*case.permits.halts, halt())),
    "a hold": lambda case: _permits(case, halts=(*case.permits.halts, halt(HaltKind.HOLD))),
    "a freeze": lambda case: _permits(case, window=Window(Freeze("* * * * *", timedelta(hours=1)), LATER)),
    "nobody signed it": lambda case: _permits(case, unsigned="it is not signed"),
    "nobody can prove who wrote it": lambda case: _permits(case, authors=Authors(case.permits.authors.persons, "x")),
    "everybody wrote it": lambda case: _permits(case, authors=Authors(frozenset(NAMES), case.permits.authors.unproved)),
    "one requirement more": lambda case: _permits(
        case, demand=replace(case.permits.demand, requirements=(*case.permits.demand.requirements, Requirement(2)))
    ),
    "a stricter policy": lambda case: _permits(case, demand=replace(case.permits.demand, consent=Consent.REFUSE)),
    "a tighter limit": lambda case: _permits(case, wave=case.permits.wave and replace(case.permits.wave, limit=0)),
    "a target before it": lambda case: _permits(case, upstreams=(Upstream(TARGET.name, "not yet"),)),
    "a failure": lambda case: _permits(case, failures=(result(Ending.THROTTLED),), back_off=LATER),
    "a refusal by ECS": lambda case: _permits(case, refused=result(Ending.REJECTED)),
    "a refusal by IAM": lambda case: _permits(case, stalled=result(Ending.DENIED)),
    "nothing is automatic": lambda case: replace(case, policy=TargetPolicy()),
    "no commit": lambda case: replace(case, commit=None),
    "an open intent": lambda case: replace(case, pending=pending()),
    "a journal that is not known": lambda case: replace(case, journal_trusted=False),
}


def _permits(case: Case, **changes: Any) -> Case:  # noqa: ANN401 - any field
    return replace(case, permits=replace(case.permits, **changes))


@given(cases(), st.lists(st.sampled_from(sorted(AGAINST)), min_size=1, max_size=3))
def test_a_word_against_it_never_makes_a_yes_of_a_no(case: Case, words: list[str]) -> None:
    before = isinstance(decide(case).action, Register)
    for word in words:
        case = AGAINST[word](case)
    assert before or not isinstance(decide(case).action, Register)


@given(cases())
def test_what_is_not_registered_says_why(case: Case) -> None:
    decision = decide(case)
    assert decision.plan is None or isinstance(decision.action, Register) or decision.refusals


def _policy(consents: list[Consent]) -> Policy:
    risks = list(Risk)
    return Policy(clauses=tuple(Clause(one, risks=frozenset({risks[n]})) for n, one in enumerate(consents)))


@given(
    st.lists(st.sampled_from(Consent), min_size=len(Risk), max_size=len(Risk)),
    st.lists(st.sampled_from(Risk), max_size=4),
    st.sampled_from(Risk),
)
def test_one_change_more_never_asks_for_less(consents: list[Consent], risks: list[Risk], more: Risk) -> None:
    matter = Matter(TARGET, KEY.family, {}, State.SPEC_AHEAD)
    before = demand_of(_policy(consents), matter, [Hazard(one) for one in risks])
    after = demand_of(_policy(consents), matter, [Hazard(one) for one in (*risks, more)])
    assert not before.consent.is_stricter(after.consent)
    assert set(before.requirements) <= set(after.requirements)
