"""The tables of what is agreed, intended and done. Changing one needs the next version in `migrations.py`."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text

from plumbrule.edge.journal.columns import METADATA, key, only_added, row_key, sequence

META: Final = Table("meta", METADATA, Column("name", Text, primary_key=True), Column("value", Text, nullable=False))

AGREED: Final = Table(
    "agreed",
    METADATA,
    *row_key(),
    Column("arn", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("digest", Text, nullable=False),
    Column("input_digest", Text),
    Column("definition", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("exemptions", Text, nullable=False, server_default="{}"),
    Column("commit_id", Text),
    Column("blob", Text),
)

INTENTS: Final = Table(
    "intents",
    METADATA,
    sequence(),
    Column("id", Text, nullable=False, unique=True),
    *key(),
    Column("plan", Text, nullable=False),
    Column("desired", Text, nullable=False),
    Column("input_digest", Text, nullable=False),
    Column("base_number", Integer, nullable=False),
    Column("highest", Integer, nullable=False),
    Column("commit_id", Text),
    Column("path", Text, nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("at", Text, nullable=False),
    Column("approvals", Text, nullable=False, server_default="[]"),
    Column("blob", Text),
    Index("intents_by_key", "target", "family", "seq"),
    Index("intents_by_plan", "plan", "seq"),
)

RESULTS: Final = Table(
    "results",
    METADATA,
    sequence(),
    Column("intent", Text, ForeignKey("intents.id"), nullable=False, index=True),
    *key(),
    Column("plan", Text, nullable=False),
    Column("ending", Text, nullable=False),
    Column("arn", Text),
    Column("number", Integer, nullable=False),
    Column("words", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("taken", Text, nullable=False, server_default="[]"),
    Index("results_by_key", "target", "family", "ending", "seq"),
    Index("results_by_plan", "plan", "seq"),
    Index("results_by_target", "target", "seq"),
)

LOOKS: Final = Table(
    "looks",
    METADATA,
    sequence(),
    Column("intent", Text, ForeignKey("intents.id"), nullable=False, index=True),
    Column("at", Text, nullable=False),
)

RETAGS: Final = Table(
    "retags",
    METADATA,
    sequence(),
    *key(),
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
    *row_key(),
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

only_added(INTENTS, RESULTS, LOOKS, RETAGS)
