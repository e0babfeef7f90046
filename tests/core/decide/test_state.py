from __future__ import annotations

import dataclasses

import pytest

from plumbrule.core.decide.state import state_of
from plumbrule.model.revision import NoActive
from plumbrule.model.state import State
from tests.builders.cases import KEY, revision, situation

TABLE = [
    ("live equals Git and was agreed", situation("A", "A", "A"), State.IN_SYNC),
    ("live equals Git and nothing was ever agreed", situation("A", "A", None), State.IN_SYNC),
    ("live equals Git although something else was agreed", situation("A", "A", "B"), State.IN_SYNC),
    (
        "an older revision than agreed is live, and it equals Git",
        situation("A", "A", "B", live_number=4),
        State.IN_SYNC,
    ),
    ("no revision is active and none was ever agreed", situation("A", None, None), State.MISSING),
    ("no revision is active although one was agreed", situation("A", None, "A"), State.WITHDRAWN),
    ("no revision is active and Git has moved on", situation("B", None, "A"), State.WITHDRAWN),
    ("the live revision is one older than agreed", situation("A", "B", "A", live_number=4), State.WITHDRAWN),
    ("the live revision is older and all three differ", situation("C", "B", "A", live_number=1), State.WITHDRAWN),
    ("the live revision is older, with the content agreed", situation("B", "A", "A", live_number=4), State.WITHDRAWN),
    ("something is live, it differs, and nothing was ever agreed", situation("A", "B", None), State.UNADOPTED),
    ("live is as agreed and the author changed the file", situation("B", "A", "A"), State.SPEC_AHEAD),
    ("a newer revision has the agreed content", situation("B", "A", "A", live_number=6), State.SPEC_AHEAD),
    (
        "live is as agreed and nobody changed the file, yet they differ",
        situation("B", "A", "A", input_changed=False),
        State.UNEXPLAINED,
    ),
    ("a newer revision is live and Git is as agreed", situation("A", "B", "A", live_number=6), State.OUT_OF_BAND),
    ("the agreed number is live with another content", situation("A", "B", "A"), State.OUT_OF_BAND),
    (
        "Git is as agreed although the file was written anew",
        situation("A", "B", "A", live_number=6, input_changed=True),
        State.OUT_OF_BAND,
    ),
    ("a newer revision is live and Git has moved on too", situation("C", "B", "A", live_number=6), State.DIVERGED),
    (
        "a newer revision is live and Git's canonical form moved without its author",
        situation("C", "B", "A", live_number=6, input_changed=False),
        State.DIVERGED,
    ),
    ("the file is gone and the agreed revision is live", situation(None, "A", "A"), State.ORPHAN),
    ("the file is gone and another revision is live", situation(None, "B", "A", live_number=6), State.ORPHAN),
    ("the file is gone and no revision is active", situation(None, None, "A"), State.ORPHAN),
]


@pytest.mark.parametrize(("case", "state"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_the_table_of_states(case: object, state: State) -> None:
    assert state_of(case) is state  # type: ignore[arg-type] # a table's columns have one type


@pytest.mark.parametrize("before", [None, "A"])
def test_revisions_that_were_deregistered_long_ago_change_nothing(before: str | None) -> None:
    case = situation("A", None, before)
    with_history = dataclasses.replace(case, observed=NoActive(KEY.family, revision(4, active=False)))
    assert state_of(with_history) is state_of(case)


def test_what_was_read_back_from_tags_has_no_authored_input_so_git_counts_as_ahead() -> None:
    case = situation("B", "A", "A")
    assert case.agreed
    from_tags = dataclasses.replace(case, agreed=dataclasses.replace(case.agreed, input_digest=None))
    assert state_of(from_tags) is State.SPEC_AHEAD


def test_every_state_but_unknown_can_be_reached() -> None:
    assert {state for _, _, state in TABLE} == set(State) - {State.UNKNOWN}
