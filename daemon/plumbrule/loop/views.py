"""A family as the desk shows it, made when a pass settles."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from plumbrule.loop.fleet.saying import commands, sentences
from plumbrule.loop.standings import Remembered
from plumbrule.model.answers import FamilyView, GateView
from plumbrule.model.revision import Revision
from plumbrule.model.state import State

if TYPE_CHECKING:
    from plumbrule.core.tell.standing import Standing, Told
    from plumbrule.loop.world import World
    from plumbrule.model.ids import Key
    from plumbrule.model.permits import Permits


def remembered(standing: Standing, fingerprint: str | None, told: Told, arn: str | None) -> Remembered:
    """What the loop keeps of a family until its next pass."""
    kept = Remembered(standing.state, fingerprint, told, arn, tuple(no.gate for no in standing.refusals))
    if standing.state is State.IN_SYNC:
        return replace(kept, view=family_view(standing))
    return replace(
        kept, view=family_view(standing), plan=standing.plan, permits=standing.permits, needed=standing.needed
    )


def with_rollout(world: World, key: Key, view: FamilyView) -> FamilyView:
    """The view, with what runs of the family."""
    judged = world.fleets.judged(key)
    if judged is None:
        return view
    rollout, ports = judged.rollout, world.targets.get(key.target)
    return replace(
        view,
        running=rollout.running.value,
        runs=tuple(sentences(rollout.behind or rollout.uses)),
        commands=commands(ports, rollout, State(view.state)) if ports else (),
    )


def risks_of(permits: Permits) -> tuple[str, ...]:
    """Classes of what the plan changes, the worst first, each once."""
    return tuple(dict.fromkeys(one.risk.value for one in permits.demand.hazards))


def family_view(standing: Standing) -> FamilyView | None:
    """How the family stands; None while it is at peace."""
    if standing.state is State.IN_SYNC and not standing.refusals and not standing.tag_changes:
        return None
    live = standing.observed if isinstance(standing.observed, Revision) else None
    return FamilyView(
        target=standing.key.target,
        family=standing.key.family,
        state=standing.state.value,
        gates=tuple(GateView(no.gate.value, no.message, no.until) for no in standing.refusals),
        revision=live.number if live else None,
        agreed=standing.agreed.number if standing.agreed else None,
        plan=standing.plan.id if standing.plan else None,
        risks=risks_of(standing.permits),
        commit=standing.commit,
        path=standing.plan.path if standing.plan else "",
        registered_by=live.registered_by or "" if live else "",
    )
