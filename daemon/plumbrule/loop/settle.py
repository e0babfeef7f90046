"""Settle: the one exit of a pass. Metric, log line, journal entry, when to look again — here and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plumbrule.core.tell.speak import told_after
from plumbrule.loop.incidents import of_pass, write
from plumbrule.loop.look_again import look_again
from plumbrule.loop.planning import planned_anew
from plumbrule.loop.unknowns import unknown_fields
from plumbrule.loop.views import remembered
from plumbrule.model.event import Event, Level, Notice
from plumbrule.model.metrics import PASSES, PASSES_UNCHANGED
from plumbrule.model.outcome import PassOutcome, Stood
from plumbrule.model.record import Settled
from plumbrule.model.revision import Revision
from plumbrule.model.state import Gate, State

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from plumbrule.core.tell.standing import Standing
    from plumbrule.loop.standings import Remembered, Standings
    from plumbrule.loop.world import World
    from plumbrule.model.ids import Key
    from plumbrule.model.record import Entry


def nothing_new(world: World, key: Key, before: Remembered) -> PassOutcome:
    """The short way out: nothing is written, nothing is said."""
    world.meter.count(PASSES_UNCHANGED, key.target)
    return PassOutcome(key, before.state, unchanged=True, acted=Stood())


def not_ours(standings: Standings, key: Key) -> PassOutcome:
    """Git names the family no more, nothing was agreed and nothing is on its way: there is nothing to hold it to."""
    standings.forget(key)
    return PassOutcome(key, State.UNKNOWN, unchanged=True, acted=Stood())


def settle(
    world: World,
    standings: Standings,
    standing: Standing,
    notices: Sequence[Notice],
    seen: str | None,
    now: datetime,
) -> PassOutcome:
    """Write the transition, say what is new, remember, and say when to look again.

    Args:
        world: where it is written and said.
        standings: where it is remembered.
        standing: how the pass left the family.
        notices: what is new.
        seen: the fingerprint of what was judged; None when the next pass has to judge again.
        now: the time of the pass.
    """
    again = look_again(standing, now)
    gates = tuple(no.gate for no in standing.refusals)
    # Said and remembered before it is written: a journal that fails here must neither swallow what has just been
    # registered nor repeat what was said.
    for notice in (*notices, *unknown_fields(standings, standing), *_of_journal(world, standings, gates)):
        world.notifier.tell(notice)
    # A family that wants another look must not be skipped when that look comes.
    waits = again is not None or Gate.BREAKER_OPEN in gates or _waits_for_services(standing)
    _remember(standings, standing, None if waits else seen)
    _hold(world, standing, gates)
    if world.may_act:
        _write(world, standing, gates, now)
    world.meter.count(PASSES, standing.key.target, type(standing.acted).__name__.lower())
    world.on_settled(standing)
    return PassOutcome(standing.key, standing.state, unchanged=False, acted=standing.acted, look_again=again)


def _remember(standings: Standings, standing: Standing, seen: str | None) -> None:
    """What was told of it, and what of it was judged."""
    told = told_after(standings.of(standing.key).told, standing)
    arn = standing.observed.arn if isinstance(standing.observed, Revision) else None
    standings.put(standing.key, remembered(standing, seen, told, arn))


def _write(world: World, standing: Standing, gates: tuple[Gate, ...], now: datetime) -> None:
    """What is new of the family, and what people are told of it, are written together or not at all."""
    with world.incidents.lock:
        write(world, (*_transitions(world, standing, gates, now), *of_pass(world, standing, now)))


def _hold(world: World, standing: Standing, gates: tuple[Gate, ...]) -> None:
    """Who is held back because of others is looked at again when those are."""
    world.breakers.judged(standing)
    world.waves.judged(standing)
    if Gate.BREAKER_OPEN in gates:
        world.breakers.hold(standing.key)
    if Gate.LIMITED in gates:
        world.waves.hold(standing.key, standing.permits.wave.waits_for if standing.permits.wave else None)


def _transitions(world: World, standing: Standing, gates: tuple[Gate, ...], now: datetime) -> tuple[Entry, ...]:
    """What is new for the journal: another state, other gates, another plan."""
    known = world.journal.settled(standing.key)
    moved = known is None or (known.state, known.gates) != (standing.state, gates)
    planned = planned_anew(world.journal.planned(standing.key), standing, now)
    return (*([Settled(standing.key, standing.state, gates, now)] if moved else []), *([planned] if planned else []))


def _waits_for_services(standing: Standing) -> bool:
    """A deployment opens the gate and shows in neither side; about tags the gate says other things."""
    return standing.state is not State.IN_SYNC and any(no.gate is Gate.OWNER_UNSETTLED for no in standing.refusals)


def _of_journal(world: World, standings: Standings, gates: tuple[Gate, ...]) -> Iterator[Notice]:
    """Once per journal, with the id that the operator confirms it by."""
    if Gate.HELD in gates and standings.trouble("journal unknown", world.journal.id):
        yield Notice(Event.JOURNAL_UNKNOWN, Level.ERROR, {"journal": world.journal.id, "setting": "journal.confirmed"})
