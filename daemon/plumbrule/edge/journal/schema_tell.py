"""The tables of incidents, of what is to be said about them, and of the messages that say it.

They hold how things are now, so their rows change, unlike those of what people said.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint

from plumbrule.edge.journal.columns import METADATA, sequence

INCIDENTS: Final = Table(
    "incidents",
    METADATA,
    sequence(),
    Column("id", Text, nullable=False, unique=True),
    Column("subject", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("concern", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("told", Text, nullable=False),
    Column("until", Text),
    Column("ended", Text),
    Index("incidents_by_subject", "subject", "seq"),
    Index("incidents_by_end", "ended", "seq"),
)

OUTBOX: Final = Table(
    "outbox",
    METADATA,
    sequence(),
    Column("id", Text, nullable=False, unique=True),
    Column("incident", Text, ForeignKey("incidents.id"), nullable=False, index=True),
    Column("reason", Text, nullable=False),
    Column("sink", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("mentions", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("letter", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("error", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("due", Text, nullable=False),
    Index("outbox_by_state", "state", "sink", "due"),
)

LETTERS: Final = Table(
    "letters",
    METADATA,
    sequence(),
    Column("id", Text, nullable=False, unique=True),
    Column("sink", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("group_key", Text, nullable=False),
    Column("ref", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("at", Text, nullable=False),
    Index("letters_by_group", "sink", "channel", "group_key", "seq"),
)

LETTER_MEMBERS: Final = Table(
    "letter_members",
    METADATA,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("letter", Text, ForeignKey("letters.id"), nullable=False),
    Column("incident", Text, ForeignKey("incidents.id"), nullable=False, index=True),
    UniqueConstraint("letter", "incident"),
)
