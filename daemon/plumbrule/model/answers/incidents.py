"""What people are told, and what of that waits or was refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class IncidentView:
    """One incident; `until` is the end of a snooze, `ended` is None while it is not over."""

    id: str
    kind: str
    target: str
    family: str
    status: str
    urgency: str
    title: str
    at: datetime
    person: str = ""
    until: datetime | None = None
    ended: datetime | None = None
    plan: str = ""
    diff: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OutboxView:
    """What waits for one sink since when, and what trouble it has."""

    sink: str
    waiting: int
    since: datetime | None
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class DeadView:
    """What a sink refused for good, and why."""

    id: str
    sink: str
    channel: str
    incident: str
    reason: str
    at: datetime
    error: str
