"""What is said in one place, before any sink has given it a form: plain text everywhere, nothing escaped yet."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from plumbrule.model.incident import Urgency

if TYPE_CHECKING:
    from plumbrule.model.tree import Object


class Tone(StrEnum):
    """How it looks at a glance."""

    CRITICAL = "critical"
    WARNING = "warning"
    ASKING = "asking"
    NOTE = "note"
    OVER = "over"


class Wish(StrEnum):
    """What a button does."""

    APPROVE = "approve"
    REJECT = "reject"
    ACKNOWLEDGE = "acknowledge"
    SNOOZE = "snooze"
    RECONCILE = "reconcile"
    SHOW = "show"


@dataclass(frozen=True, slots=True)
class Link:
    """Somewhere to look."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing worth knowing, with its name."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Button:
    """One thing to do; `value` is what comes back: the letter, and of a plan its first digits."""

    wish: Wish
    value: str


@dataclass(frozen=True, slots=True)
class Message:
    """One message as a whole; every text may hold what strangers wrote, but for `mentions`.

    Attributes:
        key: unique for what it is: the letter's id, or what a line of its thread is about.
        title: one line.
        lead: one sentence: what is wrong, or what was done.
        diff: lines with `-` (live) and `+` (Git), masked.
        items: one line for each of several families; of many the first ones.
        more: so many items are left out.
        commands: what to type, each on its own.
        said: who said what, and when.
        footing: small print: since when, which commit, which incident.
        event: the whole for machines, masked.
    """

    key: str
    title: str
    lead: str
    tone: Tone
    urgency: Urgency = Urgency.INFO
    facts: tuple[Fact, ...] = ()
    diff: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    more: int = 0
    commands: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    footing: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    buttons: tuple[Button, ...] = ()
    mentions: tuple[str, ...] = ()
    event: Object = field(default_factory=dict)
