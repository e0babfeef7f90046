"""Every way the database fails, in sentences an operator understands."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from sqlalchemy.exc import SQLAlchemyError, StatementError

from plumbrule.errors import JournalError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_SENTENCES: Final[Mapping[int, str]] = {
    sqlite3.SQLITE_FULL: "the disk is full: nothing was written; make room",
    sqlite3.SQLITE_READONLY: "the journal or its directory is read-only: nothing was written",
    sqlite3.SQLITE_PERM: "this user may not use the journal",
    sqlite3.SQLITE_CANTOPEN: "the journal cannot be opened: check that its directory exists and may be written",
    sqlite3.SQLITE_BUSY: "another process keeps the journal locked: nothing was written",
    sqlite3.SQLITE_LOCKED: "another process keeps the journal locked: nothing was written",
    sqlite3.SQLITE_IOERR: "the disk failed while reading or writing the journal",
    sqlite3.SQLITE_CORRUPT: "the journal is damaged: move it away and restore a backup, or start a new one",
    sqlite3.SQLITE_NOTADB: "this file is not a journal: move it away, or name another one",
    sqlite3.SQLITE_CONSTRAINT: "the entry contradicts what the journal holds: nothing was written",
}
"""By SQLite's primary result code (sqlite.org/rescode.html, seen 2026-11)."""


@contextmanager
def plain_words(place: str) -> Iterator[None]:
    """Turn whatever a database or a value it cannot hold raises into a JournalError."""
    try:
        yield
    except SQLAlchemyError as fault:
        raise JournalError(_sentence(fault), place=place) from fault
    except sqlite3.Error as fault:
        raise JournalError(_by_code(fault), place=place) from fault
    except (ValueError, TypeError, OverflowError, KeyError) as fault:
        raise JournalError(f"a value cannot be written or read back: {type(fault).__name__}", place=place) from fault


def _sentence(fault: SQLAlchemyError) -> str:
    if isinstance(fault, StatementError) and isinstance(fault.orig, sqlite3.Error):
        return _by_code(fault.orig)
    return f"the database gave up: {type(fault).__name__}"


def _by_code(fault: sqlite3.Error) -> str:
    code = getattr(fault, "sqlite_errorcode", 0) & 0xFF  # extended codes keep the primary one in the low byte
    known = _SENTENCES.get(code, "the database gave up")
    return f"{known} ({fault})"
