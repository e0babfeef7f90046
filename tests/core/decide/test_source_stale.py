"""A source that has been silent for too long: nothing registers, everything is compared and told."""

from __future__ import annotations

import dataclasses
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from plumbrule.core.decide.decision import Leave, Register, decide
from plumbrule.core.decide.gates import source_stale
from plumbrule.model.pace import Hearing
from plumbrule.model.state import Gate, State
from tests.builders.cases import missing, situation
from tests.builders.clocks import T0

if TYPE_CHECKING:
    from datetime import datetime

    from plumbrule.core.decide.case import Case

MOST = timedelta(minutes=15)
TICK = timedelta(microseconds=1)


def heard(last: datetime | None) -> Case:
    """A family that would be registered, from a source that was last heard of then."""
    return missing(hearing=Hearing(last, MOST))


FRESH = [
    ("the source may be silent for as long as it likes", missing()),
    ("it was heard of just now", heard(T0)),
    ("it was heard of exactly as long ago as allowed", heard(T0 - MOST)),
    ("its clock is ahead of ours", heard(T0 + timedelta(hours=1))),
]
STALE = [
    ("it was heard of a moment longer ago than allowed", heard(T0 - MOST - TICK)),
    ("it was heard of long ago", heard(T0 - timedelta(days=400))),
    ("it was never heard of", heard(None)),
]


@pytest.mark.parametrize("case", [case for _, case in FRESH], ids=[name for name, _ in FRESH])
def test_registering_goes_on_when(case: Case) -> None:
    assert source_stale(case, State.MISSING) is None
    assert isinstance(decide(case).action, Register)


@pytest.mark.parametrize("case", [case for _, case in STALE], ids=[name for name, _ in STALE])
def test_nothing_is_registered_and_the_plan_is_still_told_when(case: Case) -> None:
    decision = decide(case)
    assert isinstance(decision.action, Leave)
    assert [no.gate for no in decision.refusals] == [Gate.SOURCE_STALE]
    assert decision.plan is not None
    assert decision.state is State.MISSING


@pytest.mark.parametrize("state", sorted(set(State) - {State.IN_SYNC, State.ORPHAN}))
def test_every_state_in_which_something_could_be_registered_is_refused(state: State) -> None:
    no = source_stale(heard(None), state)
    assert no is not None
    assert no.gate is Gate.SOURCE_STALE


@pytest.mark.parametrize(
    "case", [situation("A", "A", "A"), situation(None, "A", "A")], ids=["in sync", "without a file"]
)
def test_a_family_with_nothing_to_register_is_not_refused_it(case: Case) -> None:
    silent = dataclasses.replace(case, hearing=Hearing(None, MOST))
    assert Gate.SOURCE_STALE not in {no.gate for no in decide(silent).refusals}


def test_the_refusal_says_when_it_was_heard_of_and_how_long_it_may_be_silent() -> None:
    no = source_stale(heard(T0 - timedelta(minutes=20)), State.MISSING)
    assert no is not None
    assert no.message == "the source was last heard of at 2026-11-23 11:40:00 UTC"
    assert dict(no.numbers) == {"age_seconds": 1200, "max_age_seconds": 900}
    never = source_stale(heard(None), State.MISSING)
    assert never is not None
    assert (never.message, dict(never.numbers)) == ("the source gave no sign of life yet", {"max_age_seconds": 900})
