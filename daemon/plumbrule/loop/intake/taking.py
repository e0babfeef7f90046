"""Take a snapshot in: read each file of it, and believe the whole or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plumbrule.core.validate.conflicts import with_conflicts
from plumbrule.loop.ballots import sorted_out
from plumbrule.loop.intake.ancestry import refuse_rewound, remember
from plumbrule.loop.intake.intake import Intake
from plumbrule.loop.intake.reading import Reading, read_anew, reading_of
from plumbrule.loop.intake.saying import tell_news
from plumbrule.loop.intake.vanishing import refuse_vanishing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from plumbrule.loop.world import World
    from plumbrule.model.finding import Finding
    from plumbrule.model.ids import Key
    from plumbrule.model.spec import Snapshot, Spec


def take_in(world: World, before: Intake | None) -> Intake:
    """Take a snapshot and understand it.

    Raises:
        SourceError: there is no good snapshot, its commit does not follow the one before, or too many families vanished
            at once; the intake before stays.
        JournalError: the last commit cannot be read or written down.
    """
    snapshot = world.source.snapshot(before.snapshot if before else None)
    follows = refuse_rewound(world, snapshot.commit)
    day = world.clock.now().date()
    ballots, authored = sorted_out(snapshot.files)
    readings = {path: reading_of(world, file, before, day) for path, file in authored.items()}
    specs = _by_key(readings.values())
    refused = _refused(snapshot)
    trust = world.confirmed_journal
    intake = Intake(world.generation, snapshot, readings, specs, trust, refused, follows, ballots, day)
    refuse_vanishing(world, before, intake)
    remember(world, snapshot.commit)
    tell_news(world, before, intake)
    return intake


def understood(world: World, snapshot: Snapshot) -> Mapping[Key, Spec]:
    """What another snapshot means under the same settings; nothing is told, and nothing remembers it."""
    day = world.clock.now().date()
    return _by_key([read_anew(world, file, day) for file in sorted_out(snapshot.files)[1].values()])


def _refused(snapshot: Snapshot) -> dict[str, tuple[Finding, ...]]:
    found: dict[str, tuple[Finding, ...]] = {}
    for finding in snapshot.findings:
        if finding.is_error:
            found[finding.place.file] = (*found.get(finding.place.file, ()), finding)
    return found


def _by_key(readings: Iterable[Reading]) -> dict[Key, Spec]:
    specs = (spec for reading in readings for spec in reading.specs)
    first_last = sorted(with_conflicts(specs), key=lambda spec: spec.path, reverse=True)
    return {spec.key: spec for spec in first_last}
