from __future__ import annotations

from plumbrule.model.change import ABSENT, Absent, Change, Op
from plumbrule.model.event import Event, Level, Notice
from plumbrule.model.outcome import PassOutcome, Stood
from plumbrule.model.state import DRIFT, MAY_BE_AUTOMATIC, State
from plumbrule.model.target_policy import DEFAULT_POLICY, VISIBILITY, AfterLostAnswer
from plumbrule.model.tree import as_list, as_object, as_text, is_list
from tests.builders.cases import KEY, agreed, revision, spec


def test_by_default_nothing_is_done_without_people() -> None:
    assert DEFAULT_POLICY.auto == frozenset()
    assert DEFAULT_POLICY.after_lost_answer is AfterLostAnswer.ASK
    assert DEFAULT_POLICY.visibility == VISIBILITY
    assert VISIBILITY.total_seconds() == 300


def test_no_state_of_drift_may_ever_be_automatic() -> None:
    assert {State.MISSING, State.SPEC_AHEAD} == set(MAY_BE_AUTOMATIC)
    assert not DRIFT & MAY_BE_AUTOMATIC


def test_names_that_people_build_on_are_words() -> None:
    for name in (*Event, *State, *Level, *Op):
        assert name.value == name.value.lower()
        assert name.value.replace("_", "").isalpha()


def test_values_are_not_in_the_text_of_what_holds_them() -> None:
    held = {"family": "web", "password": "hunter2"}
    things = (
        spec(definition=held),
        revision(definition=held),
        agreed(definition=held),
        Change(Op.REPLACE, "x", "/x", "hunter2", "hunter2"),
    )
    assert "hunter2" not in repr(things)


def test_an_absent_side_is_equal_to_another_and_to_nothing_else() -> None:
    assert Absent() == ABSENT
    assert str(ABSENT) != ABSENT  # type: ignore[comparison-overlap] # that they differ is the point


def test_an_outcome_and_a_notice_have_nothing_to_add_unless_it_is_said() -> None:
    assert PassOutcome(KEY, State.IN_SYNC, unchanged=True, acted=Stood()).look_again is None
    assert Notice(Event.DAEMON_STARTED, Level.INFO).fields == {}


def test_trees_are_read_without_surprises() -> None:
    assert is_list([])
    assert is_list(())
    assert not is_list("text")
    assert not is_list({})
    assert (as_object({"a": 1}), as_object([1]), as_object("x")) == ({"a": 1}, {}, {})
    assert (as_list([1]), as_list((1,)), as_list("x"), as_list({})) == ([1], (1,), (), ())
    assert (as_text("x"), as_text(1), as_text(None)) == ("x", None, None)
