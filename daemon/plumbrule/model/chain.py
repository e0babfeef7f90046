"""The audit chain: each line carries the hash of the line before it, so that no line can change without the next.

The chain alone finds edits by those who cannot rewrite its end: its head is told to the log for whoever keeps that
elsewhere.
"""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Final

from plumbrule.model.ballot import AuditLine
from plumbrule.model.digest import canonical_json, sha256_hex

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from plumbrule.model.tree import Tree

GENESIS: Final = "0" * 64
"""What the first line has for the hash before it."""


def link(prev: str, seq: int, at: datetime, kind: str, body: str) -> AuditLine:
    """The line that follows the one whose hash is `prev`.

    Args:
        prev: 64 hex digits.
        seq: one more than the line before has; 1 for the first.
        at: with a time zone.
        kind: which entry it tells of.
        body: the entry as canonical JSON.
    """
    return AuditLine(seq, at, kind, body, prev, _hash(prev, seq, at, kind, body))


def first_broken(lines: Iterable[AuditLine], prev: str, seq: int = 0) -> AuditLine | None:
    """The first of `lines` that does not follow from the one before it; None when all do.

    Args:
        lines: in their order.
        prev: the hash before the first of them.
        seq: the number before the first of them.
    """
    for line in lines:
        fits = line.prev == prev and line.seq == seq + 1
        if not fits or line.hash != _hash(prev, line.seq, line.at, line.kind, line.body):
            return line
        prev, seq = line.hash, line.seq
    return None


def _hash(prev: str, seq: int, at: datetime, kind: str, body: str) -> str:
    told: dict[str, Tree] = {
        "seq": seq,
        "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
        "kind": kind,
        "body": body,
    }
    return sha256_hex(f"{prev}\n{canonical_json(told)}")
