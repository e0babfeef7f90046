"""The judge itself: what it lets pass and what it does not."""

from __future__ import annotations

import pytest

from tests.faults.seeds.ledger import File, Ledger
from tests.faults.seeds.rest import UNSEEN, wrong

P, Q = "plan-p", "plan-q"


@pytest.fixture
def ledger() -> Ledger:
    """Git said a, and the daemon registered it."""
    ledger = Ledger()
    ledger.git_says("web", "a")
    ledger.registered("web", 1, "a", P)
    return ledger


def faults(ledger: Ledger) -> list[str]:
    return [fault.partition(":")[0] for fault in ledger.faults]


def resting(ledger: Ledger, state: str, *gates: str, asked: bool = False) -> str | None:
    return wrong(ledger.lines["web"], state, gates, asked=asked)


def test_a_plan_that_comes_twice_is_doubled(ledger: Ledger) -> None:
    ledger.registered("web", 2, "a", P)
    assert faults(ledger) == ["doubled"]


def test_a_plan_may_come_again_after_somebody_went_back_to_what_it_replaced(ledger: Ledger) -> None:
    ledger.git_says("web", "b")
    ledger.registered("web", 2, "b", Q)
    ledger.git_says("web", "a")
    ledger.registered("web", 3, "a", "plan-back")
    ledger.git_says("web", "b")
    ledger.registered("web", 4, "b", Q)
    assert faults(ledger) == []


def test_what_git_never_said_is_foreign(ledger: Ledger) -> None:
    ledger.registered("web", 2, "x", Q)
    assert faults(ledger) == ["foreign"]


def test_a_hand_made_revision_that_was_seen_may_not_be_registered_over(ledger: Ledger) -> None:
    ledger.by_hand("web", 2, "x")
    ledger.git_says("web", "b")
    ledger.registered("web", 3, "b", Q)
    assert faults(ledger) == ["overwritten"]


def test_a_hand_made_revision_that_was_not_seen_may(ledger: Ledger) -> None:
    ledger.by_hand("web", 2, "x")
    ledger.git_says("web", "b")
    ledger.registered("web", 3, "b", Q, frozenset({2}))
    assert faults(ledger) == []


def test_a_hand_made_revision_that_git_took_over_may(ledger: Ledger) -> None:
    ledger.by_hand("web", 2, "x")
    ledger.git_says("web", "x")
    ledger.git_says("web", "b")
    ledger.registered("web", 3, "b", Q)
    assert faults(ledger) == []


def test_a_rollback_by_hand_to_what_git_once_said_may_not_be_registered_over(ledger: Ledger) -> None:
    ledger.git_says("web", "b")
    ledger.registered("web", 2, "b", Q)
    ledger.git_was_read("web")
    ledger.by_hand("web", 3, "a")
    ledger.git_says("web", "c")
    ledger.registered("web", 4, "c", "plan-r")
    assert faults(ledger) == ["overwritten"]


def test_a_family_that_was_withdrawn_may_not_come_back_by_itself(ledger: Ledger) -> None:
    ledger.deregistered("web", 1)
    ledger.git_says("web", "b")
    ledger.registered("web", 2, "b", Q)
    assert faults(ledger) == ["overwritten"]
    assert resting(ledger, "in_sync") is None


@pytest.mark.parametrize("state", ["missing", "unadopted", "unknown", UNSEEN])
def test_what_git_wants_and_nobody_forbids_is_lost(state: str) -> None:
    ledger = Ledger()
    ledger.git_says("web", "a")
    assert str(resting(ledger, state)).startswith("lost")


def test_what_git_wants_over_the_agreed_revision_is_lost_unless_people_are_asked(ledger: Ledger) -> None:
    ledger.git_says("web", "b")
    ledger.git_was_read("web")
    assert str(resting(ledger, "spec_ahead")).startswith("lost")
    assert resting(ledger, "spec_ahead", "awaiting_approval", asked=True) is None
    assert resting(ledger, "spec_ahead", "settling", asked=True) is not None


def test_resting_states_are_those_of_the_design(ledger: Ledger) -> None:
    assert resting(ledger, "in_sync") is None
    ledger.by_hand("web", 2, "x")
    assert resting(ledger, "out_of_band") is None
    assert resting(ledger, "in_sync") is not None
    ledger.deregistered("web", 2)
    ledger.deregistered("web", 1)
    assert resting(ledger, "withdrawn") is None
    assert resting(ledger, "missing") is not None


def test_a_removed_file_leaves_an_orphan_and_a_broken_one_says_so(ledger: Ledger) -> None:
    ledger.git_says("web", File.BROKEN)
    assert resting(ledger, "in_sync", "invalid") is None
    assert resting(ledger, "in_sync") is not None
    ledger.git_says("web", File.GONE)
    assert resting(ledger, "orphan") is None
    assert resting(ledger, UNSEEN) is not None
