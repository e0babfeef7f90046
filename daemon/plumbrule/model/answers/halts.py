"""What keeps families waiting because somebody said so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class HaltView:
    """A suspension or hold that lasts; `target` and `family` are empty where it covers all of them."""

    id: str
    kind: str
    target: str
    family: str
    person: str
    reason: str
    at: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class HoldView:
    """A hold, and the commands that point services at the newest older ACTIVE revision."""

    halt: HaltView
    back_to: str | None
    commands: tuple[str, ...] = ()
