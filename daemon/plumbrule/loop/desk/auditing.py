"""The audit chain: a part of it, and whether it holds."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from plumbrule.model.answers import AuditVerdict, AuditView
from plumbrule.model.chain import GENESIS, first_broken

if TYPE_CHECKING:
    from plumbrule.model.ballot import AuditLine
    from plumbrule.model.tree import Object
    from plumbrule.ports import Journal

PAGE: Final = 1000


def audit(journal: Journal, after: int, most: int) -> AuditView:
    """Lines after a number, and where the chain ends now."""
    head = journal.audit_head()
    lines = tuple(line_of(one) for one in journal.audit(after, min(most, PAGE)))
    return AuditView(lines, head.seq if head else 0, head.hash if head else GENESIS)


def line_of(line: AuditLine) -> Object:
    """A line as it is exported."""
    return {
        "seq": line.seq,
        "at": line.at.isoformat(timespec="microseconds"),
        "kind": line.kind,
        "body": json.loads(line.body),
        "prev": line.prev,
        "hash": line.hash,
    }


def verified(journal: Journal) -> AuditVerdict:
    """Compute every link again."""
    prev, seq = GENESIS, 0
    while lines := journal.audit(seq, PAGE):
        broken = first_broken(lines, prev, seq)
        if broken is not None:
            words = f"line {broken.seq} does not follow from the line before it"
            return AuditVerdict(False, broken.seq - 1, prev, broken.seq, words)  # noqa: FBT003 - a field
        prev, seq = lines[-1].hash, lines[-1].seq
    return AuditVerdict(True, seq, prev)  # noqa: FBT003 - a field
