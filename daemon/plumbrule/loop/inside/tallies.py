"""What is counted every 30 seconds and not when somebody asks: it lies on a disk, which may hang."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from plumbrule.loop.world import World


@dataclass(frozen=True, slots=True)
class Tallies:
    """Counts at one moment.

    Attributes:
        incidents: open ones by kind and urgency.
        waiting: what is to be said, by sink.
        dead: what was refused for good, by sink.
        heard: when the source was last heard of.
    """

    incidents: Mapping[tuple[str, str], int] = field(default_factory=dict)
    waiting: Mapping[str, int] = field(default_factory=dict)
    dead: Mapping[str, int] = field(default_factory=dict)
    heard: datetime | None = None


def tallied(world: World) -> Tallies:
    """Count now. Raises JournalError."""
    journal = world.journal
    return Tallies(
        Counter((one.kind.value, one.concern.urgency.value) for one in journal.incidents()),
        {sink: number for sink, (number, _) in journal.untold().items()},
        Counter(one.to.sink for one in journal.dead()),
        world.source.last_heard(),
    )
