"""Everything at a glance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from plumbrule.model.answers.families import FamilyView, TargetView
    from plumbrule.model.answers.halts import HaltView
    from plumbrule.model.answers.incidents import DeadView, IncidentView, OutboxView
    from plumbrule.model.answers.plans import ApprovalView
    from plumbrule.model.answers.verification import VerificationView


@dataclass(frozen=True, slots=True)
class StatusView:
    """Everything at a glance; `families` are those that were asked for."""

    instance: str
    version: str
    now: datetime
    commit: str | None
    signed: str
    journal: str
    targets: tuple[TargetView, ...]
    families: tuple[FamilyView, ...]
    halts: tuple[HaltView, ...] = ()
    glass: tuple[ApprovalView, ...] = ()
    incidents: tuple[IncidentView, ...] = ()
    outbox: tuple[OutboxView, ...] = ()
    dead: tuple[DeadView, ...] = ()
    verified: tuple[VerificationView, ...] = ()
