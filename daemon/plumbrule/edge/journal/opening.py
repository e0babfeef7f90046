"""How a journal is opened: for the daemon, for a look, or without any file."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

from plumbrule.edge.journal.engine import file_engine, for_writing, memory_engine, write_ahead
from plumbrule.edge.journal.faults import plain_words
from plumbrule.edge.journal.journal import SqlJournal
from plumbrule.edge.journal.migrations import prepare
from plumbrule.edge.journal.place import Anchor, Lock, make_private, refuse_network
from plumbrule.errors import JournalError

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection, Engine


def open_journal(path: Path, *, writable: bool) -> SqlJournal:
    """The journal at `path`.

    Args:
        path: the file; its directory is made when missing.
        writable: for the daemon, which then is the only one; else for a look beside a running daemon, which writes
            nothing and, where there is no file, gets an empty journal in memory.

    Raises:
        JournalError: it is held by another process, damaged, of a newer version, or cannot be read or written.
    """
    try:
        return _writable(path) if writable else _readable(path)
    except OSError as fault:
        raise JournalError(_sentence(fault), place=str(fault.filename or path)) from fault


def memory_journal() -> SqlJournal:
    """A journal that lasts as long as the process: for reporting only, never for registering.

    Raises:
        JournalError: never, as far as is known.
    """
    engine = memory_engine()
    return _opened(engine, "memory")


def _writable(path: Path) -> SqlJournal:
    refuse_network(path)
    make_private(path)
    lock = Lock(path)
    try:
        return _opened(file_engine(path, mode="rw"), str(path), lock=lock, anchor=Anchor(path))
    except BaseException:
        lock.release()
        raise


def _readable(path: Path) -> SqlJournal:
    if not path.exists() or path.stat().st_size == 0:
        return memory_journal()
    with path.open("rb"):  # tells a missing permission apart from everything else
        pass
    return _opened(file_engine(path, mode="ro"), str(path), anchor=Anchor(path), writable=False)


def _opened(
    engine: Engine, place: str, *, lock: Lock | None = None, anchor: Anchor | None = None, writable: bool = True
) -> SqlJournal:
    try:
        with plain_words(place), (for_writing(engine) if writable else engine).begin() as connection:
            _check(connection, place)
            known = prepare(connection, writable=writable)
        if writable:
            write_ahead(engine, place)
    except BaseException as fault:
        engine.dispose()
        if isinstance(fault, JournalError) and not fault.place:
            raise JournalError(fault.message, place=place) from fault
        raise
    return SqlJournal(engine, id=known, place=place, lock=lock, anchor=anchor, writable=writable)


def _check(connection: Connection, place: str) -> None:
    verdict = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
    if verdict != "ok":
        words = " ".join(str(verdict).split())  # SQLite writes several lines
        message = f"the journal is damaged ({words}): move it away and restore a backup, or start a new one"
        raise JournalError(message, place=place)


def _sentence(fault: OSError) -> str:
    match fault.errno:
        case errno.EACCES | errno.EPERM:
            return "this user may not read or write it"
        case errno.EROFS:
            return "the file system is mounted read-only"
        case errno.ENOSPC | errno.EDQUOT:
            return "the disk is full: make room"
        case errno.ENOTDIR | errno.EEXIST:
            return "a part of the path is a file where a directory has to be"
        case errno.EISDIR:
            return "this is a directory; name a file in it"
        case _:
            return f"the journal cannot be opened: {fault.strerror or fault}"
