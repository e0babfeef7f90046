"""What can be done about an incident: commands to type, and buttons to press."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.model.incident import Kind, Status
from plumbrule.model.message import Button, Wish
from plumbrule.model.state import Gate
from plumbrule.model.tree import as_list

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.model.incident import Incident

PLAN_DIGITS: Final = 16
"""Of a plan's id that a button carries and a command takes."""

SHORT: Final = 12
"""Of the id of a commit or an incident."""

TAKEABLE: Final = frozenset({Status.OPEN, Status.ESCALATED})
"""Whoever acknowledges or snoozes it takes it."""


def is_asked(incident: Incident) -> bool:
    """Whether a yes would help now."""
    return incident.is_open and incident.kind in {Kind.DRIFT, Kind.APPROVAL}


def commands_of(incident: Incident) -> Iterator[str]:
    """What to type about one incident: a yes to its plan, what moves services, what ends an orphan."""
    facts, concern = incident.concern.facts, incident.concern
    plan = str(facts.get("plan") or "")[:PLAN_DIGITS]
    if plan and is_asked(incident) and (facts.get("lacks") or incident.kind is Kind.DRIFT):
        yield f"plumbrule approve {plan}"
    if incident.is_open and facts.get("state") == "orphan":
        yield f"plumbrule release {concern.target} {concern.family}"
    for one in as_list(facts.get("commands")) if incident.is_open else ():
        yield str(one)
    yield from map(str, as_list(facts.get("services")))


def commands_of_many(worst: Incident) -> Iterator[str]:
    """What to type about several, of which `worst` is the most urgent."""
    commit = worst.concern.facts.get("commit")
    limited = any(as_list(gate)[0] == Gate.LIMITED for gate in as_list(worst.concern.facts.get("gates")))
    if limited and commit:
        yield f"plumbrule approve --commit {str(commit)[:SHORT]}"
    verb = "verify" if worst.kind is Kind.DEPENDENCY else "status"
    yield f"plumbrule {verb} --target {worst.concern.target}"


def buttons_of(key: str, incident: Incident) -> Iterator[Button]:
    """What to press in the message `key` about one incident; nothing when it is over."""
    facts = incident.concern.facts
    plan = str(facts.get("plan") or "")[:PLAN_DIGITS]
    if not incident.is_open:
        return
    if plan and is_asked(incident):
        yield Button(Wish.APPROVE, f"{key}:{plan}")
        yield Button(Wish.REJECT, f"{key}:{plan}")
    if incident.status in TAKEABLE:
        yield from taking(key)
    if incident.kind.is_of_family and not incident.kind.is_beside:
        yield Button(Wish.RECONCILE, key)
        yield Button(Wish.SHOW, key)


def taking(key: str) -> tuple[Button, ...]:
    """What to press in the message `key` to say that somebody has it, or for now nobody."""
    return Button(Wish.ACKNOWLEDGE, key), Button(Wish.SNOOZE, key)
