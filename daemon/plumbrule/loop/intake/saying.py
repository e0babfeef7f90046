"""What is new of an intake, told once for each content."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.core.validate.conflicts import RULE as CONFLICT
from plumbrule.model.event import Event, Level, Notice
from plumbrule.model.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from plumbrule.loop.intake.intake import Intake
    from plumbrule.loop.intake.reading import Reading
    from plumbrule.loop.world import World
    from plumbrule.model.finding import Finding
    from plumbrule.model.tree import Tree

TOLD_AS: Final = {
    Severity.ERROR: (Event.SPEC_REFUSED, Level.ERROR),
    Severity.WARNING: (Event.SPEC_ADVISED, Level.INFO),
    Severity.INFO: (Event.SPEC_ADVISED, Level.DEBUG),
}
"""Advice is for whoever edits a spec and asks `plumbrule validate`; a daemon's log has more urgent things to say."""


def tell_news(world: World, before: Intake | None, now: Intake) -> None:
    """Tell that a snapshot was taken, and each finding that was not told of it before."""
    if _is_news(before, now):
        fields: dict[str, Tree] = {"commit": now.commit, "files": len(now.readings), "families": len(now.specs)}
        world.notifier.tell(Notice(Event.SNAPSHOT_TAKEN, Level.INFO, fields))
    if not now.follows and (before is None or before.follows):
        world.notifier.tell(Notice(Event.ANCESTRY_UNKNOWN, Level.INFO, {"commit": now.commit}))
    for path, reading in sorted(now.readings.items()):
        _tell_reading(world, before.readings.get(path) if before else None, reading)
    known = before.snapshot.findings if before else ()
    _tell_findings(world, [finding for finding in now.snapshot.findings if finding not in known])
    _tell_findings(world, _conflicts(now) - (_conflicts(before) if before else set()))


def _is_news(before: Intake | None, now: Intake) -> bool:
    """A new day alone makes no new snapshot."""
    if before is None or before.generation != now.generation:
        return True
    return before.day == now.day or before.snapshot != now.snapshot


def _tell_reading(world: World, before: Reading | None, now: Reading) -> None:
    """Everything about a new content; of one that was judged anew, only what was not said of it before."""
    if now is before:
        return
    known = set(before.all_findings) if before and before.blob == now.blob else set()
    _tell_findings(world, [finding for finding in now.all_findings if finding not in known])


def _conflicts(intake: Intake) -> set[Finding]:
    return {found for spec in intake.specs.values() for found in spec.findings if found.rule == CONFLICT}


def _tell_findings(world: World, findings: Iterable[Finding]) -> None:
    for finding in findings:
        event, level = TOLD_AS[finding.severity]
        world.notifier.tell(Notice(event, level, finding.fields))
