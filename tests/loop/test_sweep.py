from __future__ import annotations

import threading
import time

from plumbrule.loop.sweep import Sweeps
from plumbrule.model.event import Event, Level
from plumbrule.model.ids import Family, Key, TargetName
from plumbrule.model.outcome import Acted, PassOutcome, Registered, Stood
from plumbrule.model.state import State
from tests.builders.cases import revision

PROD, TEST = TargetName("prod"), TargetName("test")
A, B = (Key(PROD, Family(name)) for name in "ab")


def passed(
    key: Key, state: State = State.IN_SYNC, acted: Acted | None = None, *, unchanged: bool = False
) -> PassOutcome:
    return PassOutcome(key, state, unchanged, acted or Stood())


def test_a_sweep_ends_with_its_last_family_in_one_summary() -> None:
    sweeps = Sweeps()
    assert sweeps.begin(PROD, [A, B], 100.0)
    assert sweeps.note(passed(A, acted=Registered(revision(5))), 101.0) is None
    assert sweeps.finished(PROD) == 0
    summary = sweeps.note(passed(B, State.ORPHAN, unchanged=True), 102.5)
    assert summary is not None
    assert (summary.event, summary.level) == (Event.SWEEP_FINISHED, Level.INFO)
    assert summary.fields == {
        "target": "prod",
        "families": 2,
        "unchanged": 1,
        "states": {"in_sync": 1, "orphan": 1},
        "registered": 1,
        "pages": 0,
        "seconds": 2.5,
    }
    assert sweeps.finished(PROD) == 1


def test_a_second_pass_of_a_family_and_one_of_another_do_not_count() -> None:
    sweeps = Sweeps()
    sweeps.begin(PROD, [A, B], 0)
    for outcome in (passed(A), passed(A, State.ORPHAN), passed(Key(PROD, Family("new")))):
        assert sweeps.note(outcome, 1) is None
    summary = sweeps.note(passed(B), 1)
    assert summary is not None
    assert (summary.fields["families"], summary.fields["states"]) == (2, {"in_sync": 2})


def test_while_a_sweep_is_under_way_no_other_of_its_target_begins() -> None:
    sweeps = Sweeps()
    assert sweeps.begin(PROD, [A], 0)
    assert not sweeps.begin(PROD, [A, B], 0)
    assert sweeps.begin(TEST, [Key(TEST, Family("a"))], 0)
    assert sweeps.note(passed(A), 1) is not None
    assert sweeps.begin(PROD, [A], 2)


def test_a_target_without_families_is_swept_at_once() -> None:
    sweeps = Sweeps()
    sweeps.begin(PROD, [], 5)
    summary = sweeps.close_if_empty(PROD, 5)
    assert summary is not None
    assert summary.fields["families"] == 0
    assert sweeps.close_if_empty(PROD, 5) is None
    assert sweeps.finished(PROD) == 1


def test_a_sweep_with_families_is_not_closed_as_empty() -> None:
    sweeps = Sweeps()
    sweeps.begin(PROD, [A], 0)
    assert sweeps.close_if_empty(PROD, 0) is None
    assert sweeps.finished(PROD) == 0


def test_a_pass_outside_any_sweep_is_nobodys_summary() -> None:
    assert Sweeps().note(passed(A), 0) is None


def test_what_is_abandoned_never_ends_and_makes_room() -> None:
    sweeps = Sweeps()
    sweeps.begin(PROD, [A], 0)
    sweeps.abandon()
    assert sweeps.note(passed(A), 1) is None
    assert sweeps.finished(PROD) == 0
    assert sweeps.begin(PROD, [A], 2)


def test_who_waits_for_a_sweep_is_woken_by_its_end_and_else_by_the_bound() -> None:
    sweeps = Sweeps()
    sweeps.wait(0.01)
    sweeps.begin(PROD, [A], 0)
    ender = threading.Timer(0.05, sweeps.note, (passed(A), 1))
    ender.start()
    until = time.monotonic() + 20
    while not sweeps.finished(PROD) and time.monotonic() < until:
        sweeps.wait(20)
    ender.join(20)
    assert sweeps.finished(PROD) == 1
    assert time.monotonic() < until
