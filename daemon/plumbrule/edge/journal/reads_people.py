"""The port's reads about what people said, about plans, and about the audit chain."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from sqlalchemy import Integer, bindparam, func, select

from plumbrule.edge.journal import rows, rows_people
from plumbrule.edge.journal.chain import line
from plumbrule.edge.journal.reads import Reads
from plumbrule.edge.journal.schema import INTENTS, RESULTS
from plumbrule.edge.journal.schema_people import (
    APPROVALS,
    AUDIT,
    BATCH_PLANS,
    BATCHES,
    HALTS,
    LIFTS,
    PLANNED,
    VERDICTS,
)
from plumbrule.edge.journal.times import moment_text
from plumbrule.model.ballot import Approval
from plumbrule.model.record import Ending

if TYPE_CHECKING:
    from datetime import datetime

    from plumbrule.model.ballot import AuditLine, Batch, Halt, Planned, Rejection, Verdict
    from plumbrule.model.ids import CommitId, Key, PlanId

MOST_PLANS: Final = 10
MAYBE_USED: Final = (Ending.REGISTERED.value, Ending.LOST.value)
"""Endings after which an approval does not come back."""

_APPROVALS: Final = select(APPROVALS).where(APPROVALS.c.plan == bindparam("plan")).order_by(APPROVALS.c.seq)
_SPENT: Final = (
    select(INTENTS.c.approvals)
    .outerjoin(RESULTS, RESULTS.c.intent == INTENTS.c.id)
    .where(INTENTS.c.plan == bindparam("plan"), RESULTS.c.ending.is_(None) | RESULTS.c.ending.in_(MAYBE_USED))
)
_BATCH: Final = (
    select(BATCHES)
    .join(BATCH_PLANS, BATCH_PLANS.c.batch == BATCHES.c.id)
    .where(BATCH_PLANS.c.plan == bindparam("plan"))
    .order_by(BATCH_PLANS.c.seq.desc())
    .limit(1)
)
_PLANS_OF: Final = (
    select(BATCH_PLANS.c.plan).where(BATCH_PLANS.c.batch == bindparam("batch")).order_by(BATCH_PLANS.c.seq)
)
_HALTS: Final = (
    select(HALTS).where(~select(LIFTS.c.seq).where(LIFTS.c.halt == HALTS.c.id).exists()).order_by(HALTS.c.seq)
)
_PLANNED: Final = select(PLANNED).where(*rows.of_family(PLANNED)).order_by(PLANNED.c.seq.desc()).limit(1)
_FOLLOWED: Final = (
    select(PLANNED)
    .where(
        *rows.of_family(PLANNED),
        PLANNED.c.seq
        > select(func.max(PLANNED.c.seq))
        .where(*rows.of_family(PLANNED), PLANNED.c.plan == bindparam("plan"))
        .scalar_subquery(),
    )
    .order_by(PLANNED.c.seq)
    .limit(1)
)
_NEWEST: Final = (
    select(func.max(PLANNED.c.seq))
    .where(PLANNED.c.plan >= bindparam("prefix"), PLANNED.c.plan < bindparam("end"))
    .group_by(PLANNED.c.plan)
)
_PLANS: Final = select(PLANNED).where(PLANNED.c.seq.in_(_NEWEST)).order_by(PLANNED.c.seq.desc()).limit(MOST_PLANS)
_GLASS: Final = (
    select(APPROVALS).where(APPROVALS.c.glass == 1, APPROVALS.c.at >= bindparam("since")).order_by(APPROVALS.c.seq)
)
_VERDICT: Final = select(VERDICTS).where(VERDICTS.c.commit_id == bindparam("commit"))
_AUDIT: Final = (
    select(AUDIT)
    .where(AUDIT.c.seq > bindparam("after", type_=Integer))
    .order_by(AUDIT.c.seq)
    .limit(bindparam("most", type_=Integer))
)
_HEAD: Final = select(AUDIT).order_by(AUDIT.c.seq.desc()).limit(1)


class PeopleReads(Reads):
    """Each method as `ports.Journal` says."""

    def approvals(self, plan: PlanId) -> tuple[Approval | Rejection, ...]:
        """See `ports.Journal`."""
        return self._all(_APPROVALS, {"plan": plan}, rows_people.approval)

    def spent(self, plan: PlanId) -> frozenset[str]:
        """See `ports.Journal`."""
        with self._reading() as connection:
            found = connection.execute(_SPENT, {"plan": plan}).scalars()
            return frozenset(name for names in found for name in json.loads(names))

    def batch(self, plan: PlanId) -> Batch | None:
        """See `ports.Journal`."""
        with self._reading() as connection:
            row = connection.execute(_BATCH, {"plan": plan}).mappings().first()
            if row is None:
                return None
            return rows_people.batch(row, connection.execute(_PLANS_OF, {"batch": row["id"]}).scalars().all())

    def halts(self) -> tuple[Halt, ...]:
        """See `ports.Journal`."""
        return self._all(_HALTS, {}, rows_people.halt)

    def planned(self, key: Key) -> Planned | None:
        """See `ports.Journal`."""
        return self._first(_PLANNED, rows.named(key), rows_people.planned)

    def plans(self, prefix: str) -> tuple[Planned, ...]:
        """See `ports.Journal`; `g` comes after every hex digit."""
        return self._all(_PLANS, {"prefix": prefix, "end": f"{prefix}g"}, rows_people.planned)

    def followed(self, planned: Planned) -> Planned | None:
        """See `ports.Journal`."""
        return self._first(_FOLLOWED, {**rows.named(planned.key), "plan": planned.plan or ""}, rows_people.planned)

    def glass(self, since: datetime) -> tuple[Approval, ...]:
        """See `ports.Journal`."""
        found = self._all(_GLASS, {"since": moment_text(since)}, rows_people.approval)
        return tuple(one for one in found if isinstance(one, Approval))

    def verdict(self, commit: CommitId) -> Verdict | None:
        """See `ports.Journal`."""
        return self._first(_VERDICT, {"commit": commit}, rows_people.verdict)

    def audit(self, after: int, most: int) -> tuple[AuditLine, ...]:
        """See `ports.Journal`."""
        return self._all(_AUDIT, {"after": after, "most": most}, line)

    def audit_head(self) -> AuditLine | None:
        """See `ports.Journal`."""
        return self._first(_HEAD, {}, line)
