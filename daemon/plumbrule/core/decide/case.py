"""Everything a decision may look at, gathered once: no clock and no call after this."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from plumbrule.core.decide.tag_sides import NO_TAGS
from plumbrule.model.apart import NOTHING_APART
from plumbrule.model.permits import NO_PERMITS, Permits

if TYPE_CHECKING:
    from datetime import datetime

    from plumbrule.core.decide.tag_sides import TagSides
    from plumbrule.model.apart import Apart, Contest, Unsettled
    from plumbrule.model.change import Change
    from plumbrule.model.doubt import Doubt
    from plumbrule.model.finding import Finding
    from plumbrule.model.ids import CommitId, Digest, Key, Target
    from plumbrule.model.pace import Hearing
    from plumbrule.model.record import Agreed, Pending, Result
    from plumbrule.model.revision import Observed
    from plumbrule.model.spec import Spec
    from plumbrule.model.target_policy import TargetPolicy
    from plumbrule.model.tree import Object


@dataclass(frozen=True, slots=True)
class Sides:
    """Digests of content under today's rules; None where a side has none.

    Attributes:
        desired: what Git says.
        live: the latest ACTIVE revision.
        agreed: the last revision both stood on, as far as it counts.
        counted: the live one as if it said what Git says wherever a difference does not count; None means that all of
            it counts.
    """

    desired: Digest | None
    live: Digest | None
    agreed: Digest | None
    counted: Digest | None = None

    @property
    def judged(self) -> Digest | None:
        """The live side that states judge; plans name `live`, all of what registering would replace."""
        return self.counted or self.live


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
        apart: differences that are told and do not count.
        request: what registering sends, with owners' live values; None where nothing can be registered.
        unfit: why ECS would not take `request`, although Git's own content is fine.
        unsettled: why an owner's value cannot be carried over; None where it can, or where there is none.
        contest: two contents that take turns; None where there is none.
        permits: what people and policy say about the plan; nothing is asked where there is none.
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
    apart: Apart = NOTHING_APART
    request: Object | None = None
    unfit: tuple[Finding, ...] = ()
    unsettled: Unsettled | None = None
    contest: Contest | None = None
    permits: Permits = NO_PERMITS
