"""Entries as lines of the audit chain, written in the transaction of the entries themselves."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from enum import Enum
from typing import TYPE_CHECKING, Final

from sqlalchemy import insert, select

from plumbrule.edge.journal.schema_people import AUDIT
from plumbrule.edge.journal.times import moment, moment_text
from plumbrule.model.ballot import AuditLine
from plumbrule.model.chain import GENESIS, link
from plumbrule.model.digest import canonical_json, sha256_hex
from plumbrule.model.incident import Incident
from plumbrule.model.outbox import Forgotten, Letter, Sent, Telling
from plumbrule.model.record import Agreed, Look, Retagged, Settled

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection, RowMapping

    from plumbrule.model.record import Entry
    from plumbrule.model.tree import Tree

UNTOLD: Final = (Look, Settled, Incident, Telling, Letter, Sent, Forgotten)
"""Entries that say nothing about who did what."""

_HEAD: Final = select(AUDIT.c.seq, AUDIT.c.hash).order_by(AUDIT.c.seq.desc()).limit(1)
_AGREED: Final = frozenset({"key", "arn", "number", "digest", "input_digest", "commit", "blob", "path", "at"})
"""Of an agreement not the content: it may hold secrets."""


def append(connection: Connection, entries: Iterable[Entry]) -> None:
    """One line for each entry that tells something, in their order."""
    told = [
        (type(entry).__name__.lower(), entry.at, _body(entry)) for entry in entries if not isinstance(entry, UNTOLD)
    ]
    if told:
        _write(connection, told)


def begin_chain(connection: Connection, journal: str, before: int) -> None:
    """The first line: which journal it is, and which version it had before it had a chain (0: it is new)."""
    body = canonical_json({"id": journal, "version_before": before})
    _write(connection, [("journal", datetime.now(UTC), body)])


def line(row: RowMapping) -> AuditLine:
    """A row of `audit`."""
    return AuditLine(row["seq"], moment(row["at"]), row["kind"], row["body"], row["prev"], row["hash"])


def _write(connection: Connection, told: Iterable[tuple[str, datetime, str]]) -> None:
    head = connection.execute(_HEAD).mappings().first()
    seq, prev = (head["seq"], head["hash"]) if head else (0, GENESIS)
    rows = []
    for kind, at, body in told:
        seq += 1
        made = link(prev, seq, at, kind, body)
        prev = made.hash
        rows.append(
            {"seq": seq, "at": moment_text(at), "kind": kind, "body": body, "prev": made.prev, "hash": made.hash}
        )
    connection.execute(insert(AUDIT), rows)


def _body(entry: Entry) -> str:
    plain = {field.name: _plain(getattr(entry, field.name)) for field in fields(entry)}
    if isinstance(entry, Agreed):
        plain = {name: value for name, value in plain.items() if name in _AGREED}
    if isinstance(entry, Retagged):
        plain["request"] = sha256_hex(entry.request)
    return canonical_json(plain)


def _plain(value: object) -> Tree:
    """What JSON knows, out of what entries hold."""
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    match value:
        case Enum():
            return str(value.value)
        case datetime():
            return moment_text(value)
        case tuple() | frozenset():
            return [_plain(item) for item in value]
        case bool() | int() | str() | None:
            return value
        case _:
            return None
