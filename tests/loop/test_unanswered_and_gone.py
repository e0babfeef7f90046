"""A registration without an answer is looked for to its end, whatever became of the file that asked for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from plumbrule.model.event import Event
from plumbrule.model.state import State
from tests.builders.definitions import definition

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.loop.stage import Stage

WEB = "specs/web.json"
LOOKS = 20


def unanswered(stage: Stage, kind: str) -> None:
    """`web` was sent and the answer is missing; `api` stands beside it, so that the source is never empty."""
    stage.put(definition("api"))
    stage.read()
    stage.put(definition("web"))
    stage.fail("RegisterTaskDefinition", kind)
    stage.read()
    assert len(stage.heard.of(Event.REGISTRATION_UNANSWERED, family="web")) == 1


def test_a_file_that_is_removed_meanwhile_leaves_an_orphan(stage: Stage) -> None:
    unanswered(stage, "lost_answer")
    del stage.shelf.files[WEB]
    stage.read()
    stage.sweep()
    assert (stage.state(), len(stage.made())) == (State.ORPHAN, 1)
    assert len(stage.heard.of(Event.REGISTRATION_FOUND, family="web")) == 1


@pytest.mark.parametrize("text", [None, '{"family": '], ids=["removed", "broken"])
def test_a_restart_without_a_file_that_can_be_read_still_finds_it(
    text: str | None, staged: Callable[..., Stage]
) -> None:
    before = staged()
    unanswered(before, "lost_answer")
    after = staged(journal=before.journal)
    after.put(definition("api"))
    after.shelf.files |= {} if text is None else {WEB: text}
    after.read()
    after.sweep()
    assert after.journal.agreed(after.key()) is not None
    assert after.state() is (State.ORPHAN if text is None else State.IN_SYNC)
    assert len(after.made()) == 1


def test_where_nothing_ever_appears_the_family_is_let_go(stage: Stage) -> None:
    unanswered(stage, "reset")
    del stage.shelf.files[WEB]
    stage.read()
    for _ in range(LOOKS):
        stage.wait(30)
        stage.sweep()
    assert len(stage.heard.of(Event.REGISTRATION_LOST, family="web")) == 1
    assert stage.heard.of(Event.PASS_SETTLED, family="web")[-1]["acted"] == "notdone"
    assert stage.journal.pending(stage.key()) is None
    assert stage.key() not in stage.shell.standings.all()
    assert stage.made() == []


def test_what_a_crash_left_to_find_is_no_sign_of_a_lost_journal(staged: Callable[..., Stage]) -> None:
    before = staged()
    unanswered(before, "lost_answer")
    after = staged(journal=before.journal)
    after.put(definition("api"), definition("web"))
    after.read()
    assert after.state() is State.IN_SYNC
    assert after.heard.of(Event.JOURNAL_UNKNOWN) == []
