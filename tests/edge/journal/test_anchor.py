"""The file under an open journal: the same one, another one, or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from plumbrule.edge.journal import open_journal
from plumbrule.errors import JournalError
from plumbrule.model.ids import TargetName

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from plumbrule.edge.journal import SqlJournal


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.sqlite"


@pytest.fixture
def journal(path: Path) -> Iterator[SqlJournal]:
    opened = open_journal(path, writable=True)
    yield opened
    opened.close()


def refused(journal: SqlJournal, words: str) -> None:
    """Neither read nor written."""
    with pytest.raises(JournalError, match=words):
        journal.agreed_families(TargetName("prod"))
    with pytest.raises(JournalError, match=words):
        journal.record()


def test_a_file_that_was_replaced_is_neither_read_nor_written_until_it_is_back(path: Path, journal: SqlJournal) -> None:
    aside = path.rename(path.with_name("aside"))
    path.write_bytes(b"")
    refused(journal, "was replaced by another file")
    assert path.read_bytes() == b""
    aside.replace(path)
    assert journal.agreed_families(TargetName("prod")) == frozenset()
    journal.record()


def test_a_file_that_was_removed_is_neither_read_nor_written(path: Path, journal: SqlJournal) -> None:
    path.unlink()
    refused(journal, "was removed")
    assert not path.exists()


def test_a_folder_that_became_a_file_is_no_fault_of_ours(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    journal = open_journal(folder / "journal.sqlite", writable=True)
    folder.rename(tmp_path / "aside")
    folder.write_text("")
    refused(journal, "was removed")
    journal.close()
