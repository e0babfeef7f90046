"""The thread of a living message: what happened, one line each, and one line for all that was held back."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from plumbrule.core.tell.for_machines import event_of
from plumbrule.core.tell.sentences import lead_of, name_of
from plumbrule.model.digest import canonical_json, sha256_hex
from plumbrule.model.message import Message, Tone
from plumbrule.model.outbox import Reason
from plumbrule.model.tree import as_list, as_object

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from plumbrule.core.tell.composing import Style
    from plumbrule.model.incident import Incident
    from plumbrule.model.outbox import Telling

HELD: Final = timedelta(minutes=5)
"""What waited longer than this is summed up instead of being told line by line."""
MOST_NAMES: Final = 5
WORDS: Final[Mapping[Reason, str]] = {
    Reason.NEW: "seen first",
    Reason.CHANGED: "the difference is another now",
    Reason.REOPENED: "it is back",
    Reason.REMINDER: "still open",
    Reason.ESCALATED: "escalated: nobody has taken it",
    Reason.RESOLVED: "resolved",
    Reason.AWAITING_APPROVAL: "waits for approval",
    Reason.APPROVAL_VOID: "the approval is void: what was approved has moved",
    Reason.VOTED: "an answer",
    Reason.REGISTERED: "registered",
    Reason.REFUSED: "refused by ECS",
    Reason.RACED: "somebody else registered at the same moment",
    Reason.CONTESTED: "two writers take turns: nothing is registered until one of them stops",
    Reason.HELD_TOO_LONG: "still held",
    Reason.BREAKER_OPEN: "the breaker is open: nothing is registered",
    Reason.SOURCE_STALE: "the source cannot be trusted",
    Reason.GLASS_BROKEN: "glass was broken",
    Reason.ACKNOWLEDGED: "acknowledged",
    Reason.SNOOZED: "snoozed",
    Reason.WOKEN: "the snooze is over, and it is still so",
    Reason.EDITED: "edited",
}
LOUD: Final = frozenset(Reason) - {
    Reason.RESOLVED,
    Reason.REGISTERED,
    Reason.VOTED,
    Reason.ACKNOWLEDGED,
    Reason.SNOOZED,
    Reason.EDITED,
}
"""Reasons for which people are called by name again."""
WITH_LEAD: Final = frozenset(
    {Reason.CHANGED, Reason.REFUSED, Reason.REOPENED, Reason.RESOLVED, Reason.REGISTERED, Reason.RACED}
)
"""Reasons after which the incident's own sentence says more."""


def line(incidents: Mapping[str, Incident], tellings: Sequence[Telling], now: datetime, style: Style) -> Message | None:
    """What a thread says of `tellings`; None where all there is to say is in the message above."""
    said = [one for one in tellings if one.reason is not Reason.EDITED]
    if not said:
        return None
    held = [one for one in said if now - one.due > HELD]
    text = _held(held, now) if held else " ".join(_sentences(incidents, said))
    worst = max((incidents[one.incident] for one in said), key=lambda one: one.concern.urgency.rank)
    return Message(
        key=line_key(said),
        title=text,
        lead="",
        tone=Tone.NOTE,
        urgency=worst.concern.urgency,
        mentions=style.mentions if any(one.reason in LOUD for one in said) else (),
        event={
            "reasons": sorted({one.reason.value for one in said}),
            **event_of([incidents[one] for one in dict.fromkeys(one.incident for one in said)]),
        },
    )


def line_key(tellings: Sequence[Telling]) -> str:
    """Unique for these tellings: what a lost answer is found by."""
    return sha256_hex(canonical_json(sorted(one.id for one in tellings)))[:32]


def held_line(tellings: Sequence[Telling], now: datetime) -> str:
    """For a message that is new and late: how long it was held back; empty where it was not."""
    held = [one for one in tellings if now - one.due > HELD and one.reason is not Reason.EDITED]
    return _held(held, now) if held else ""


def _held(held: Sequence[Telling], now: datetime) -> str:
    """One line for an outage, however long: when it began, and how often what happened."""
    counts = Counter(one.reason for one in held)
    parts = [f"{WORDS[reason]}{f' ({number} times)' if number > 1 else ''}" for reason, number in counts.items()]
    since = min(one.due for one in held)
    return f"Held back from {since:%Y-%m-%d %H:%M} to {now:%H:%M} UTC: {', '.join(parts)}."


def _sentences(incidents: Mapping[str, Incident], tellings: Sequence[Telling]) -> list[str]:
    """One for each reason, the families of it by name."""
    found = []
    for reason in dict.fromkeys(one.reason for one in tellings):
        those = [one for one in tellings if one.reason is reason]
        found.append(_sentence(reason, [incidents[one.incident] for one in those], those))
    return found


def _sentence(reason: Reason, incidents: Sequence[Incident], tellings: Sequence[Telling]) -> str:
    who = _who(reason, tellings)
    text = who or WORDS[reason]
    if len(incidents) == 1:
        more = lead_of(incidents[0]) if reason in WITH_LEAD else ""
        return more if more.startswith(_begun(text)) else f"{_begun(text)}.{f' {more}' if more else ''}"
    names = ", ".join(name_of(one) for one in incidents[:MOST_NAMES])
    rest = len(incidents) - MOST_NAMES
    return f"{_begun(text)}: {names}{f' and {rest} more' if rest > 0 else ''}."


def _who(reason: Reason, tellings: Sequence[Telling]) -> str:
    words = tellings[-1].words
    if reason is Reason.VOTED:
        said = [as_object(one) for telling in tellings for one in as_list(telling.words.get("said"))]
        known = {f"{one.get('word')} by {one.get('person')}{_because(one.get('reason'))}" for one in said}
        return " and ".join(sorted(known))
    if reason in {Reason.ACKNOWLEDGED, Reason.SNOOZED}:
        until = f" until {words['until']}" if words.get("until") else ""
        return f"{reason.value} by {words.get('person')}{until}"
    return ""


def _because(reason: object) -> str:
    return f" ({reason})" if reason else ""


def _begun(text: str) -> str:
    return text[:1].upper() + text[1:]
