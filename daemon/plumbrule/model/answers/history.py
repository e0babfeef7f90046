"""A family's revisions: who made them, out of what, and who said yes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from plumbrule.model.answers.plans import ApprovalView
    from plumbrule.model.tree import Tree


@dataclass(frozen=True, slots=True)
class RevisionView:
    """One revision in a family's history: who made it, out of what, and who said yes.

    Attributes:
        ours: whether this installation registered it.
        source_address: from where it was registered, where an event has told it; empty otherwise.
        user_agent: the same of the client, in its own words.
        changes: against the revision before it, as `core/tell/words.change_fields` has them; `git` is the newer side.
    """

    revision: int
    arn: str
    active: bool
    registered_at: datetime | None
    registered_by: str
    registrant: str
    ours: bool
    commit: str | None = None
    plan: str | None = None
    approvals: tuple[ApprovalView, ...] = ()
    changes: tuple[Mapping[str, Tree], ...] = ()
    source_address: str = ""
    user_agent: str = ""


@dataclass(frozen=True, slots=True)
class HistoryView:
    """A family's revisions, newest first, and what people did about it beside approving."""

    target: str
    family: str
    revisions: tuple[RevisionView, ...]
    more: bool = False
