"""Everything a decision may look at, gathered once: no clock and no call after this."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from plumbrule.core.decide.tag_sides import NO_TAGS

if TYPE_CHECKING:
    from datetime import datetime

    from plumbrule.core.decide.tag_sides import TagSides
    from plumbrule.model.change import Change
    from plumbrule.model.doubt import Doubt
    from plumbrule.model.ids import CommitId, Digest, Key, Target
    from plumbrule.model.policy import Hearing, TargetPolicy
    from plumbrule.model.record import Agreed, Pending, Result
    from plumbrule.model.revision import Observed
    from plumbrule.model.spec import Spec
    from plumbrule.model.tree import Object


@dataclass(frozen=True, slots=True)
class Sides:
    """Digests of content under today's rules; None where a side has none.

    Attributes:
        desired: what Git says.
        live: the latest ACTIVE revision.
        agreed: the last revision both stood on.
    """

    desired: Digest | None
    live: Digest | None
    agreed: Digest | None


@dataclass(frozen=True, slots=True)
class Case:
    """One family at one moment.

    Attributes:
        spec: None when its file is gone.
        observed: what ECS answered.
        changes: from live to Git, for people and for the plan.
        agreed: the record behind `sides.agreed`.
        pending: a registration that may or may not have happened.
        registered: our newest registration of the family.
        ended: how the last attempt at this very plan ended.
        journal_trusted: False while a new journal meets revisions of this very instance.
        tags: both sides' tags, compared apart from content.
        unknown: members of the live revision that nobody knows, by API path: told, and never compared.
        doubt: why verdicts about the target are not trusted now; None where they are.
        hearing: when the source was last heard of; None where it may be silent for as long as it likes.
    """

    key: Key
    target: Target
    policy: TargetPolicy
    commit: CommitId | None
    spec: Spec | None
    observed: Observed
    sides: Sides
    changes: tuple[Change, ...]
    agreed: Agreed | None
    pending: Pending | None
    registered: Result | None
    ended: Result | None
    journal_trusted: bool
    now: datetime
    hearing: Hearing | None = None
    tags: TagSides = NO_TAGS
    unknown: Object = field(default_factory=dict, repr=False)
    doubt: Doubt | None = None
