from __future__ import annotations

from datetime import timedelta

import pytest

from plumbrule.core.decide.settling import (
    FIRST_LOOK,
    MOST_WAIT,
    Found,
    NeverHappened,
    StillPossible,
    Verdict,
    judge,
    still_invisible,
)
from plumbrule.model.record import Ending
from plumbrule.model.tags import PLAN_TAG
from tests.builders.cases import intent, made_by, pending, result, revision
from tests.builders.clocks import T0

MINUTE = timedelta(minutes=1)


def seconds(number: float) -> timedelta:
    return timedelta(seconds=number)


def look(after: float, *counted: float) -> Verdict:
    """Nothing is seen `after` seconds, having looked in vain at `counted`; the bound is one minute."""
    looks = [T0 + seconds(one) for one in counted]
    return judge(pending(T0, *looks), (), visibility=MINUTE, now=T0 + seconds(after))


@pytest.mark.parametrize(
    ("after", "wait"),
    [
        pytest.param(0, 2, id="at once the first look is two seconds away"),
        pytest.param(1.9, 2, id="before the first look is due it stays two seconds"),
        pytest.param(5, 5, id="waits are as long as what has passed, so they double"),
        pytest.param(29, 29, id="just below the longest wait"),
        pytest.param(31, 29, id="the longest wait is thirty seconds, and the bound is nearer still"),
        pytest.param(59, 1, id="one second before the bound the next look is at the bound"),
    ],
)
def test_below_the_bound_a_look_counts_for_nothing(after: float, wait: float) -> None:
    assert look(after) == StillPossible(seconds(wait), counts=False)


def test_no_wait_is_longer_than_thirty_seconds() -> None:
    verdict = judge(pending(T0), (), visibility=timedelta(hours=1), now=T0 + timedelta(minutes=10))
    assert verdict == StillPossible(MOST_WAIT, counts=False)


@pytest.mark.parametrize("after", [60, 61, 3600])
def test_at_the_bound_the_first_look_counts_and_another_is_wanted_soon(after: float) -> None:
    assert look(after) == StillPossible(FIRST_LOOK, counts=True)


def test_the_second_look_at_or_after_the_bound_settles_it() -> None:
    assert look(61, 60) == NeverHappened()
    assert look(62, 60, 61) == NeverHappened()


def test_looks_that_counted_do_not_help_a_clock_that_went_back() -> None:
    assert look(59, 60) == StillPossible(seconds(1), counts=False)


def test_a_clock_that_went_back_before_the_intent_waits_no_longer_than_the_first_look() -> None:
    assert look(-3600) == StillPossible(FIRST_LOOK, counts=False)


def test_with_a_tiny_bound_the_second_look_is_no_later_than_the_bound_is_long() -> None:
    verdict = judge(pending(T0), (), visibility=seconds(0.5), now=T0 + seconds(1))
    assert verdict == StillPossible(seconds(0.5), counts=True)


@pytest.mark.parametrize("after", [0, 59, 61, 86400])
def test_seeing_our_plan_above_the_base_settles_it_at_any_time(after: float) -> None:
    ours = made_by(intent())
    seen = (revision(7, tags={PLAN_TAG: "another"}), ours)
    looks = (T0 + MINUTE, T0 + 2 * MINUTE)
    verdict = judge(pending(T0, *looks), seen, visibility=MINUTE, now=T0 + seconds(after))
    assert verdict == Found(ours)


@pytest.mark.parametrize(
    "seen",
    [
        pytest.param(made_by(intent(), number=5), id="our plan's tag on the very base"),
        pytest.param(made_by(intent(), number=4), id="our plan's tag below the base: an earlier registration"),
        pytest.param(revision(6), id="a revision without tags"),
        pytest.param(revision(6, tags={PLAN_TAG: "e" * 64}), id="another plan's revision"),
    ],
)
def test_what_is_not_ours_is_not_found(seen: object) -> None:
    verdict = judge(pending(T0), (seen,), visibility=MINUTE, now=T0 + 2 * MINUTE)  # type: ignore[arg-type] # a table
    assert isinstance(verdict, StillPossible)


@pytest.mark.parametrize(
    ("seen", "after", "invisible"),
    [
        pytest.param(5, 0, True, id="just registered"),
        pytest.param(5, 59, True, id="one second before the bound"),
        pytest.param(5, 60, False, id="at the bound"),
        pytest.param(5, 61, False, id="one second after the bound"),
        pytest.param(6, 1, False, id="it is seen"),
        pytest.param(7, 1, False, id="somebody's newer one is seen"),
        pytest.param(0, 1, True, id="the family seems to have nothing"),
    ],
)
def test_an_older_revision_is_only_a_lagging_answer_within_the_bound(
    seen: int, after: float, *, invisible: bool
) -> None:
    registered = result(Ending.REGISTERED, number=6)
    assert still_invisible(registered, seen, visibility=MINUTE, now=T0 + seconds(after)) is invisible


def test_where_nothing_was_registered_nothing_is_awaited() -> None:
    assert not still_invisible(None, 0, visibility=MINUTE, now=T0)
