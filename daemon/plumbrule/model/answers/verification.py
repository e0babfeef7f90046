"""What tasks need and do not find."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class LackView:
    """Something that new tasks need: `word` is `missing` or `moved`."""

    word: str
    thing: str
    name: str
    reason: str
    advice: str
    families: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class VerificationView:
    """The last round over what tasks of a target need; `denied` are permissions that are missing."""

    target: str
    at: datetime
    asked: int
    lacks: tuple[LackView, ...] = ()
    denied: tuple[str, ...] = ()
