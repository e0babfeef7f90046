"""Which plan a family has, and what superseded the one before: written down when it changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.core.tell.words import path_of
from plumbrule.loop.views import risks_of
from plumbrule.model.ballot import Planned
from plumbrule.model.outcome import FoundLater, Registered
from plumbrule.model.revision import Revision
from plumbrule.model.state import State

if TYPE_CHECKING:
    from datetime import datetime

    from plumbrule.core.tell.standing import Standing
    from plumbrule.model.plan import Plan

MOST_PATHS: Final = 50
"""Of one plan that are written down; the plan itself has all of them."""
SHOWN: Final = 12


def planned_anew(known: Planned | None, standing: Standing, now: datetime) -> Planned | None:
    """What is to be written down; None where the family's plan is the one it was."""
    plan = None if standing.state is State.IN_SYNC else standing.plan
    before = known.plan if known else None
    if (plan.id if plan else None) == before:
        return None
    because = _because(known, plan, standing) if known and known.plan else ""
    if plan is None:
        return Planned(standing.key, None, now, because)
    return Planned(
        key=standing.key,
        plan=plan.id,
        at=now,
        because=because,
        desired=plan.desired,
        base=plan.base,
        base_number=plan.base_number,
        commit=plan.commit,
        path=plan.path,
        risks=risks_of(standing.permits),
        paths=tuple(path_of(change) for change in plan.changes[:MOST_PATHS]),
    )


def _because(known: Planned, plan: Plan | None, standing: Standing) -> str:
    """What moved, in words."""
    live = standing.observed if isinstance(standing.observed, Revision) else None
    if plan is None:
        return _ended(standing, live)
    git = f"Git says something else at {plan.commit[:SHOWN] if plan.commit else 'no commit'}"
    ecs = f"revision {live.number} was registered by {live.registered_by}" if live else "the revision was deregistered"
    moved = [words for words, is_so in ((git, plan.desired != known.desired), (ecs, plan.base != known.base)) if is_so]
    return " and ".join(moved)


def _ended(standing: Standing, live: Revision | None) -> str:
    if isinstance(standing.acted, Registered | FoundLater):
        return f"it was registered as revision {standing.acted.revision.number}"
    if standing.state is State.ORPHAN:
        return "its file is gone"
    return f"revision {live.number} is what Git says" if live else "there is nothing to register"
