"""Is there something to say? What was said and what is true now go in; a reason, or silence, comes out.

An incident is about one subject from first sight until it is over.
What differs may change on the way: it stays the same incident, and people are told again.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from plumbrule.model.incident import Incident, Kind, Mark, Status, Urgency
from plumbrule.model.outbox import Reason
from plumbrule.model.tree import as_list, as_object

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from plumbrule.model.incident import Concern
    from plumbrule.model.manners import Manners
    from plumbrule.model.tree import Object, Tree

OPENING: Final = {
    Kind.APPROVAL: Reason.AWAITING_APPROVAL,
    Kind.HALT: Reason.HELD_TOO_LONG,
    Kind.BREAKER: Reason.BREAKER_OPEN,
    Kind.SOURCE: Reason.SOURCE_STALE,
    Kind.GLASS: Reason.GLASS_BROKEN,
    Kind.REGISTERED: Reason.REGISTERED,
}
"""Why an incident of a kind is told first; `new` for all others."""

OF_MARK: Final = {
    Mark.RACED: Reason.RACED,
    Mark.CONTESTED: Reason.CONTESTED,
    Mark.REFUSED: Reason.REFUSED,
}

TAKEN_REPEAT: Final = 7
"""What somebody has acknowledged is repeated so many times less often: taken, and not forgotten."""


@dataclass(frozen=True, slots=True)
class Step:
    """An incident as it is now, and why people hear of it; with no reason nobody does."""

    incident: Incident
    reason: Reason | None
    words: Object = field(default_factory=dict)


def judged(before: Incident | None, now: Concern | None, at: datetime, manners: Manners, new_id: str) -> Step | None:
    """What follows for one subject from judging it.

    Args:
        before: the newest incident about it, over or not.
        now: what is wrong with it; None where nothing is.
        at: the time of the judgement.
        manners: how long peace must last for the same to be something new.
        new_id: of the incident, should one begin.

    Returns:
        None where nothing is to be written down.
    """
    if before is None or not before.is_open:
        return None if now is None or not now.opens else _begun(before, now, at, manners, new_id)
    return _over(before, at) if now is None else _gone_on(before, now, at)


def noted(before: Incident | None, now: Concern, at: datetime, new_id: str) -> Step | None:
    """The same for what is over as soon as it is told; once for each subject."""
    if before is not None:
        return None
    incident = Incident(new_id, now, Status.RESOLVED, at, at, ended=at)
    return Step(incident, _opening(now))


def due(incident: Incident, now: datetime, manners: Manners, escalates_after: timedelta | None) -> Step | None:
    """What time alone has to say about an open incident; the first that is due."""
    if incident.status is Status.SNOOZED:
        is_over = incident.until is not None and incident.until <= now
        return _said(replace(incident, until=None), Status.OPEN, Reason.WOKEN, now) if is_over else None
    is_late = escalates_after is not None and now - incident.at >= escalates_after
    if incident.status is Status.OPEN and is_late and incident.concern.urgency is not Urgency.INFO:
        return _said(incident, Status.ESCALATED, Reason.ESCALATED, now)
    wait = manners.repeat * (TAKEN_REPEAT if incident.status is Status.ACKNOWLEDGED else 1)
    return _said(incident, incident.status, Reason.REMINDER, now) if now - incident.told >= wait else None


def taken(incident: Incident, person: str, now: datetime, until: datetime | None = None) -> Step:
    """Somebody acknowledges it, or does not want to hear of it until then."""
    status, reason = (Status.SNOOZED, Reason.SNOOZED) if until else (Status.ACKNOWLEDGED, Reason.ACKNOWLEDGED)
    words: dict[str, Tree] = {"person": person, "until": f"{until:%Y-%m-%d %H:%M} UTC" if until else None}
    return replace(_said(replace(incident, person=person, until=until), status, reason, now), words=words)


def _begun(before: Incident | None, now: Concern, at: datetime, manners: Manners, new_id: str) -> Step:
    """Anew, unless the same ended a short while ago: what comes and goes is one incident."""
    if (
        before is not None
        and before.ended is not None
        and before.concern.fingerprint == now.fingerprint
        and at - before.ended < manners.reopen_within
    ):
        return Step(replace(before, concern=now, status=Status.OPEN, told=at, ended=None), Reason.REOPENED)
    return Step(Incident(new_id, now, Status.OPEN, at, at), _opening(now))


def _opening(now: Concern) -> Reason:
    for mark, reason in OF_MARK.items():
        if mark in now.marks:
            return reason
    return OPENING.get(now.kind, Reason.NEW)


def _over(before: Incident, at: datetime) -> Step:
    return Step(replace(before, status=Status.RESOLVED, told=at, ended=at, until=None), Reason.RESOLVED)


def _gone_on(before: Incident, now: Concern, at: datetime) -> Step | None:
    reason = _news(before.concern, now)
    if reason is None:
        return None
    if reason is Reason.EDITED:
        return Step(replace(before, concern=now), reason)
    if reason is Reason.VOTED:
        return Step(replace(before, concern=now, told=at), reason, _votes(before.concern, now))
    # What somebody took or put off was something else: they hear of this.
    status = before.status if before.status is Status.ESCALATED else Status.OPEN
    return Step(replace(before, concern=now, status=status, until=None, told=at), reason)


def _news(before: Concern, now: Concern) -> Reason | None:
    for mark, reason in OF_MARK.items():
        if mark in now.marks - before.marks:
            return reason
    if before.fingerprint != now.fingerprint:
        return _changed(before, now)
    if _votes(before, now):
        return Reason.VOTED
    return (
        Reason.EDITED if (before.facts, before.urgency, before.marks) != (now.facts, now.urgency, now.marks) else None
    )


def _changed(before: Concern, now: Concern) -> Reason:
    moved = before.facts.get("plan") != now.facts.get("plan")
    if moved and any(as_object(one).get("word") == "approved" for one in as_list(before.facts.get("said"))):
        return Reason.APPROVAL_VOID
    if now.kind is Kind.APPROVAL and before.kind is not Kind.APPROVAL and now.opens:
        return Reason.AWAITING_APPROVAL
    return Reason.CHANGED


def _votes(before: Concern, now: Concern) -> Object:
    """Who has said something about the same plan since."""
    known = {as_object(one).get("id") for one in as_list(before.facts.get("said"))}
    new = [one for one in as_list(now.facts.get("said")) if as_object(one).get("id") not in known]
    return {"said": new} if new else {}


def _said(incident: Incident, status: Status, reason: Reason, at: datetime) -> Step:
    return Step(replace(incident, status=status, told=at), reason)
