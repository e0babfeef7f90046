"""Gather once everything a decision may look at: canon both sides, diff them, read the journal."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from plumbrule.core.decide.case import Case
from plumbrule.core.decide.tag_sides import NO_TAGS
from plumbrule.loop.recorded import Recorded, aged, agreed_by_tags, trusted
from plumbrule.loop.request import request_of, unfit, unsettled
from plumbrule.loop.sides import Lenses, compared
from plumbrule.loop.tags import tags_of
from plumbrule.loop.told_apart import told_apart
from plumbrule.model.pace import Hearing
from plumbrule.model.plan import plan_id
from plumbrule.model.revision import Revision

if TYPE_CHECKING:
    from datetime import datetime

    from plumbrule.core.decide.case import Sides
    from plumbrule.loop.world import TargetPorts, World
    from plumbrule.model.apart import Contest
    from plumbrule.model.doubt import Doubt
    from plumbrule.model.ids import CommitId, Key
    from plumbrule.model.record import Agreed, Result
    from plumbrule.model.revision import Observed
    from plumbrule.model.spec import Spec


def gather(
    world: World,
    ports: TargetPorts,
    key: Key,
    spec: Spec | None,
    observed: Observed,
    commit: CommitId | None,
    now: datetime,
) -> Case:
    """One family as a value. Raises what `Journal` and `Revisions` raise."""
    recorded = Recorded.of(world, key, now)
    believed = trusted(observed, recorded, ports, now)
    lenses = Lenses.at(world, ports, spec, recorded.agreed, now.date())
    agreed = recorded.agreed or agreed_by_tags(world, ports, lenses, key, believed, now)
    sides, changes = compared(lenses, spec, believed, agreed, now.date())
    case = Case(
        key=key,
        target=ports.target,
        policy=ports.policy,
        commit=commit,
        spec=spec,
        observed=believed,
        sides=sides,
        changes=changes,
        agreed=agreed,
        pending=recorded.pending,
        registered=recorded.registered,
        ended=_ended(world, ports, key, sides, now),
        journal_trusted=_is_trusted(world, recorded, agreed),
        now=now,
        hearing=hearing_of(world),
    )
    return _with_request(world, ports, lenses, _with_what_is_told(world, ports, lenses, case, observed))


def hearing_of(world: World) -> Hearing | None:
    """When the source was last heard of; it is not asked where its silence means nothing."""
    most = world.pace.max_age
    return None if most is None else Hearing(world.source.last_heard(), most)


def _with_what_is_told(world: World, ports: TargetPorts, lenses: Lenses, case: Case, seen: Observed) -> Case:
    """What is beside the content: tags, unknown members, differences that do not count, doubts."""
    spec, observed = case.spec, case.observed
    return replace(
        case,
        tags=tags_of(world, ports, spec, seen, case.registered, case.now) if seen is observed else NO_TAGS,
        unknown=lenses.ours.unknown(observed.definition) if isinstance(observed, Revision) else {},
        doubt=_doubt(world, case.key),
        apart=told_apart(spec, observed, lenses.plain, lenses.ours, case.now.date()),
    )


def _with_request(world: World, ports: TargetPorts, lenses: Lenses, case: Case) -> Case:
    """What registering would send, where there is something to register, and what is against it."""
    spec, observed = case.spec, case.observed
    request = request_of(spec, observed) if spec and case.sides.desired != case.sides.judged else None
    return replace(
        case,
        request=request,
        unfit=unfit(world, ports, spec, request, case.now.date()) if spec and request else (),
        unsettled=unsettled(ports, lenses.ours, observed) if request else None,
        contest=_contest(world, case),
    )


def _is_trusted(world: World, recorded: Recorded, agreed: Agreed | None) -> bool:
    """A journal that knows of a registration is not new: the revision may be the one whose answer was lost."""
    return agreed is None or not recorded.is_empty or world.confirmed_journal == world.journal.id


def _contest(world: World, case: Case) -> Contest | None:
    if not isinstance(case.observed, Revision) or case.sides.live is None:
        return None
    return world.turns.note(case.key, case.observed, case.sides.live, world.clock.monotonic())


def _doubt(world: World, key: Key) -> Doubt | None:
    """A survey compares everything once and registers nothing: to it only what is open counts."""
    found = world.breakers.doubt(key, world.footing)
    return found if found and (found.is_open or world.may_act) else None


def _ended(world: World, ports: TargetPorts, key: Key, sides: Sides, now: datetime) -> Result | None:
    """How the last attempt at the plan that these sides make ended."""
    if sides.desired is None or sides.desired == sides.judged:
        return None
    plan = plan_id(ports.target.id, key.family, sides.desired, sides.live)
    return aged(world, world.journal.ended(plan), "ended", now)
