"""The tables, their version, and the way from one version to the next.

Changing a table needs the next version and a migration: a journal outlives the program that made it.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Final

from sqlalchemy import DDL, Column, ForeignKey, Index, Integer, MetaData, Table, Text, event, insert, inspect, select
from sqlalchemy import update as sql_update

from plumbrule.errors import JournalError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy import Connection

VERSION: Final = 4

METADATA: Final = MetaData()


def _key() -> tuple[Column[str], Column[str]]:
    return Column("target", Text, nullable=False), Column("family", Text, nullable=False)


def _row_key() -> tuple[Column[str], Column[str]]:
    return Column("target", Text, primary_key=True), Column("family", Text, primary_key=True)


def _sequence() -> Column[int]:
    """Tells the order of writing; times may repeat, and clocks may go back."""
    return Column("seq", Integer, primary_key=True, autoincrement=True)


META: Final = Table("meta", METADATA, Column("name", Text, primary_key=True), Column("value", Text, nullable=False))

AGREED: Final = Table(
    "agreed",
    METADATA,
    *_row_key(),
    Column("arn", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("digest", Text, nullable=False),
    Column("input_digest", Text),
    Column("definition", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("exemptions", Text, nullable=False, server_default="{}"),
)

INTENTS: Final = Table(
    "intents",
    METADATA,
    _sequence(),
    Column("id", Text, nullable=False, unique=True),
    *_key(),
    Column("plan", Text, nullable=False),
    Column("desired", Text, nullable=False),
    Column("input_digest", Text, nullable=False),
    Column("base_number", Integer, nullable=False),
    Column("highest", Integer, nullable=False),
    Column("commit_id", Text),
    Column("path", Text, nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("at", Text, nullable=False),
    Index("intents_by_key", "target", "family", "seq"),
)

RESULTS: Final = Table(
    "results",
    METADATA,
    _sequence(),
    Column("intent", Text, ForeignKey("intents.id"), nullable=False, index=True),
    *_key(),
    Column("plan", Text, nullable=False),
    Column("ending", Text, nullable=False),
    Column("arn", Text),
    Column("number", Integer, nullable=False),
    Column("words", Text, nullable=False),
    Column("at", Text, nullable=False),
    Index("results_by_key", "target", "family", "ending", "seq"),
    Index("results_by_plan", "plan", "seq"),
)

LOOKS: Final = Table(
    "looks",
    METADATA,
    _sequence(),
    Column("intent", Text, ForeignKey("intents.id"), nullable=False, index=True),
    Column("at", Text, nullable=False),
)

RETAGS: Final = Table(
    "retags",
    METADATA,
    _sequence(),
    *_key(),
    Column("arn", Text, nullable=False),
    Column("request", Text, nullable=False),
    Column("ending", Text, nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("words", Text, nullable=False),
    Column("at", Text, nullable=False),
    Index("retags_by_key", "target", "family", "seq"),
    Index("retags_by_target", "target", "seq"),
)

SETTLED: Final = Table(
    "settled",
    METADATA,
    *_row_key(),
    Column("state", Text, nullable=False),
    Column("gates", Text, nullable=False),
    Column("at", Text, nullable=False),
)

APPLIED: Final = Table(
    "applied",
    METADATA,
    Column("source", Text, primary_key=True),
    Column("commit_id", Text, nullable=False),
    Column("at", Text, nullable=False),
)

for _table in (INTENTS, RESULTS, LOOKS, RETAGS):
    for _verb in ("UPDATE", "DELETE"):
        _rule = DDL(  # type: ignore[no-untyped-call]  # SQLAlchemy 2.1 leaves an argument untyped
            f"CREATE TRIGGER {_table.name}_no_{_verb.lower()} BEFORE {_verb} ON {_table.name} "
            f"BEGIN SELECT RAISE(ABORT, '{_table.name} may only be added to'); END"
        )
        event.listen(_table, "after_create", _rule.execute_if(dialect="sqlite"))


def _add_applied(connection: Connection) -> None:
    """From 1 to 2; in words of its own, since a later version may change the table above."""
    connection.exec_driver_sql(
        "CREATE TABLE applied (source TEXT NOT NULL, commit_id TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (source))"
    )


def _add_retags(connection: Connection) -> None:
    """From 2 to 3."""
    columns = (
        "seq INTEGER NOT NULL, target TEXT NOT NULL, family TEXT NOT NULL, arn TEXT NOT NULL, request TEXT NOT NULL, "
        "ending TEXT NOT NULL, epoch INTEGER NOT NULL, words TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (seq)"
    )
    connection.exec_driver_sql(f"CREATE TABLE retags ({columns})")
    connection.exec_driver_sql("CREATE INDEX retags_by_key ON retags (target, family, seq)")
    connection.exec_driver_sql("CREATE INDEX retags_by_target ON retags (target, seq)")
    for verb in ("UPDATE", "DELETE"):
        connection.exec_driver_sql(
            f"CREATE TRIGGER retags_no_{verb.lower()} BEFORE {verb} ON retags "
            "BEGIN SELECT RAISE(ABORT, 'retags may only be added to'); END"
        )


def _add_exemptions(connection: Connection) -> None:
    """From 3 to 4: what was agreed before left nothing to others."""
    connection.exec_driver_sql("ALTER TABLE agreed ADD COLUMN exemptions TEXT NOT NULL DEFAULT '{}'")


MIGRATIONS: Final[Mapping[int, Callable[[Connection], None]]] = {1: _add_applied, 2: _add_retags, 3: _add_exemptions}
"""From each older version to the one after it; all needed ones run in one transaction."""


def prepare(connection: Connection, *, writable: bool) -> str:
    """Make the tables of a new journal, or bring an older one up to date; gives the journal's id.

    Raises:
        JournalError: it is no journal, or of a version that this program does not know.
    """
    tables = set(inspect(connection).get_table_names())
    if not tables:
        return _create(connection)
    if META.name not in tables:
        raise JournalError("this is a database of some other program, not a journal: name another file")
    known: dict[str, str] = {row["name"]: row["value"] for row in connection.execute(select(META)).mappings()}
    _upgrade(connection, int(known["version"]), writable=writable)
    return known["id"]


def _create(connection: Connection) -> str:
    made = uuid.uuid4().hex
    METADATA.create_all(connection)
    connection.execute(insert(META), [{"name": "id", "value": made}, {"name": "version", "value": str(VERSION)}])
    return made


def _upgrade(connection: Connection, found: int, *, writable: bool) -> None:
    if found == VERSION:
        return
    if found > VERSION:
        raise JournalError(
            f"a newer Plumbrule wrote this journal (schema {found}, known here: {VERSION}): use that one"
        )
    if not writable:
        raise JournalError(f"the journal has the older schema {found}: start the daemon once to bring it to {VERSION}")
    for version in range(found, VERSION):
        MIGRATIONS[version](connection)
    connection.execute(sql_update(META).where(META.c.name == "version").values(value=str(VERSION)))
