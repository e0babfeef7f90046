"""A living message: what one or several incidents come to, newest state first and history in its thread."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from plumbrule.core.tell.linking import links_of
from plumbrule.core.tell.sentences import item_of, lead_of, lead_of_many, name_of, title_of, title_of_many, tone_of
from plumbrule.core.tell.words import shown
from plumbrule.model.incident import Kind, Status, Urgency
from plumbrule.model.message import Button, Fact, Message, Wish
from plumbrule.model.secret import masked_tree
from plumbrule.model.state import Gate
from plumbrule.model.tree import as_list, as_object

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from plumbrule.model.incident import Incident
    from plumbrule.model.tree import Object, Tree

MOST_ITEMS: Final = 20
"""Families that one message lists; the rest is said by number."""
MOST_DIFF: Final = 8
"""Changes that one message shows; the whole is one button away."""
MOST_EVENT: Final = 100
"""Incidents that machines get whole; of a platform's worth they ask the admin API."""
MOST_RUNS: Final = 5
"""Services that one message of drift names."""
PLAN_DIGITS: Final = 16
"""Of a plan's id that a button carries and a command takes."""
LEGEND: Final = "- live  + Git"
SHORT: Final = 12
TAKEABLE: Final = frozenset({Status.OPEN, Status.ESCALATED})


@dataclass(frozen=True, slots=True)
class Style:
    """What messages need from the settings: where a commit is shown, and who is called."""

    commit_url: str = ""
    mentions: tuple[str, ...] = ()


def composed(key: str, incidents: Sequence[Incident], style: Style) -> Message:
    """The message about `incidents` as they stand; there is at least one."""
    return _of_one(key, incidents[0], style) if len(incidents) == 1 else _of_many(key, incidents, style)


def event_of(incidents: Sequence[Incident]) -> Object:
    """The same for machines."""
    return {
        "incidents": [_plain(one) for one in incidents[:MOST_EVENT]],
        "left_out": max(0, len(incidents) - MOST_EVENT),
    }


def tells_registrations(message: Message) -> bool:
    """Whether every incident in it is over because a revision was registered."""
    told = [as_object(one) for one in as_list(message.event.get("incidents"))]
    return bool(told) and all(one.get("ended") and as_object(one.get("facts")).get("registered") for one in told)


def diff_of(facts: Object, most: int | None = None) -> Iterator[str]:
    """Each change as its path, `-` what is live and `+` what Git says."""
    changes = [as_object(one) for one in as_list(facts.get("changes"))]
    if changes:
        yield LEGEND
    for change in changes[:most]:
        yield str(change.get("path"))
        yield from _sides(change)
    left_out = facts.get("changes_left_out")
    more = len(changes[len(changes) if most is None else most :]) + (left_out if isinstance(left_out, int) else 0)
    if more:
        yield f"… and {more} more"


def _sides(change: Object) -> Iterator[str]:
    """What is masked looks alike on both sides, and differs all the same."""
    found = [f"{sign} {shown(change[side])}" for sign, side in (("-", "live"), ("+", "git")) if side in change]
    alike = len(found) > 1 and len({one[1:] for one in found}) == 1
    yield from (["~ *** (hidden; the values differ)"] if alike else found)


def _of_one(key: str, incident: Incident, style: Style) -> Message:
    facts = incident.concern.facts
    return Message(
        key=key,
        title=title_of(incident),
        lead=lead_of(incident),
        tone=tone_of(incident),
        urgency=incident.concern.urgency,
        facts=tuple(_facts(incident)),
        diff=tuple(diff_of(facts, MOST_DIFF)) if incident.is_open else (),
        commands=tuple(_commands(incident)),
        said=tuple(_said(incident)),
        footing=tuple(_footing(incident)),
        links=links_of(incident, style.commit_url),
        buttons=tuple(_buttons(key, incident)),
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
        facts=tuple(_shared(incidents)),
        diff=tuple(_common(still)),
        items=tuple(item_of(one) for one in ordered[:MOST_ITEMS]),
        more=max(0, len(ordered) - MOST_ITEMS),
        commands=tuple(_commands_of_many(worst)) if still else (),
        footing=(f"incident {worst.id[:SHORT]} and {len(incidents) - 1} more", f"since {_minute(worst)}"),
        links=links_of(worst, style.commit_url, of_many=True),
        buttons=_taking(key) if any(one.status in TAKEABLE for one in still) else (),
        mentions=style.mentions,
        event=event_of(ordered),
    )


def _facts(incident: Incident) -> Iterator[Fact]:
    facts = incident.concern.facts
    if incident.kind is Kind.DRIFT and incident.is_open and facts.get("registered_by"):
        yield from _author(facts)
    if facts.get("revision"):
        agreed = f" (agreed: {facts['agreed']})" if facts.get("agreed") else ""
        yield Fact("Live revision", f"{facts['revision']}{agreed}")
    if incident.kind in {Kind.DRIFT, Kind.ROLLOUT} and incident.is_open:
        yield from (Fact("What runs", str(one)) for one in as_list(facts.get("runs"))[:MOST_RUNS])
    for name, key in (("File", "path"), ("Commit", "commit")):
        if facts.get(key):
            yield Fact(name, str(facts[key])[:SHORT] if key == "commit" else str(facts[key]))
    if facts.get("risks") and incident.is_open:
        yield Fact("Risk", ", ".join(map(str, as_list(facts["risks"]))))
    if facts.get("plan") and incident.is_open:
        yield Fact("Plan", str(facts["plan"])[:PLAN_DIGITS])
    if _is_asked(incident):
        yield from (Fact("Waits for", str(one)) for one in as_list(facts.get("lacks")))
    if incident.is_open:
        yield from _gates(facts, lead_of(incident))


def _author(facts: Object) -> Iterator[Fact]:
    """Who registered what is live, and when; and from where, if an event has told it."""
    yield Fact("Registered by", str(facts.get("registered_name") or facts["registered_by"]))
    yield Fact("Registered at", _minute_of(facts.get("registered_at")))
    if facts.get("source_address"):
        yield Fact("Registered from", f"{facts['source_address']} with {facts.get('user_agent') or 'no user agent'}")


def _is_asked(incident: Incident) -> bool:
    """Whether a yes would help now."""
    return incident.is_open and incident.kind in {Kind.DRIFT, Kind.APPROVAL}


def _gates(facts: Object, lead: str) -> Iterator[Fact]:
    """What keeps it from being registered beside an approval and what the lead says, which have words of their own."""
    for gate in map(as_list, as_list(facts.get("gates"))):
        if gate[0] != Gate.AWAITING_APPROVAL and gate[1] != lead:
            yield Fact(f"Gate {gate[0]}", str(gate[1]))


def _shared(incidents: Sequence[Incident]) -> Iterator[Fact]:
    """What all of them have in common, and who did it."""
    commits = {one.concern.facts.get("commit") for one in incidents}
    if len(commits) == 1 and (commit := commits.pop()):
        yield Fact("Commit", str(commit)[:SHORT])
    names = Counter(str(one.concern.facts.get("registered_name") or "") for one in incidents if one.kind is Kind.DRIFT)
    if names and (name := names.most_common(1)[0][0]):
        others = len(names) - 1
        yield Fact("Registered by", f"{name}{f' and {others} more' if others else ''}")


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


def _commands(incident: Incident) -> Iterator[str]:
    facts, concern = incident.concern.facts, incident.concern
    plan = str(facts.get("plan") or "")[:PLAN_DIGITS]
    if plan and _is_asked(incident) and (facts.get("lacks") or incident.kind is Kind.DRIFT):
        yield f"plumbrule approve {plan}"
    if incident.is_open and facts.get("state") == "orphan":
        yield f"plumbrule release {concern.target} {concern.family}"
    for one in as_list(facts.get("commands")) if incident.is_open else ():
        yield str(one)
    yield from map(str, as_list(facts.get("services")))


def _commands_of_many(worst: Incident) -> Iterator[str]:
    commit = worst.concern.facts.get("commit")
    limited = any(as_list(gate)[0] == Gate.LIMITED for gate in as_list(worst.concern.facts.get("gates")))
    if limited and commit:
        yield f"plumbrule approve --commit {str(commit)[:SHORT]}"
    verb = "verify" if worst.kind is Kind.DEPENDENCY else "status"
    yield f"plumbrule {verb} --target {worst.concern.target}"


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


def _minute_of(moment: Tree) -> str:
    """A time of the facts, which is in UTC, without its seconds."""
    return f"{str(moment)[:16].replace('T', ' ')} UTC"


def _minute(incident: Incident) -> str:
    return f"{incident.at:%Y-%m-%d %H:%M} UTC"


def _buttons(key: str, incident: Incident) -> Iterator[Button]:
    facts = incident.concern.facts
    plan = str(facts.get("plan") or "")[:PLAN_DIGITS]
    if not incident.is_open:
        return
    if plan and _is_asked(incident):
        yield Button(Wish.APPROVE, f"{key}:{plan}")
        yield Button(Wish.REJECT, f"{key}:{plan}")
    if incident.status in TAKEABLE:
        yield from _taking(key)
    if incident.kind.is_of_family and not incident.kind.is_beside:
        yield Button(Wish.RECONCILE, key)
        yield Button(Wish.SHOW, key)


def _taking(key: str) -> tuple[Button, ...]:
    return Button(Wish.ACKNOWLEDGE, key), Button(Wish.SNOOZE, key)


def _plain(incident: Incident) -> Mapping[str, Tree]:
    concern = incident.concern
    return {
        "id": incident.id,
        "kind": concern.kind.value,
        "name": name_of(incident),
        "target": concern.target,
        "family": concern.family,
        "status": incident.status.value,
        "urgency": concern.urgency.value,
        "fingerprint": concern.fingerprint,
        "at": incident.at.isoformat(timespec="seconds"),
        "ended": incident.ended.isoformat(timespec="seconds") if incident.ended else None,
        "person": incident.person,
        "labels": masked_tree(dict(concern.labels)),
        "facts": concern.facts,
    }
