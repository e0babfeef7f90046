"""Gather what people and policy say about one family's plan, once, before it is decided."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from plumbrule.core.decide.decision import plan_of
from plumbrule.core.decide.demand import Matter, demand_of
from plumbrule.core.decide.freezing import open_window
from plumbrule.core.decide.gates import DENIED_WAIT
from plumbrule.core.decide.hazards import hazards_of
from plumbrule.core.decide.state import state_of
from plumbrule.loop.ballots import voted
from plumbrule.loop.trust import authors_of, unsigned_words
from plumbrule.loop.upstream import upstreams
from plumbrule.model.ballot import Approval, Rejection
from plumbrule.model.permits import NO_AUTHORS, Permits, Wave
from plumbrule.model.record import Ending
from plumbrule.model.revision import Revision
from plumbrule.model.state import State

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from plumbrule.core.decide.case import Case
    from plumbrule.loop.intake import Intake
    from plumbrule.loop.standings import Standings
    from plumbrule.loop.world import World
    from plumbrule.model.ids import Key
    from plumbrule.model.pace import Pace
    from plumbrule.model.plan import Plan
    from plumbrule.model.record import Result
    from plumbrule.model.spec import Spec

PASSING: Final = ":PassRole"
"""What IAM's sentence names where a role may not be passed: that is about one role, and registering others goes on."""


def permitted(world: World, intake: Intake, standings: Standings, case: Case) -> Case:
    """The case with what is allowed; a family that has nothing to register asks nobody. Raises what ports raise."""
    state = state_of(case)
    plan = plan_of(case, state)
    if plan is None or case.spec is None:
        return case
    return replace(case, permits=_permits(world, intake, standings, case, case.spec, plan, state))


def _permits(
    world: World, intake: Intake, standings: Standings, case: Case, spec: Spec, plan: Plan, state: State
) -> Permits:
    policy, ports = world.policy, world.targets[case.key.target]
    matter = Matter(case.target, case.key.family, spec.labels, state)
    demand = demand_of(policy, matter, hazards_of(state, case.changes))
    approvals, rejections = _said(world, intake, standings, plan, case)
    four_eyes = any(one.not_author for one in demand.requirements)
    failures = world.journal.failures(case.key, plan.desired)
    return Permits(
        demand=demand,
        people=policy.people,
        approvals=approvals,
        rejections=rejections,
        authors=authors_of(world, case) if four_eyes else NO_AUTHORS,
        halts=tuple(one for one in world.journal.halts() if one.covers(case.key) and one.lasts(case.now)),
        unsigned=unsigned_words(world, case),
        window=open_window(policy.freezes, case.key.target, case.now),
        wave=_wave(world, standings, plan, case),
        upstreams=upstreams(world, intake, standings, ports, spec),
        failures=failures,
        back_off=_back_off(world, failures, case.now),
        refused=_refused(world, case, plan),
        stalled=_stalled(world, case),
    )


def _said(
    world: World, intake: Intake, standings: Standings, plan: Plan, case: Case
) -> tuple[tuple[Approval, ...], tuple[Rejection, ...]]:
    """Of each person the newest word counts; a yes that expired or was spent is none."""
    said = {one.person: one for one in voted(world, intake, standings, plan, case)}
    spent = world.journal.spent(plan.id)
    known = world.policy.people.named
    approvals = tuple(
        one
        for one in said.values()
        if isinstance(one, Approval) and case.now < one.until and one.id not in spent and known(one.person)
    )
    return approvals, tuple(one for one in said.values() if isinstance(one, Rejection))


def _wave(world: World, standings: Standings, plan: Plan, case: Case) -> Wave | None:
    """Beside the survey, which registers nothing, also what is not known yet counts."""
    families, wanting, unseen = world.waves.count(case.key)
    limit = world.policy.blast_radius.limit(families)
    open_ = unseen if world.may_act else 0
    if wanting + open_ <= limit or state_of(case) not in {State.MISSING, State.SPEC_AHEAD}:
        return None
    batch = world.journal.batch(plan.id)
    if batch is None or batch.until <= case.now:
        return Wave(wanting, open_, limit)
    canary = None if plan.id == batch.canary else _canary(world, standings, batch.canary)
    return Wave(wanting, open_, limit, released=True, waits_for=canary)


def _canary(world: World, standings: Standings, plan: str) -> Key | None:
    """The family that goes first, while it has not settled."""
    planned = next(iter(world.journal.plans(plan)), None)
    if planned is None:
        return None
    before = standings.of(planned.key)
    settled = before.state is State.IN_SYNC and before.fingerprint is not None
    return None if settled else planned.key


def _back_off(world: World, failures: tuple[Result, ...], now: datetime) -> datetime | None:
    if not failures:
        return None
    newest = failures[0]
    age = world.ages.of_result(newest, "back_off", now, world.clock.monotonic())
    return now - age + _pause(world.pace, len(failures), newest.intent)


def _pause(pace: Pace, failures: int, intent: str) -> timedelta:
    """Doubling up to the longest, and up to a tenth more, so that two writers who met do not meet again."""
    wait: timedelta = min(pace.back_off_most, pace.back_off_first * 2 ** min(failures - 1, 30))
    return wait * (1 + (sum(intent.encode()) % 100) / 1000)


def _refused(world: World, case: Case, plan: Plan) -> Result | None:
    """What ECS refused waits for an edit, unless an owner's value was in it and the owner has registered since."""
    found = world.journal.refused(case.key, plan.desired)
    if found is None or case.spec is None or not case.spec.exemptions.owned:
        return found
    at = case.observed.registered_at if isinstance(case.observed, Revision) else None
    return None if at is not None and at > found.at else found


def _stalled(world: World, case: Case) -> Result | None:
    """Registering is refused in this target whatever the family; a role that may not be passed is one family's."""
    newest = world.journal.newest_result(case.key.target)
    if newest is None or newest.ending is not Ending.DENIED or PASSING in newest.words:
        return None
    age = world.ages.of_result(newest, "stalled", case.now, world.clock.monotonic())
    return newest if age < DENIED_WAIT else None
