"""From version 5 to 6: incidents, the outbox, and living messages; in words of its own, since tables change later."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sqlalchemy import Connection

_TABLES: Final = (
    (
        "CREATE TABLE incidents (seq INTEGER NOT NULL, id TEXT NOT NULL, subject TEXT NOT NULL, status "
        "TEXT NOT NULL, person TEXT NOT NULL, concern TEXT NOT NULL, at TEXT NOT NULL, told TEXT NOT "
        "NULL, until TEXT, ended TEXT, PRIMARY KEY (seq), UNIQUE (id))"
    ),
    ("CREATE INDEX incidents_by_end ON incidents (ended, seq)"),
    ("CREATE INDEX incidents_by_subject ON incidents (subject, seq)"),
    (
        "CREATE TABLE outbox (seq INTEGER NOT NULL, id TEXT NOT NULL, incident TEXT NOT NULL, reason "
        "TEXT NOT NULL, sink TEXT NOT NULL, channel TEXT NOT NULL, mentions TEXT NOT NULL, words TEXT "
        "NOT NULL, letter TEXT NOT NULL, state TEXT NOT NULL, error TEXT NOT NULL, at TEXT NOT NULL, due "
        "TEXT NOT NULL, PRIMARY KEY (seq), UNIQUE (id), FOREIGN KEY(incident) REFERENCES incidents (id))"
    ),
    ("CREATE INDEX ix_outbox_incident ON outbox (incident)"),
    ("CREATE INDEX outbox_by_state ON outbox (state, sink, due)"),
    (
        "CREATE TABLE letters (seq INTEGER NOT NULL, id TEXT NOT NULL, sink TEXT NOT NULL, channel TEXT "
        "NOT NULL, group_key TEXT NOT NULL, ref TEXT NOT NULL, state TEXT NOT NULL, at TEXT NOT NULL, "
        "PRIMARY KEY (seq), UNIQUE (id))"
    ),
    ("CREATE INDEX letters_by_group ON letters (sink, channel, group_key, seq)"),
    (
        "CREATE TABLE letter_members (seq INTEGER NOT NULL, letter TEXT NOT NULL, incident TEXT NOT "
        "NULL, PRIMARY KEY (seq), UNIQUE (letter, incident), FOREIGN KEY(letter) REFERENCES letters "
        "(id), FOREIGN KEY(incident) REFERENCES incidents (id))"
    ),
    ("CREATE INDEX ix_letter_members_incident ON letter_members (incident)"),
)


def add_incidents(connection: Connection) -> None:
    """Make the tables."""
    for table in _TABLES:
        connection.exec_driver_sql(table)
