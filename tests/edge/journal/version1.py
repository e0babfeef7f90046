"""A journal as Plumbrule 0.1 made it, schema 1: its very statements, written down once and never changed."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

ID: Final = "0b5f4f3c1d2e4a6f8a9b0c1d2e3f4a5b"
TABLES: Final = """\
CREATE TABLE meta (name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (name));
CREATE TABLE agreed (target TEXT NOT NULL, family TEXT NOT NULL, arn TEXT NOT NULL, number INTEGER NOT NULL, digest
  TEXT NOT NULL, input_digest TEXT, definition TEXT NOT NULL, path TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY
  (target, family));
CREATE TABLE intents (seq INTEGER NOT NULL, id TEXT NOT NULL, target TEXT NOT NULL, family TEXT NOT NULL, "plan"
  TEXT NOT NULL, desired TEXT NOT NULL, input_digest TEXT NOT NULL, base_number INTEGER NOT NULL, highest INTEGER
  NOT NULL, commit_id TEXT, path TEXT NOT NULL, epoch INTEGER NOT NULL, at TEXT NOT NULL, PRIMARY KEY (seq), UNIQUE
  (id));
CREATE INDEX intents_by_key ON intents (target, family, seq);
CREATE TRIGGER intents_no_update BEFORE UPDATE ON intents BEGIN SELECT RAISE(ABORT, 'intents may only be added
  to'); END;
CREATE TRIGGER intents_no_delete BEFORE DELETE ON intents BEGIN SELECT RAISE(ABORT, 'intents may only be added
  to'); END;
CREATE TABLE settled (target TEXT NOT NULL, family TEXT NOT NULL, state TEXT NOT NULL, gates TEXT NOT NULL, at TEXT
  NOT NULL, PRIMARY KEY (target, family));
CREATE TABLE results (seq INTEGER NOT NULL, intent TEXT NOT NULL, target TEXT NOT NULL, family TEXT NOT NULL,
  "plan" TEXT NOT NULL, ending TEXT NOT NULL, arn TEXT, number INTEGER NOT NULL, words TEXT NOT NULL, at TEXT NOT
  NULL, PRIMARY KEY (seq), FOREIGN KEY(intent) REFERENCES intents (id));
CREATE INDEX ix_results_intent ON results (intent);
CREATE INDEX results_by_plan ON results ("plan", seq);
CREATE INDEX results_by_key ON results (target, family, ending, seq);
CREATE TRIGGER results_no_update BEFORE UPDATE ON results BEGIN SELECT RAISE(ABORT, 'results may only be added
  to'); END;
CREATE TRIGGER results_no_delete BEFORE DELETE ON results BEGIN SELECT RAISE(ABORT, 'results may only be added
  to'); END;
CREATE TABLE looks (seq INTEGER NOT NULL, intent TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (seq), FOREIGN
  KEY(intent) REFERENCES intents (id));
CREATE INDEX ix_looks_intent ON looks (intent);
CREATE TRIGGER looks_no_update BEFORE UPDATE ON looks BEGIN SELECT RAISE(ABORT, 'looks may only be added to'); END;
CREATE TRIGGER looks_no_delete BEFORE DELETE ON looks BEGIN SELECT RAISE(ABORT, 'looks may only be added to'); END;
"""
ROWS: Final = """\
INSERT INTO meta VALUES ('id', '0b5f4f3c1d2e4a6f8a9b0c1d2e3f4a5b'), ('version', '1');
INSERT INTO agreed VALUES ('prod', 'web', 'arn:aws:ecs:eu-west-1:123456789012:task-definition/web:7', 7,
  'c1:sha256:aa', 'i1:sha256:bb', '{"family":"web"}', 'teams/web.json', '2026-11-23T12:30:15.123456+00:00');
INSERT INTO intents VALUES (1, 'i1', 'prod', 'web', 'p1', 'c1:sha256:aa', 'i1:sha256:bb', 6, 9,
  'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'teams/web.json', 1, '2026-11-23T12:30:15.123456+00:00');
INSERT INTO looks VALUES (1, 'i1', '2026-11-23T12:35:15.123456+00:00');
INSERT INTO settled VALUES ('prod', 'web', 'spec_ahead', '["settling"]', '2026-11-23T12:30:15.123456+00:00');
"""


def make(place: Path) -> None:
    """Write the file."""
    place.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(place)) as made:
        made.executescript(TABLES + ROWS)
        made.commit()


def shape(place: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every table with its columns: name, type, whether null is refused, default, place in the primary key."""
    with closing(sqlite3.connect(place)) as known:
        tables = [
            name for (name,) in known.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        ]
        return {name: [row[1:] for row in known.execute(f"PRAGMA table_info({name})")] for name in tables}
