from __future__ import annotations

from datetime import timedelta

import pytest

from plumbrule.edge.source.rest import Rest
from plumbrule.model.pace import Quiescence

QUIET = Quiescence(timedelta(seconds=2), timedelta(seconds=30))


@pytest.fixture(name="rest")
def _rest() -> Rest:
    return Rest(QUIET)


def test_a_sight_is_settled_after_exactly_the_quiet_time_and_not_before(rest: Rest) -> None:
    assert rest.see("a", 100.0, whole=None) == 2.0
    assert rest.see("a", 101.5, whole=None) == 0.5
    assert rest.settled is None
    assert rest.see("a", 102.0, whole=None) == 0.0
    assert rest.settled == "a"


def test_every_change_begins_the_quiet_time_anew(rest: Rest) -> None:
    rest.see("a", 100.0, whole=None)
    assert rest.see("b", 101.9, whole=None) == 2.0
    assert rest.see("a", 103.8, whole=None) == 2.0
    assert rest.settled is None


def test_what_was_settled_stays_so_while_something_else_moves(rest: Rest) -> None:
    rest.see("a", 100.0, whole=None)
    rest.see("a", 102.0, whole=None)
    assert rest.see("b", 103.0, whole=None) > 0
    assert rest.settled == "a"
    assert rest.see("a", 104.0, whole=None) == 0.0, "what was settled once is whole, however short it was away"


def test_a_manifest_that_fits_needs_no_waiting_and_one_that_does_not_never_settles(rest: Rest) -> None:
    assert rest.see("a", 100.0, whole=True) == 0.0
    assert rest.settled == "a"
    for second in range(20):
        assert rest.see("b", 101.0 + second, whole=False) == 2.0
    assert rest.settled == "a"


@pytest.mark.parametrize("whole", [None, False], ids=["always another sight", "a manifest that never fits"])
def test_restlessness_is_overdue_after_exactly_the_longest_wait(*, whole: bool | None, rest: Rest) -> None:
    for second in range(30):
        rest.see(f"v{second}", 100.0 + second, whole=whole)
        assert not rest.overdue(100.0 + second)
    assert not rest.overdue(129.9)
    assert rest.overdue(130.0)


def test_rest_ends_what_was_overdue(rest: Rest) -> None:
    rest.see("a", 100.0, whole=None)
    assert rest.overdue(130.0)
    rest.see("a", 130.0, whole=None)
    assert not rest.overdue(200.0)
    rest.see("b", 200.0, whole=None)
    assert not rest.overdue(229.9)
    assert rest.overdue(230.0)
