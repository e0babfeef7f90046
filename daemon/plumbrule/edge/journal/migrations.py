"""The version of the tables, and the way from one to the next: a journal outlives the program that made it."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Final

from sqlalchemy import insert, inspect, select
from sqlalchemy import update as sql_update

import plumbrule.edge.journal.schema_people  # - its tables belong to what is made
import plumbrule.edge.journal.schema_tell  # noqa: F401 - the same
from plumbrule.edge.journal.chain import begin_chain
from plumbrule.edge.journal.columns import METADATA, refusing
from plumbrule.edge.journal.schema import META
from plumbrule.edge.journal.version5 import add_people
from plumbrule.edge.journal.version6 import add_incidents
from plumbrule.errors import JournalError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy import Connection

VERSION: Final = 6

CHAINED: Final = 5
"""The first version with an audit chain."""


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
        connection.exec_driver_sql(refusing("retags", verb))


def _add_exemptions(connection: Connection) -> None:
    """From 3 to 4: what was agreed before left nothing to others."""
    connection.exec_driver_sql("ALTER TABLE agreed ADD COLUMN exemptions TEXT NOT NULL DEFAULT '{}'")


MIGRATIONS: Final[Mapping[int, Callable[[Connection], None]]] = {
    1: _add_applied,
    2: _add_retags,
    3: _add_exemptions,
    4: add_people,
    5: add_incidents,
}
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
    _upgrade(connection, known["id"], int(known["version"]), writable=writable)
    return known["id"]


def _create(connection: Connection) -> str:
    made = uuid.uuid4().hex
    METADATA.create_all(connection)
    connection.execute(insert(META), [{"name": "id", "value": made}, {"name": "version", "value": str(VERSION)}])
    begin_chain(connection, made, 0)
    return made


def _upgrade(connection: Connection, name: str, found: int, *, writable: bool) -> None:
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
    if found < CHAINED:
        begin_chain(connection, name, found)
