"""Where a family stands once a pass has acted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from plumbrule.core.decide.approving import lacking, needed
from plumbrule.core.tell.standing import Standing
from plumbrule.model.outcome import Mended, Registered
from plumbrule.model.registrant import UNTOLD
from plumbrule.model.revision import Revision
from plumbrule.model.state import State

if TYPE_CHECKING:
    from plumbrule.core.decide.case import Case
    from plumbrule.core.decide.decision import Decision
    from plumbrule.model.outcome import Acted
    from plumbrule.model.registrant import Registrants


def stand(
    case: Case,
    decision: Decision,
    acted: Acted,
    registrants: Registrants = UNTOLD,
    services: tuple[str, ...] = (),
    runs: tuple[str, ...] = (),
) -> Standing:
    """Where the family stands after acting: a revision we just registered is Git's own content."""
    live = acted.revision if isinstance(acted, Registered) else case.observed
    wanted = needed(case, decision.state) if decision.plan else ()
    standing = Standing(
        key=case.key,
        state=decision.state,
        refusals=decision.refusals,
        changes=case.changes,
        plan=decision.plan,
        observed=live,
        agreed=case.agreed,
        commit=case.commit,
        acted=acted,
        tag_changes=case.tags.changes,
        extra_tags=case.tags.extras,
        unknown=case.unknown,
        registrant=registrants.of(live) if isinstance(live, Revision) else None,
        apart=case.apart,
        permits=case.permits,
        needed=wanted,
        lacks=lacking(wanted, case.permits) if wanted else (),
        target=case.target,
        labels={**case.target.labels, **(case.spec.labels if case.spec else {})},
        services=services,
        runs=runs,
    )
    return _in_sync(standing) if isinstance(acted, Registered | Mended) else standing


def _in_sync(standing: Standing) -> Standing:
    """What has just been set is what Git says: nothing differs, and nobody is asked."""
    apart = replace(standing.apart, ignored=())
    return replace(standing, state=State.IN_SYNC, refusals=(), changes=(), tag_changes=(), apart=apart, lacks=())
