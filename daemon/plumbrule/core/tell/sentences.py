"""One incident in words: its title, its lead, and one line of it in a list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.model.incident import Kind, Mark, Status, Urgency
from plumbrule.model.message import Tone
from plumbrule.model.running import Running
from plumbrule.model.state import Gate, State
from plumbrule.model.tree import as_list

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plumbrule.model.incident import Incident
    from plumbrule.model.tree import Object

TITLES: Final[Mapping[Kind, str]] = {
    Kind.DRIFT: "{name} has drifted",
    Kind.TAGS: "{name} has other tags than Git",
    Kind.APPROVAL: "{name} waits for approval",
    Kind.BLOCKED: "{name} cannot be registered",
    Kind.REGISTERED: "{name} was registered",
    Kind.ROLLOUT: "{name} is not rolled out",
    Kind.ONBOARDING: "{name} has families that were never agreed on",
    Kind.TARGET: "{name} cannot be observed",
    Kind.BREAKER: "The breaker of {name} is open",
    Kind.SOURCE: "The source cannot be trusted",
    Kind.DEPENDENCY: "New tasks of {name} would not start",
    Kind.HALT: "{name} is kept waiting",
    Kind.GLASS: "Somebody broke glass for {name}",
}
OVER: Final[Mapping[Kind, str]] = {
    Kind.DRIFT: "{name} is as Git says again",
    Kind.TAGS: "{name} has Git's tags again",
    Kind.APPROVAL: "{name} is settled",
    Kind.BLOCKED: "{name} is not blocked any more",
    Kind.REGISTERED: "{name} was registered",
    Kind.ROLLOUT: "{name} is rolled out",
    Kind.ONBOARDING: "Every family in {name} is agreed on",
    Kind.TARGET: "{name} answers again",
    Kind.BREAKER: "The breaker of {name} is closed",
    Kind.SOURCE: "The source is good again",
    Kind.DEPENDENCY: "Everything is there that new tasks of {name} need",
    Kind.HALT: "{name} goes on",
    Kind.GLASS: "Somebody broke glass for {name}",
}
MANY: Final[Mapping[Kind, str]] = {
    Kind.DRIFT: "{number} families in {target} have drifted",
    Kind.TAGS: "{number} families in {target} have other tags than Git",
    Kind.APPROVAL: "{number} families in {target} wait for approval",
    Kind.BLOCKED: "{number} families in {target} cannot be registered",
    Kind.REGISTERED: "{number} families in {target} were registered",
    Kind.ROLLOUT: "{number} families in {target} are not rolled out",
    Kind.DEPENDENCY: "New tasks of {number} families in {target} would not start",
}
MARKED: Final[Mapping[Mark, str]] = {
    Mark.RACED: "{name} was registered in a race",
    Mark.CONTESTED: "Two writers take turns at {name}",
}
STATES: Final[Mapping[str, str]] = {
    State.OUT_OF_BAND: "Somebody registered {revision}, and Git did not ask for it.",
    State.DIVERGED: "Somebody registered {revision}, and Git has changed as well.",
    State.WITHDRAWN: "What was agreed on is deregistered: new tasks cannot start from it.",
    State.UNEXPLAINED: "Neither Git nor ECS changed, and yet they differ: a new default of AWS, or a new rule of ours.",
    State.SPEC_AHEAD: "Git says something new.",
    State.MISSING: "Git has a new family, and ECS has no revision of it.",
    State.ORPHAN: "Its file is gone from Git, and ECS keeps the family: bring it back, or release it.",
    State.IN_SYNC: "Content is what Git says; tags are not.",
}


OVERWRITE: Final = "Approving registers what Git says over it."
AGAIN: Final = "Approving registers what Git says again."


def title_of(incident: Incident) -> str:
    """What it is about, in one line; short enough for a phone."""
    known = TITLES if incident.is_open or incident.kind.is_note else OVER
    if not incident.is_open and incident.concern.facts.get("left"):
        return f"{name_of(incident)} is no incident any more"
    special = _special(incident) if incident.is_open or incident.kind.is_note else ""
    return special.format(name=name_of(incident)) or known[incident.kind].format(name=name_of(incident))


def _special(incident: Incident) -> str:
    """Where the kind alone would not say what matters."""
    if incident.kind is Kind.DRIFT and incident.concern.facts.get("state") == State.WITHDRAWN:
        return "{name} was deregistered"
    if incident.concern.facts.get("state") == Running.RUNNING_INACTIVE:
        return "{name} runs what is deregistered"
    if incident.concern.facts.get("state") == State.ORPHAN:
        return "{name} has no file any more"
    return next((title for mark, title in MARKED.items() if mark in incident.concern.marks), "")


def title_of_many(kind: Kind, target: str, number: int, *, is_over: bool) -> str:
    """The same of several families."""
    if is_over and kind is not Kind.REGISTERED:
        return f"{number} families in {target} are settled"
    return MANY[kind].format(number=number, target=target)


def name_of(incident: Incident) -> str:
    """Which family or target it is; `Everything` where all are meant."""
    concern, number = incident.concern, incident.concern.facts.get("revision")
    if not concern.family:
        return concern.target or "Everything"
    number = f":{number}" if number and incident.kind is Kind.REGISTERED else ""
    return f"{concern.family}{number} in {concern.target}" if concern.target else concern.family


def lead_of(incident: Incident) -> str:
    """What is wrong, or what became of it."""
    facts = incident.concern.facts
    if incident.kind is Kind.REGISTERED:
        return _registered(facts)
    if not incident.is_open and incident.kind is not Kind.GLASS:
        return _ended(incident)
    if not incident.kind.is_of_family or incident.kind.is_beside:
        return str(facts.get("words", ""))
    if incident.kind is Kind.BLOCKED:
        return _blocked(facts)
    found = STATES.get(str(facts.get("state")), "").format(revision=_revision(facts))
    if incident.kind is not Kind.DRIFT or not facts.get("plan"):
        return found
    return f"{found} {AGAIN if facts.get('state') == State.WITHDRAWN else OVERWRITE}"


def lead_of_many(incident: Incident) -> str:
    """The same of several that share a cause, by one of them."""
    if incident.kind is not Kind.DRIFT:
        return lead_of(incident)
    return STATES.get(str(incident.concern.facts.get("state")), "").format(revision="other revisions")


def item_of(incident: Incident) -> str:
    """One line of a list."""
    facts = incident.concern.facts
    parts = [f"{incident.concern.family or incident.concern.target}: {_short(incident)}"]
    if incident.kind is Kind.DRIFT and facts.get("registered_name"):
        parts.append(f"{_revision(facts)} by {facts['registered_name']}")
    if incident.status in {Status.ACKNOWLEDGED, Status.SNOOZED, Status.ESCALATED}:
        parts.append(incident.status.value)
    return ", ".join(parts)


def tone_of(incident: Incident) -> Tone:
    """How it looks at a glance."""
    if incident.kind is Kind.REGISTERED and incident.concern.urgency is Urgency.INFO:
        return Tone.NOTE
    if not incident.is_open and not incident.kind.is_note:
        return Tone.OVER
    if incident.concern.urgency is Urgency.CRITICAL:
        return Tone.CRITICAL
    asks = incident.kind in {Kind.APPROVAL, Kind.ONBOARDING, Kind.TAGS}
    return Tone.ASKING if asks else Tone.WARNING


def _short(incident: Incident) -> str:
    if incident.kind is Kind.REGISTERED:
        return f"revision {incident.concern.facts.get('revision')}"
    if incident.kind is Kind.DEPENDENCY and incident.is_open:
        return ", ".join(map(str, as_list(incident.concern.facts.get("missing"))))
    return str(incident.concern.facts.get("state", "")) if incident.is_open else "settled"


def _registered(facts: Object) -> str:
    between = as_list(facts.get("between"))
    if between:
        numbers = ", ".join(map(str, between))
        return f"Somebody else registered {numbers} at the same moment: ask them what it was for."
    return "Plumbrule registered what Git says. Rolling it out is up to the services' deployers."


def _ended(incident: Incident) -> str:
    facts = incident.concern.facts
    if facts.get("became"):
        return str(facts["became"])
    return OVER[incident.kind].format(name=name_of(incident)) + "."


def _blocked(facts: Object) -> str:
    if facts.get("refused"):
        return f"ECS refused it: {facts['refused']}"
    messages = [
        str(as_list(one)[1]) for one in as_list(facts.get("gates")) if as_list(one)[0] != Gate.AWAITING_APPROVAL
    ]
    return messages[0] if messages else "It is kept back."


def _revision(facts: Object) -> str:
    return f"revision {facts['revision']}" if facts.get("revision") else "a revision"
