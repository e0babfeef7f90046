"""Contents of revisions on disk, beside the journal: whatever happens to the file only costs calls.

It holds what Describe answered, environment values included: it is made with mode 0600, like the journal.
It is no part of the journal, so that damage here never stops what must be durable; it may be deleted at any time while
nothing runs. Only the process that holds the journal opens it.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import threading
import zlib
from collections import defaultdict
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from plumbrule.model.ids import Family
from plumbrule.model.revision import Kept, Revision

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

    from plumbrule.model.ids import TargetId

SUFFIX: Final = ".contents"
"""Added to the journal's name."""

FORMAT: Final = 1
"""Of this file; one of another format is begun anew."""

MOST_FAMILIES: Final = 100_000
"""Of all targets together; more are not kept. A family takes some 1 KiB."""

LARGEST: Final = 4 * 1024 * 1024
"""Bytes of one answer as text; a definition has 64 KiB at most."""

ROOM: Final = 16 * 1024 * 1024
"""Bytes that stay free on the disk: what only saves calls must not take the journal's last room."""

AT_ONCE: Final = 200
"""Answers written in one transaction; what was not written yet when a process is killed is asked for again."""

_TABLE: Final = (
    "CREATE TABLE contents (target TEXT NOT NULL, family TEXT NOT NULL, arn TEXT NOT NULL, at TEXT NOT NULL, "
    "body BLOB NOT NULL, PRIMARY KEY (target, family))"
)
_WRITE: Final = "INSERT OR REPLACE INTO contents VALUES (?, ?, ?, ?, ?)"
_FAULTS: Final = (sqlite3.Error, OSError, ValueError, TypeError, KeyError, IndexError, zlib.error)


class _Row(NamedTuple):
    target: str
    family: str
    arn: str
    at: str
    body: bytes


class FileContents:
    """Satisfies `ports.Contents`; safe for any number of threads.

    Args:
        path: the file; made when missing, begun anew when it cannot be read.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.RLock()
        self._known: defaultdict[str, dict[Family, Kept]] = defaultdict(dict)
        self._waiting: dict[tuple[str, str], _Row] = {}
        self._base: sqlite3.Connection | None = None
        self._open()

    def known(self, target: TargetId) -> Mapping[Family, Kept]:
        """See `ports.Contents`; a view that follows what is kept."""
        with self._lock:
            return MappingProxyType(self._known[str(target)])

    def revision(self, target: TargetId, arn: str) -> Revision | None:
        """See `ports.Contents`."""
        family = Family(arn.rpartition("/")[2].rpartition(":")[0])
        body: bytes | None = None
        with self._faultless():
            body = self._body(str(target), family, arn)
        try:
            return None if body is None else _revision(body, family, arn)
        except _FAULTS:
            return None

    def keep(self, target: TargetId, revision: Revision, at: datetime) -> None:
        """See `ports.Contents`."""
        with self._faultless():
            kept = Kept(revision.arn, at.astimezone(UTC))
            row = _Row(str(target), revision.family, revision.arn, kept.at.isoformat(), _packed(revision))
            if self._base is None or (revision.family not in self._known[row.target] and self._full):
                return
            self._waiting[row.target, row.family] = row
            self._known[row.target][revision.family] = kept
            if len(self._waiting) >= AT_ONCE:
                self._flush()

    def prune(self, target: TargetId, watched: Collection[Family]) -> None:
        """See `ports.Contents`."""
        with self._faultless():
            self._flush()
            gone = [family for family in self._known[str(target)] if family not in watched]
            for family in gone:
                del self._known[str(target)][family]
            if gone and self._base is not None:
                rows = [(str(target), family) for family in gone]
                with self._transaction(self._base) as base:
                    base.executemany("DELETE FROM contents WHERE target = ? AND family = ?", rows)

    def close(self) -> None:
        """See `ports.Contents`."""
        with self._faultless():
            self._flush()
            base, self._base = self._base, None
            if base is not None:
                base.close()

    @property
    def _full(self) -> bool:
        return sum(map(len, self._known.values())) >= MOST_FAMILIES

    def _open(self) -> None:
        try:
            self._load()
        except _FAULTS:
            self._give_up()
            with suppress(*_FAULTS):
                self._path.unlink(missing_ok=True)
                self._load()

    def _load(self) -> None:
        if not self._has_room():
            return
        # Its own mode, whatever the umask and an earlier owner made of it: there are secrets inside.
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        with closing(os.fdopen(descriptor, "rb")):
            os.fchmod(descriptor, 0o600)
        base = sqlite3.connect(self._path, check_same_thread=False, isolation_level=None)
        self._base = base
        base.execute("PRAGMA synchronous=OFF")  # a power cut may cost the file, never more
        base.execute("PRAGMA trusted_schema=OFF")
        if base.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise sqlite3.DatabaseError("damaged")
        found = base.execute("PRAGMA user_version").fetchone()[0]
        if found != FORMAT:
            _begin_anew(base, found)
        for target, family, arn, at in base.execute("SELECT target, family, arn, at FROM contents"):
            self._known[target][Family(family)] = Kept(arn, datetime.fromisoformat(at))

    def _body(self, target: str, family: Family, arn: str) -> bytes | None:
        if (waiting := self._waiting.get((target, family))) is not None:
            return waiting.body if waiting.arn == arn else None
        if self._base is None:
            return None
        words = "SELECT body FROM contents WHERE target = ? AND family = ? AND arn = ?"
        row = self._base.execute(words, (target, family, arn)).fetchone()
        return None if row is None else row[0]

    def _flush(self) -> None:
        rows, self._waiting = tuple(self._waiting.values()), {}
        if not rows or self._base is None:
            return
        if not self._has_room():
            for row in rows:
                del self._known[row.target][Family(row.family)]
            return
        with self._transaction(self._base) as base:
            base.executemany(_WRITE, rows)

    def _has_room(self) -> bool:
        return shutil.disk_usage(self._path.parent).free > ROOM

    @contextmanager
    def _transaction(self, base: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
        base.execute("BEGIN IMMEDIATE")
        try:
            yield base
        except BaseException:
            base.execute("ROLLBACK")
            raise
        base.execute("COMMIT")

    @contextmanager
    def _faultless(self) -> Iterator[None]:
        """Whatever fails, nobody hears of it, and nothing is kept from then on."""
        with self._lock:
            try:
                yield
            except _FAULTS:
                self._give_up()

    def _give_up(self) -> None:
        base, self._base = self._base, None
        self._waiting.clear()
        for known in self._known.values():
            known.clear()
        if base is not None:
            with suppress(*_FAULTS):
                base.close()


def _begin_anew(base: sqlite3.Connection, found: int) -> None:
    if found:
        base.execute("DROP TABLE IF EXISTS contents")
    base.execute(_TABLE)
    base.execute(f"PRAGMA user_version = {FORMAT}")


def _packed(revision: Revision) -> bytes:
    at = revision.registered_at
    tree = {
        "definition": revision.definition,
        "tags": dict(revision.tags),
        "at": None if at is None else at.isoformat(),
        "by": revision.registered_by,
    }
    return zlib.compress(json.dumps(tree, ensure_ascii=False, separators=(",", ":")).encode(), 1)


def _revision(body: bytes, family: Family, arn: str) -> Revision | None:
    tree = json.loads(zlib.decompressobj().decompress(body, LARGEST))
    if tree["definition"]["taskDefinitionArn"] != arn:
        return None
    at = tree["at"]
    return Revision(
        arn=arn,
        family=family,
        number=int(arn.rpartition(":")[2]),
        definition=tree["definition"],
        tags={str(key): str(value) for key, value in tree["tags"].items()},
        registered_at=None if at is None else datetime.fromisoformat(at),
        registered_by=tree["by"],
    )
