from __future__ import annotations

import shutil
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from plumbrule.edge.journal import open_journal
from plumbrule.errors import JournalError
from plumbrule.model.exemption import NO_EXEMPTIONS
from plumbrule.model.record import Pending
from plumbrule.model.state import Gate, State
from tests.edge.journal.entries import T0, applied, intent, key, settled
from tests.edge.journal.version1 import ID, make, shape

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(name="place")
def _place(tmp_path: Path) -> Path:
    make(tmp_path / "journal.db")
    return tmp_path / "journal.db"


def test_a_journal_of_schema_1_keeps_everything_and_learns_to_remember_commits(place: Path) -> None:
    for known in (None, applied()):
        journal = open_journal(place, writable=True)
        try:
            assert journal.id == ID
            agreed = journal.agreed(key())
            assert agreed is not None
            assert (agreed.number, agreed.path, agreed.at) == (7, "teams/web.json", T0)
            assert agreed.exemptions == NO_EXEMPTIONS
            assert journal.pending(key()) == Pending(intent(), (T0 + timedelta(minutes=5),))
            assert journal.settled(key()) == settled(None, State.SPEC_AHEAD, Gate.SETTLING)
            assert journal.applied("git /srv/specs") == known
            journal.record(applied())
        finally:
            journal.close()


def test_a_migrated_journal_has_the_very_tables_of_a_new_one(place: Path, tmp_path: Path) -> None:
    for each in (place, tmp_path / "new.db"):
        open_journal(each, writable=True).close()
    assert shape(place) == shape(tmp_path / "new.db")


def test_a_look_at_a_journal_of_schema_1_changes_nothing_and_says_what_to_do(place: Path, tmp_path: Path) -> None:
    kept = shutil.copy(place, tmp_path / "kept.db")
    with pytest.raises(JournalError, match="older schema 1: start the daemon once to bring it to 6"):
        open_journal(place, writable=False)
    assert place.read_bytes() == (tmp_path / "kept.db").read_bytes()
    assert kept
