"""The tables of what people said, of plans, and of the audit chain."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text

from plumbrule.edge.journal.columns import METADATA, key, only_added, sequence

APPROVALS: Final = Table(
    "approvals",
    METADATA,
    sequence(),
    Column("id", Text, nullable=False, unique=True),
    *key(),
    Column("plan", Text, nullable=False),
    Column("word", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("method", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("glass", Integer, nullable=False),
    Column("until", Text),
    Column("at", Text, nullable=False),
    Index("approvals_by_plan", "plan", "seq"),
    Index("approvals_by_glass", "glass", "at"),
)

BATCHES: Final = Table(
    "batches",
    METADATA,
    sequence(),
    Column("id", Text, nullable=False, unique=True),
    Column("commit_id", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("canary", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("method", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("until", Text, nullable=False),
    Column("at", Text, nullable=False),
)

BATCH_PLANS: Final = Table(
    "batch_plans",
    METADATA,
    sequence(),
    Column("batch", Text, ForeignKey("batches.id"), nullable=False, index=True),
    Column("plan", Text, nullable=False),
    Index("batch_plans_by_plan", "plan", "seq"),
)

HALTS: Final = Table(
    "halts",
    METADATA,
    sequence(),
    Column("id", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("target", Text),
    Column("family", Text),
    Column("person", Text, nullable=False),
    Column("method", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("input_digest", Text),
    Column("until", Text),
    Column("at", Text, nullable=False),
)

LIFTS: Final = Table(
    "lifts",
    METADATA,
    sequence(),
    Column("halt", Text, ForeignKey("halts.id"), nullable=False, index=True),
    Column("at", Text, nullable=False),
)

PLANNED: Final = Table(
    "planned",
    METADATA,
    sequence(),
    *key(),
    Column("plan", Text),
    Column("because", Text, nullable=False),
    Column("desired", Text),
    Column("base", Text),
    Column("base_number", Integer, nullable=False),
    Column("commit_id", Text),
    Column("path", Text, nullable=False),
    Column("risks", Text, nullable=False),
    Column("paths", Text, nullable=False),
    Column("at", Text, nullable=False),
    Index("planned_by_key", "target", "family", "seq"),
    Index("planned_by_plan", "plan", "seq"),
)

VERDICTS: Final = Table(
    "verdicts",
    METADATA,
    Column("commit_id", Text, primary_key=True),
    Column("method", Text),
    Column("subject", Text),
    Column("words", Text, nullable=False),
    Column("emails", Text, nullable=False),
    Column("at", Text, nullable=False),
)

AUDIT: Final = Table(
    "audit",
    METADATA,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("prev", Text, nullable=False),
    Column("hash", Text, nullable=False),
)

only_added(APPROVALS, BATCHES, BATCH_PLANS, HALTS, LIFTS, PLANNED, AUDIT)

MADE: Final = (APPROVALS, BATCHES, BATCH_PLANS, HALTS, LIFTS, PLANNED, VERDICTS, AUDIT)
