"""What ECS has: a registered revision, or the fact that no ACTIVE one exists."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from plumbrule.model.ids import Family
    from plumbrule.model.tree import Object


@dataclass(frozen=True, slots=True)
class Revision:
    """One registered revision, from the raw response (botocore drops members it does not know).

    Attributes:
        definition: Describe's `taskDefinition`, whole, response-only members included.
            Immutable per ARN, but the view of it may gain members.
        tags: may change while the ARN stays.
        registered_at: ECS's own time, with time zone.
        registered_by: ARN of the identity, usually an assumed-role session.
    """

    arn: str
    family: Family
    number: int
    definition: Object = field(repr=False)
    tags: Mapping[str, str] = field(default_factory=dict, repr=False)
    active: bool = True
    registered_at: datetime | None = None
    registered_by: str | None = None


@dataclass(frozen=True, slots=True)
class NoActive:
    """The family has no ACTIVE revision; `newest` is its newest INACTIVE one, if it ever had any."""

    family: Family
    newest: Revision | None = None


Observed: TypeAlias = Revision | NoActive


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of a listing.

    Attributes:
        revisions: family, number and ARN of ACTIVE revisions, as ECS ordered them: by family, then by number.
        token: asks for the next page; None after the last one.
    """

    revisions: tuple[tuple[Family, int, str], ...]
    token: str | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """That a revision is kept: `at` is when ECS was last asked for it, tags included."""

    arn: str
    at: datetime
