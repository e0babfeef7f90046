"""A plan: the one thing an approval can name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from plumbrule.model.digest import canonical_json, sha256_hex
from plumbrule.model.ids import PlanId

if TYPE_CHECKING:
    from plumbrule.model.change import Change
    from plumbrule.model.ids import CommitId, Digest, Family, Target, TargetId


@dataclass(frozen=True, slots=True)
class Plan:
    """What registering would do, bound to both sides' content.

    Attributes:
        id: 64 hex digits; the same content on both sides always gives the same id (`plan_id`).
        desired: digest of Git's content.
        base: digest of the live content it replaces; None when there is none.
        base_number: the live revision's number; 0 when there is none.
        commit: where Git's content came from; beside the id, not in it.
        path: the spec's file.
        changes: the difference, for people; beside the id, not in it.
    """

    id: PlanId
    target: Target
    family: Family
    desired: Digest
    base: Digest | None
    base_number: int
    commit: CommitId | None
    path: str
    changes: tuple[Change, ...]


def plan_id(target: TargetId, family: Family, desired: Digest, base: Digest | None) -> PlanId:
    """SHA-256 over what makes a plan itself (design.md section 8)."""
    named = {
        "partition": target.partition,
        "account": target.account_id,
        "region": target.region,
        "family": family,
        "desired": desired,
        "base": base,
    }
    return PlanId(sha256_hex("plumbrule:plan:1\n" + canonical_json(named)))
