"""A living message: what one or several incidents come to, newest state first and history in its thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from plumbrule.core.tell.difference import diff_of
from plumbrule.core.tell.facts import facts_of, shared_facts
from plumbrule.core.tell.for_machines import event_of
from plumbrule.core.tell.linking import links_of
from plumbrule.core.tell.offers import SHORT, TAKEABLE, buttons_of, commands_of, commands_of_many, taking
from plumbrule.core.tell.sentences import item_of, lead_of, lead_of_many, title_of, title_of_many, tone_of
from plumbrule.model.incident import Kind, Status, Urgency
from plumbrule.model.message import Message
from plumbrule.model.tree import as_list, as_object

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plumbrule.model.incident import Incident

MOST_ITEMS: Final = 20
"""Families that one message lists; the rest is said by number."""

MOST_DIFF: Final = 8
"""Changes that one message shows; the whole is one button away."""


@dataclass(frozen=True, slots=True)
class Style:
    """What messages need from the settings: where a commit is shown, and who is called."""

    commit_url: str = ""
    mentions: tuple[str, ...] = ()


def composed(key: str, incidents: Sequence[Incident], style: Style) -> Message:
    """The message about `incidents` as they stand; there is at least one."""
    return _of_one(key, incidents[0], style) if len(incidents) == 1 else _of_many(key, incidents, style)


def _of_one(key: str, incident: Incident, style: Style) -> Message:
    facts = incident.concern.facts
    return Message(
        key=key,
        title=title_of(incident),
        lead=lead_of(incident),
        tone=tone_of(incident),
        urgency=incident.concern.urgency,
        facts=tuple(facts_of(incident)),
        diff=tuple(diff_of(facts, MOST_DIFF)) if incident.is_open else (),
        commands=tuple(commands_of(incident)),
        said=tuple(_said(incident)),
        footing=tuple(_footing(incident)),
        links=links_of(incident, style.commit_url),
        buttons=tuple(buttons_of(key, incident)),
        mentions=style.mentions,
        event=event_of([incident]),
    )


def _of_many(key: str, incidents: Sequence[Incident], style: Style) -> Message:
    """Those that are still open come first."""
    ordered = sorted(incidents, key=lambda one: (not one.is_open, one.concern.family))
    worst = max(incidents, key=lambda one: (one.is_open, one.concern.urgency.rank))
    still = [one for one in incidents if one.is_open]
    number = len(still) or len(incidents)
    return Message(
        key=key,
        title=title_of_many(worst.kind, worst.concern.target, number, is_over=not still),
        lead=_lead_of_many(incidents, still),
        tone=tone_of(worst),
        urgency=worst.concern.urgency if still else Urgency.INFO,
        facts=tuple(shared_facts(incidents)),
        diff=tuple(_common(still)),
        items=tuple(item_of(one) for one in ordered[:MOST_ITEMS]),
        more=max(0, len(ordered) - MOST_ITEMS),
        commands=tuple(commands_of_many(worst)) if still else (),
        footing=(f"incident {worst.id[:SHORT]} and {len(incidents) - 1} more", f"since {_minute(worst)}"),
        links=links_of(worst, style.commit_url, of_many=True),
        buttons=taking(key) if any(one.status in TAKEABLE for one in still) else (),
        mentions=style.mentions,
        event=event_of(ordered),
    )


def _lead_of_many(incidents: Sequence[Incident], still: Sequence[Incident]) -> str:
    if not still:
        return "All of them are settled." if not incidents[0].kind.is_note else lead_of(incidents[0])
    over = len(incidents) - len(still)
    first = lead_of_many(still[0]) if len({one.concern.cause for one in still}) == 1 else "They differ in several ways."
    return f"{first} {over} of {len(incidents)} are settled." if over else first


def _common(still: Sequence[Incident]) -> Iterator[str]:
    """The difference of the first one, where all share it: names of containers may differ."""
    if len(still) > 1 and len({one.concern.cause for one in still}) == 1 and still[0].kind is Kind.DRIFT:
        yield f"{still[0].concern.family}, for example:"
        yield from diff_of(still[0].concern.facts, 3)


def _said(incident: Incident) -> Iterator[str]:
    for one in map(as_object, as_list(incident.concern.facts.get("said"))):
        reason = f": {one['reason']}" if one.get("reason") else ""
        yield f"{one.get('word')} by {one.get('person')} at {str(one.get('at'))[:16].replace('T', ' ')} UTC{reason}"
    if incident.status is Status.ACKNOWLEDGED:
        yield f"acknowledged by {incident.person}"
    if incident.status is Status.SNOOZED and incident.until:
        yield f"snoozed by {incident.person} until {incident.until:%Y-%m-%d %H:%M} UTC"
    if incident.status is Status.ESCALATED:
        yield "escalated: nobody has taken it"


def _footing(incident: Incident) -> Iterator[str]:
    yield f"incident {incident.id[:SHORT]}"
    yield f"since {_minute(incident)}"
    if incident.ended and not incident.kind.is_note:
        yield f"over at {incident.ended:%Y-%m-%d %H:%M} UTC"


def _minute(incident: Incident) -> str:
    return f"{incident.at:%Y-%m-%d %H:%M} UTC"
