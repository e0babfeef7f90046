"""What time has to say about people's words: halts that end or go on, broken glass to review, the chain's end."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from plumbrule.loop.ballots import approval_fields
from plumbrule.model.event import Event, Level, Notice

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from plumbrule.loop.standings import Standings
    from plumbrule.loop.world import World
    from plumbrule.model.ballot import Halt

DAY: Final = timedelta(days=1)


def reminders(world: World, standings: Standings) -> Iterator[Notice]:
    """Everything that is due now and was not told yet. Raises JournalError."""
    now = world.clock.now()
    for halt in world.journal.halts():
        yield from _of_halt(world, standings, halt, now)
    for approval in world.journal.glass(now - 2 * DAY):
        if approval.at.date() < now.date() and standings.trouble(f"glass {approval.id}", "listed"):
            yield Notice(Event.GLASS_LISTED, Level.WARNING, approval_fields(approval))
    head = world.journal.audit_head()
    if head is not None and standings.moved("audit chain", head.hash):
        yield Notice(Event.AUDIT_ANCHORED, Level.INFO, {"seq": head.seq, "hash": head.hash})


def _of_halt(world: World, standings: Standings, halt: Halt, now: datetime) -> Iterator[Notice]:
    fields = {"kind": halt.kind.value, "target": halt.target, "family": halt.family, "person": halt.person}
    if not halt.lasts(now):
        ended = halt.until is not None and now - halt.until < 2 * world.pace.sweep
        if ended and standings.trouble(f"halt {halt.id} ended", "ended"):
            yield Notice(Event.HALT_ENDED, Level.INFO, {**fields, "reason": halt.reason})
        return
    periods = (now - halt.at) // world.policy.remind
    waiting = waiting_for(standings, halt) if periods else 0
    if waiting and standings.moved(f"halt {halt.id}", str(periods)):
        yield Notice(Event.HALT_REMINDED, Level.WARNING, {**fields, "reason": halt.reason, "waiting": waiting})


def waiting_for(standings: Standings, halt: Halt) -> int:
    """How many families would go on if the halt ended."""
    return sum(halt.covers(key) and kept.plan is not None for key, kept in standings.all().items())
