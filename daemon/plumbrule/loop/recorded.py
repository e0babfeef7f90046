"""What the journal has of one family, and what stands in for it where it has nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from plumbrule.core.decide.settling import still_invisible
from plumbrule.model.record import Agreed
from plumbrule.model.revision import NoActive, Revision
from plumbrule.model.tags import DIGEST_TAG, INSTANCE_TAG

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from plumbrule.loop.sides import Lenses
    from plumbrule.loop.world import TargetPorts, World
    from plumbrule.model.ids import Key
    from plumbrule.model.record import Pending, Result
    from plumbrule.model.revision import Observed

LOOK_BACK: Final = 3
"""How many older revisions are read for our tags when the journal knows nothing: a hand-made one may lie on top."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What the journal has of one family.

    Attributes:
        agreed: the last revision that both sides stood on.
        registered: our newest registration, dated by how long ago it was.
        pending: a registration that may or may not have happened.
    """

    agreed: Agreed | None
    registered: Result | None
    pending: Pending | None

    @classmethod
    def of(cls, world: World, key: Key, now: datetime) -> Recorded:
        """What it has now. Raises JournalError: it cannot be read."""
        agreed = world.journal.agreed(key)
        registered = aged(world, world.journal.registered(key), "registered", now)
        return cls(agreed, registered, world.journal.pending(key))

    @property
    def is_empty(self) -> bool:
        """Whether the journal knows nothing of the family."""
        return self.agreed is None and self.registered is None and self.pending is None


def aged(world: World, result: Result | None, use: str, now: datetime) -> Result | None:
    """Dated by how long ago it was: the wall clock may have stepped since it was written."""
    if result is None:
        return None
    return replace(result, at=now - world.ages.of_result(result, use, now, world.clock.monotonic()))


def trusted(observed: Observed, recorded: Recorded, ports: TargetPorts, now: datetime) -> Observed:
    """Register's own answer counts while Describe still shows the revision before it."""
    agreed, registered = recorded.agreed, recorded.registered
    seen = observed.number if isinstance(observed, Revision) else 0
    lags = still_invisible(registered, seen, visibility=ports.policy.visibility, now=now)
    if not lags or registered is None or agreed is None or agreed.arn != registered.arn:
        return observed
    return Revision(arn=agreed.arn, family=agreed.key.family, number=agreed.number, definition=agreed.definition)


def agreed_by_tags(
    world: World, ports: TargetPorts, lenses: Lenses, key: Key, observed: Observed, now: datetime
) -> Agreed | None:
    """Without a journal: the newest revision with our tags whose content fits its digest."""
    for revision in _newest_first(ports, observed):
        if revision.tags.get(INSTANCE_TAG) == world.instance:
            digest = lenses.ours.digest_of(revision)
            if revision.tags.get(DIGEST_TAG) == digest:
                content, exemptions = revision.definition, lenses.exemptions
                return Agreed(key, revision.arn, revision.number, digest, None, content, now, exemptions=exemptions)
    return None


def _newest_first(ports: TargetPorts, observed: Observed) -> Iterator[Revision]:
    newest = observed.newest if isinstance(observed, NoActive) else observed
    if newest is None:
        return
    yield newest
    for number in range(newest.number - 1, max(0, newest.number - 1 - LOOK_BACK), -1):
        if older := ports.revisions.numbered(newest.family, number):
            yield older
