"""States judge content, not the author; gates say why nothing is done about it now."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


class State(StrEnum):
    """Where a family stands; docs/reference/states.md tells each at length."""

    UNKNOWN = "unknown"
    IN_SYNC = "in_sync"
    MISSING = "missing"
    WITHDRAWN = "withdrawn"
    UNADOPTED = "unadopted"
    SPEC_AHEAD = "spec_ahead"
    UNEXPLAINED = "unexplained"
    OUT_OF_BAND = "out_of_band"
    DIVERGED = "diverged"
    ORPHAN = "orphan"


MAY_BE_AUTOMATIC: Final = frozenset({State.MISSING, State.SPEC_AHEAD})
"""The only states an operator may list under `auto`: in all others somebody else's work would be overwritten."""

DRIFT: Final = frozenset({State.WITHDRAWN, State.UNEXPLAINED, State.OUT_OF_BAND, State.DIVERGED})
"""The states in which ECS left what was agreed."""


class Gate(StrEnum):
    """Why an action is not taken now."""

    INVALID = "invalid"
    CONFLICT = "conflict"
    AWAITING_APPROVAL = "awaiting_approval"
    REJECTED = "rejected"
    SUSPENDED = "suspended"
    HELD = "held"
    FROZEN = "frozen"
    LIMITED = "limited"
    UNSIGNED = "unsigned"
    DENIED = "denied"
    BACKING_OFF = "backing_off"
    SETTLING = "settling"
    BREAKER_OPEN = "breaker_open"
    RACED = "raced"
    OWNER_UNSETTLED = "owner_unsettled"
    CONTESTED = "contested"
    SOURCE_STALE = "source_stale"
    NOT_READY = "not_ready"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A gate's no: which gate, a sentence for people, the numbers behind it for machines, and when time opens it."""

    gate: Gate
    message: str
    numbers: Mapping[str, int | str] = field(default_factory=dict)
    until: datetime | None = field(default=None, compare=False)
