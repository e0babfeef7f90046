"""Lines of the audit chain, and whether it holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plumbrule.model.tree import Tree


@dataclass(frozen=True, slots=True)
class AuditView:
    """Lines of the audit chain in order, and where the chain ends now."""

    lines: tuple[Mapping[str, Tree], ...]
    head_seq: int
    head_hash: str


@dataclass(frozen=True, slots=True)
class AuditVerdict:
    """Whether the chain holds: `broken_at` is the first line that does not fit."""

    whole: bool
    lines: int
    head_hash: str
    broken_at: int | None = None
    words: str = ""
