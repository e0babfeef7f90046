"""The outbox: what is said of incidents, why, where, and how far it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from plumbrule.model.tree import Object


class Reason(StrEnum):
    """Why something is said."""

    NEW = "new"
    CHANGED = "changed"
    REOPENED = "reopened"
    REMINDER = "reminder"
    ESCALATED = "escalated"
    RESOLVED = "resolved"
    AWAITING_APPROVAL = "awaiting_approval"
    APPROVAL_VOID = "approval_void"
    VOTED = "voted"
    REGISTERED = "registered"
    REFUSED = "refused_by_ecs"
    RACED = "raced"
    CONTESTED = "contested"
    HELD_TOO_LONG = "held_too_long"
    BREAKER_OPEN = "breaker_open"
    SOURCE_STALE = "source_stale"
    GLASS_BROKEN = "break_glass"
    ACKNOWLEDGED = "acknowledged"
    SNOOZED = "snoozed"
    WOKEN = "snooze_over"
    EDITED = "edited"
    """Nothing new to say, but what is shown is shown as it is now."""


@dataclass(frozen=True, slots=True)
class Destination:
    """Where something is said.

    Attributes:
        sink: its name in the settings.
        channel: where the sink has several; else empty.
        mentions: who is called by name there, in the sink's own form.
    """

    sink: str
    channel: str = ""
    mentions: tuple[str, ...] = ()


class Sending(StrEnum):
    """How far something is."""

    PENDING = "pending"
    SENDING = "sending"
    """It may have arrived."""
    SENT = "sent"
    DEAD = "dead"
    """It was refused for good; `plumbrule notify retry` sends it again."""


@dataclass(frozen=True, slots=True)
class Telling:
    """One thing to say in one place: a row of the outbox.

    Attributes:
        id: unique (hex).
        incident: its id.
        due: not before.
        words: who did what, where that is the reason; masked.
        letter: the living message it went into; empty while it is in none.
        error: why it is dead.
    """

    id: str
    incident: str
    reason: Reason
    to: Destination
    at: datetime
    due: datetime
    words: Object = field(default_factory=dict)
    letter: str = ""
    state: Sending = Sending.PENDING
    error: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """One living message in one place, about one incident or several that share a cause.

    Attributes:
        id: unique (hex); the message carries it, so that it is found again.
        group: what its incidents have in common.
        ref: the sink's own name of the message; empty until it is known.
        members: ids of its incidents, the first one first.
    """

    id: str
    sink: str
    channel: str
    group: str
    at: datetime
    ref: str = ""
    state: Sending = Sending.PENDING
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sent:
    """How far some tellings are now; `letter` is where they belong."""

    tellings: tuple[str, ...]
    state: Sending
    at: datetime
    letter: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What is over, and of which everything was said, since before `before`: it need not be kept any longer."""

    before: datetime
    at: datetime
