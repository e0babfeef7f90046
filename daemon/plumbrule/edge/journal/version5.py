"""From version 4 to 5: what people said, plans, and the audit chain; in words of its own, since tables change later."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.edge.journal.columns import refusing

if TYPE_CHECKING:
    from sqlalchemy import Connection

_COLUMNS: Final = (
    "agreed ADD COLUMN commit_id TEXT",
    "agreed ADD COLUMN blob TEXT",
    "intents ADD COLUMN approvals TEXT NOT NULL DEFAULT '[]'",
    "intents ADD COLUMN blob TEXT",
    "results ADD COLUMN taken TEXT NOT NULL DEFAULT '[]'",
)
_TABLES: Final = (
    (
        "CREATE TABLE approvals (seq INTEGER NOT NULL, id TEXT NOT NULL, target TEXT NOT NULL, family TEXT "
        'NOT NULL, "plan" TEXT NOT NULL, word TEXT NOT NULL, person TEXT NOT NULL, method TEXT NOT NULL, '
        "subject TEXT NOT NULL, reason TEXT NOT NULL, glass INTEGER NOT NULL, until TEXT, at TEXT NOT NULL, "
        "PRIMARY KEY (seq), UNIQUE (id))"
    ),
    ("CREATE INDEX approvals_by_glass ON approvals (glass, at)"),
    ('CREATE INDEX approvals_by_plan ON approvals ("plan", seq)'),
    (
        "CREATE TABLE batches (seq INTEGER NOT NULL, id TEXT NOT NULL, commit_id TEXT NOT NULL, digest TEXT "
        "NOT NULL, canary TEXT NOT NULL, person TEXT NOT NULL, method TEXT NOT NULL, subject TEXT NOT NULL, "
        "reason TEXT NOT NULL, until TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (seq), UNIQUE (id))"
    ),
    (
        'CREATE TABLE batch_plans (seq INTEGER NOT NULL, batch TEXT NOT NULL, "plan" TEXT NOT NULL, PRIMARY '
        "KEY (seq), FOREIGN KEY(batch) REFERENCES batches (id))"
    ),
    ('CREATE INDEX batch_plans_by_plan ON batch_plans ("plan", seq)'),
    ("CREATE INDEX ix_batch_plans_batch ON batch_plans (batch)"),
    (
        "CREATE TABLE halts (seq INTEGER NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL, target TEXT, family "
        "TEXT, person TEXT NOT NULL, method TEXT NOT NULL, subject TEXT NOT NULL, reason TEXT NOT NULL, "
        "input_digest TEXT, until TEXT, at TEXT NOT NULL, PRIMARY KEY (seq), UNIQUE (id))"
    ),
    (
        "CREATE TABLE lifts (seq INTEGER NOT NULL, halt TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (seq), "
        "FOREIGN KEY(halt) REFERENCES halts (id))"
    ),
    ("CREATE INDEX ix_lifts_halt ON lifts (halt)"),
    (
        'CREATE TABLE planned (seq INTEGER NOT NULL, target TEXT NOT NULL, family TEXT NOT NULL, "plan" TEXT,'
        " because TEXT NOT NULL, desired TEXT, base TEXT, base_number INTEGER NOT NULL, commit_id TEXT, path "
        "TEXT NOT NULL, risks TEXT NOT NULL, paths TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (seq))"
    ),
    ("CREATE INDEX planned_by_key ON planned (target, family, seq)"),
    ('CREATE INDEX planned_by_plan ON planned ("plan", seq)'),
    (
        "CREATE TABLE verdicts (commit_id TEXT NOT NULL, method TEXT, subject TEXT, words TEXT NOT NULL, "
        "emails TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (commit_id))"
    ),
    (
        "CREATE TABLE audit (seq INTEGER NOT NULL, at TEXT NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL, "
        "prev TEXT NOT NULL, hash TEXT NOT NULL, PRIMARY KEY (seq))"
    ),
    ('CREATE INDEX intents_by_plan ON intents ("plan", seq)'),
    ("CREATE INDEX results_by_target ON results (target, seq)"),
)
_ONLY_ADDED: Final = ("approvals", "batches", "batch_plans", "halts", "lifts", "planned", "audit")


def add_people(connection: Connection) -> None:
    """Make the tables; what was written before stays as it is."""
    for column in _COLUMNS:
        connection.exec_driver_sql(f"ALTER TABLE {column}")
    for table in _TABLES:
        connection.exec_driver_sql(table)
    for name in _ONLY_ADDED:
        for verb in ("UPDATE", "DELETE"):
            connection.exec_driver_sql(refusing(name, verb))
