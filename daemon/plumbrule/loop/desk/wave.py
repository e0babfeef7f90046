"""Yes to a whole commit that was held for its size: to the very set that was shown."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from plumbrule.errors import Declined
from plumbrule.loop.desk.find import commit_at, open_plans
from plumbrule.loop.desk.show import plan_view
from plumbrule.loop.desk.vote import approval_of, may_count, tell_approval
from plumbrule.loop.desk.who import person_of, span_of
from plumbrule.model.answers import CommitView
from plumbrule.model.ballot import Batch
from plumbrule.model.digest import canonical_json, sha256_hex
from plumbrule.model.event import Event, Level, Notice
from plumbrule.model.ids import CommitId
from plumbrule.model.state import MAY_BE_AUTOMATIC, Gate

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import timedelta

    from plumbrule.loop.desk.find import Open
    from plumbrule.loop.shell import Shell
    from plumbrule.model.people import Identity
    from plumbrule.model.tree import Tree


def commit(shell: Shell, prefix: str) -> CommitView:
    """What the commit would register. Raises Declined: it is not the one that is read now."""
    found = commit_at(shell, prefix)
    wanting = _wanting(shell)
    return CommitView(
        commit=found,
        digest=batch_digest(one.plan.id for one in wanting),
        plans=tuple(plan_view(shell, one) for one in wanting),
        canary=wanting[0].plan.id if wanting else None,
        limits={name: _limit(shell, name) for name in shell.world.targets},
    )


def approve_commit(
    shell: Shell, caller: Identity, prefix: str, *, digest: str, reason: str, lasts: timedelta | None
) -> CommitView:
    """Say yes to the set of `digest`. Raises Declined: the caller may not, or the set is another by now."""
    person, found = person_of(shell.world, caller), commit_at(shell, prefix)
    wanting = _wanting(shell)
    if not wanting or batch_digest(one.plan.id for one in wanting) != digest:
        raise Declined("the set has changed since it was shown: look at it again", why="moved")
    for one in wanting:
        may_count(shell, one, caller, person)
    now, plans = shell.world.clock.now(), tuple(one.plan.id for one in wanting)
    until = now + span_of(lasts, shell.world.policy.expiry)
    name, first = uuid.uuid4().hex, plans[0]
    batch = Batch(name, CommitId(found), digest, plans, first, person.name, caller, now, until, reason)
    approvals = [approval_of(shell, caller, person, one, reason, lasts) for one in wanting]
    shell.world.journal.record(batch, *approvals)
    _tell(shell, batch, wanting[0])
    for approval in approvals:
        tell_approval(shell, approval)
    for one in wanting:
        shell.ask(one.key)
    return commit(shell, prefix)


def _tell(shell: Shell, batch: Batch, canary: Open) -> None:
    fields: dict[str, Tree] = {
        "commit": batch.commit,
        "digest": batch.digest,
        "plans": len(batch.plans),
        "canary": str(canary.key),
        "person": batch.person,
        "reason": batch.reason,
    }
    shell.say(Notice(Event.COMMIT_APPROVED, Level.WARNING, fields))


def batch_digest(plans: Iterable[str]) -> str:
    """What names a set of plans: SHA-256 over canonical JSON of their sorted ids."""
    return sha256_hex("plumbrule:batch:1\n" + canonical_json(sorted(plans)))


def _wanting(shell: Shell) -> tuple[Open, ...]:
    """What the commit changes and nothing but people holds back; the one that changes least risk goes first."""
    found = [
        one
        for one in open_plans(shell)
        if one.remembered.state in MAY_BE_AUTOMATIC
        and not {Gate.INVALID, Gate.CONFLICT, Gate.REJECTED}.intersection(one.remembered.gates)
    ]
    return tuple(sorted(found, key=lambda one: (_worst(one), one.key)))


def _worst(one: Open) -> int:
    return max((hazard.risk.rank for hazard in one.remembered.permits.demand.hazards), default=0)


def _limit(shell: Shell, target: str) -> int:
    families = sum(key.target == target for key in shell.intake.specs) if shell.intake else 0
    return shell.world.policy.blast_radius.limit(families)
