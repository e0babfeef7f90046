"""Act: the only place that changes anything.

RegisterTaskDefinition has no client token and is not idempotent, so every step leaves a mark before the next one:
intent in the journal, one last look, the call, the result in the journal.
Killed anywhere in between, the next start finds an intent without a result and looks for what became of it, instead of
calling again.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Final, assert_never

from plumbrule.core.decide.decision import Accept, Leave, Look, Register, Retag
from plumbrule.core.decide.settling import FIRST_LOOK, Found, NeverHappened, StillPossible, judge
from plumbrule.errors import Ambiguous, Denied, PlumbruleError, Rejected, Throttled, Unavailable
from plumbrule.loop.mend import mend
from plumbrule.loop.sides import exemptions_of
from plumbrule.model import record
from plumbrule.model.metrics import REGISTRATIONS
from plumbrule.model.outcome import Accepted, FoundLater, NotDone, Registered, Stood, Unanswered
from plumbrule.model.record import Agreed, Ending, Intent, Result
from plumbrule.model.revision import Revision
from plumbrule.model.tags import own_tags, spec_tags

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from plumbrule.core.decide.case import Case
    from plumbrule.core.decide.decision import Decision
    from plumbrule.loop.world import TargetPorts, World
    from plumbrule.model.exemption import Exemptions
    from plumbrule.model.outcome import Acted
    from plumbrule.model.record import Pending
    from plumbrule.model.revision import Observed

EPOCH: Final = 1
"""Of the lease that a shared journal will have; every effect carries it from the start."""

MOST_SEARCHED: Final = 20
"""Revisions read when looking for a lost registration; more in between means that somebody registers in a loop."""

ENDINGS: Final[dict[type[PlumbruleError], Ending]] = {
    Rejected: Ending.REJECTED,
    Denied: Ending.DENIED,
    Throttled: Ending.THROTTLED,
    Unavailable: Ending.NOT_SENT,
}
"""How an intent ends when Register certainly made nothing."""


def act(world: World, ports: TargetPorts, case: Case, decision: Decision) -> Acted:
    """Carry out the decision; raises what `Journal` and `Revisions` raise, except what ends an intent."""
    if not world.may_act:
        return Stood()
    match decision.action:
        case Register() as wanted:
            return _register(world, ports, case, wanted)
        case Accept(agreed):
            world.journal.record(agreed)
            return Accepted()
        case Retag(wanted):
            return mend(world, ports, case.key, wanted, EPOCH)
        case Look():
            return Stood() if case.pending is None else _look(world, ports, case, case.pending)
        case Leave():
            return Stood()
        case _ as never:
            assert_never(never)


def _register(world: World, ports: TargetPorts, case: Case, wanted: Register) -> Acted:
    ports.revisions.reserve()
    intent = _intent(world, ports, case, wanted)
    world.ages.of_intent(intent, world.clock.monotonic())
    world.journal.record(intent)
    try:
        if not _same(ports.revisions.latest(case.key.family), case.observed):
            return _end(world, intent, Ending.BASE_MOVED, "the live revision changed in the meantime")
    except PlumbruleError as error:
        _end(world, intent, Ending.NOT_SENT, error.message)
        raise
    except Exception as fault:
        _end(world, intent, Ending.NOT_SENT, f"a fault of ours: {type(fault).__name__}")
        raise
    try:
        definition = wanted.spec.definition if case.request is None else case.request
        tags = spec_tags(definition) | own_tags(wanted.plan, world.instance)
        revision = ports.revisions.register(definition, tags)
    except Ambiguous as error:
        return Unanswered(FIRST_LOOK, fresh=True, words=error.message)
    except tuple(ENDINGS) as error:
        return _end(world, intent, ENDINGS[type(error)], error.message)
    world.journal.record(*_success(world, intent, revision, exemptions_of(case.spec, case.agreed)))
    _count(world, intent, Ending.REGISTERED)
    return Registered(revision, tuple(range(intent.highest + 1, revision.number)))


def _look(world: World, ports: TargetPorts, case: Case, pending: Pending) -> Acted:
    """An earlier registration has no answer: see what ECS shows now."""
    intent = pending.intent
    seen = _above_base(ports, case, intent)
    now = intent.at + world.ages.of_intent(intent, world.clock.monotonic())
    match judge(pending, seen, visibility=case.policy.visibility, now=now):
        case Found(revision):
            world.journal.record(*_success(world, intent, revision, exemptions_of(case.spec, case.agreed)))
            _count(world, intent, Ending.REGISTERED)
            return FoundLater(revision)
        case StillPossible(after, counts):
            if counts:
                world.journal.record(record.Look(intent.id, case.now))
            return Unanswered(after, fresh=False)
        case NeverHappened():
            return _end(world, intent, Ending.LOST, "its answer was lost and ECS shows no such revision")
        case _ as never:
            assert_never(never)


def _above_base(ports: TargetPorts, case: Case, intent: Intent) -> Iterator[Revision]:
    newest = case.observed.number if isinstance(case.observed, Revision) else 0
    top = max(newest, ports.revisions.highest(case.key.family))
    for number in range(top, max(intent.base_number, top - MOST_SEARCHED), -1):
        if revision := ports.revisions.numbered(case.key.family, number):
            yield revision


def _intent(world: World, ports: TargetPorts, case: Case, wanted: Register) -> Intent:
    return Intent(
        id=uuid.uuid4().hex,
        key=case.key,
        plan=wanted.plan.id,
        desired=wanted.plan.desired,
        input_digest=wanted.spec.input_digest,
        base_number=wanted.plan.base_number,
        highest=ports.revisions.highest(case.key.family),
        commit=case.commit,
        path=wanted.plan.path,
        epoch=EPOCH,
        at=world.clock.now(),
        approvals=tuple(one.id for one in case.permits.approvals),
        blob=wanted.spec.blob,
    )


def _success(world: World, intent: Intent, revision: Revision, exemptions: Exemptions) -> tuple[Result, Agreed]:
    now = world.clock.now()
    return _registered(intent, revision, now), _agreed(intent, revision, exemptions, now)


def _registered(intent: Intent, revision: Revision, now: datetime) -> Result:
    return Result(
        intent=intent.id,
        key=intent.key,
        plan=intent.plan,
        ending=Ending.REGISTERED,
        at=now,
        arn=revision.arn,
        number=revision.number,
        between=tuple(range(intent.highest + 1, revision.number)),
    )


def _agreed(intent: Intent, revision: Revision, exemptions: Exemptions, now: datetime) -> Agreed:
    """Where there are exemptions, the digest of the intent is made again before it is compared."""
    return Agreed(
        key=intent.key,
        arn=revision.arn,
        number=revision.number,
        digest=intent.desired,
        input_digest=intent.input_digest,
        definition=revision.definition,
        at=now,
        path=intent.path,
        exemptions=exemptions,
        commit=intent.commit,
        blob=intent.blob,
    )


def _end(world: World, intent: Intent, ending: Ending, words: str) -> NotDone:
    world.journal.record(Result(intent.id, intent.key, intent.plan, ending, world.clock.now(), words=words))
    _count(world, intent, ending)
    return NotDone(ending, words)


def _count(world: World, intent: Intent, ending: Ending) -> None:
    world.meter.count(REGISTRATIONS, intent.key.target, ending.value)


def _same(seen: Observed, before: Observed) -> bool:
    if isinstance(seen, Revision) and isinstance(before, Revision):
        return seen.arn == before.arn
    return type(seen) is type(before)
