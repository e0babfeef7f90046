"""Plans, what is still against them, and who said yes or no."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from plumbrule.model.tree import Tree


@dataclass(frozen=True, slots=True)
class GateView:
    """One no, and when time opens it."""

    gate: str
    message: str
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class ApprovalView:
    """One yes or no (`word` is `approved` or `rejected`) that counts now."""

    id: str
    word: str
    plan: str
    target: str
    family: str
    person: str
    identity: str
    at: datetime
    until: datetime | None = None
    reason: str = ""
    glass: bool = False


@dataclass(frozen=True, slots=True)
class PlanView:
    """A plan as it can be approved, or as it was.

    Attributes:
        changes: as `core/tell/words.change_fields` has them.
        needs: what is still missing, in words.
        superseded_by: id of the plan that followed; None where none did.
        because: why there is no such plan any more; empty for one that is open.
    """

    id: str
    target: str
    family: str
    state: str
    at: datetime | None
    commit: str | None
    path: str
    base_revision: int
    risks: tuple[str, ...] = ()
    gates: tuple[GateView, ...] = ()
    changes: tuple[Mapping[str, Tree], ...] = ()
    approvals: tuple[ApprovalView, ...] = ()
    needs: tuple[str, ...] = ()
    superseded_by: str | None = None
    because: str = ""


@dataclass(frozen=True, slots=True)
class CommitView:
    """What one commit would register, as a set that is approved whole; `canary` goes first."""

    commit: str
    digest: str
    plans: tuple[PlanView, ...]
    canary: str | None
    limits: Mapping[str, int] = field(default_factory=dict)
