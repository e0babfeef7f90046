"""Settle: the one exit of a pass. Metric, log line, journal entry, when to look again — here and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from plumbrule.core.decide.approving import lacking, needed
from plumbrule.core.fields import RESPONSE_ONLY
from plumbrule.core.tell.speak import Standing, told_after
from plumbrule.loop.incidents import of_pass, write
from plumbrule.loop.planning import planned_anew
from plumbrule.loop.unknowns import unknown_fields
from plumbrule.loop.views import remembered
from plumbrule.model.digest import CANON, canonical_json, sha256_hex
from plumbrule.model.event import Event, Level, Notice
from plumbrule.model.metrics import PASSES, PASSES_UNCHANGED
from plumbrule.model.outcome import (
    Accepted,
    FoundLater,
    Mended,
    NotDone,
    NotMended,
    PassOutcome,
    Registered,
    Stood,
    Unanswered,
)
from plumbrule.model.record import Settled
from plumbrule.model.registrant import UNTOLD
from plumbrule.model.revision import Revision
from plumbrule.model.state import Gate, State
from plumbrule.model.tree import as_list

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from plumbrule.core.decide.case import Case
    from plumbrule.core.decide.decision import Decision
    from plumbrule.loop.intake import Intake
    from plumbrule.loop.standings import Remembered, Standings
    from plumbrule.loop.world import World
    from plumbrule.model.ids import Key
    from plumbrule.model.outcome import Acted
    from plumbrule.model.record import Entry
    from plumbrule.model.registrant import Registrants
    from plumbrule.model.revision import Observed
    from plumbrule.model.spec import Spec
    from plumbrule.model.state import Refusal
    from plumbrule.model.tree import Tree

AT_ONCE: Final = timedelta(0)
A_MOMENT: Final = timedelta(milliseconds=100)
"""After what time opens: the next look must find it open."""
SOON: Final = timedelta(seconds=5)
"""While a registration is not visible yet."""

WAITS: Final = {
    Gate.SETTLING: SOON,
    Gate.DENIED: timedelta(minutes=1),
    Gate.CONTESTED: timedelta(hours=1),
    Gate.SOURCE_STALE: timedelta(minutes=10),  # at the latest: a sweep is asked for when the source is heard again
}
"""Gates that time or an operator opens without anything changing in Git or ECS: when to look again."""


def fingerprint(world: World, intake: Intake, key: Key, spec: Spec | None, observed: Observed) -> str:
    """Everything a pass depends on, short: equal to the last settled one means that there is nothing to compute."""
    live = observed if isinstance(observed, Revision) else observed.newest
    parts: list[Tree] = [
        isinstance(observed, Revision),
        live.arn if live else None,
        dict(live.tags) if live else {},
        # The content of a revision never changes, but AWS may invent members; the order of lists may be any.
        sorted({*_members(live.definition)}) if live else [],
    ]
    return f"{mark(world, intake, key, spec)}:{sha256_hex(canonical_json(parts))}"


def _members(tree: Tree, path: str = "") -> Iterator[str]:
    """Paths of everything that has a name, without places in lists."""
    for item in as_list(tree):
        yield from _members(item, path)
    for name, value in tree.items() if isinstance(tree, Mapping) else ():
        if path or name not in RESPONSE_ONLY:
            yield f"{path}.{name}"
            yield from _members(value, f"{path}.{name}")


def mark(world: World, intake: Intake, key: Key, spec: Spec | None) -> str:
    """The half of the fingerprint that no call is needed for: what Git and the operator say."""
    parts: list[Tree] = [
        world.footing,
        CANON,
        spec.input_digest if spec else None,
        spec.path if spec else None,
        spec.blob if spec else None,
        intake.votes(key),
        [str(finding) for finding in spec.findings] if spec else [],
        spec.suspend.reason if spec and spec.suspend else None,
        intake.trust,
        # A rule that ends makes the same content count differently.
        [rule.path for rule in spec.exemptions.lasting(world.clock.now().date())] if spec else [],
    ]
    return sha256_hex(canonical_json(parts))


def nothing_new(world: World, key: Key, before: Remembered) -> PassOutcome:
    """The short way out: nothing is written, nothing is said."""
    world.meter.count(PASSES_UNCHANGED, key.target)
    return PassOutcome(key, before.state, unchanged=True, acted=Stood())


def not_ours(standings: Standings, key: Key) -> PassOutcome:
    """Git names the family no more, nothing was agreed and nothing is on its way: there is nothing to hold it to."""
    standings.forget(key)
    return PassOutcome(key, State.UNKNOWN, unchanged=True, acted=Stood())


def stand(
    case: Case,
    decision: Decision,
    acted: Acted,
    registrants: Registrants = UNTOLD,
    services: tuple[str, ...] = (),
    runs: tuple[str, ...] = (),
) -> Standing:
    """Where the family stands after acting: a revision we just registered is Git's own content."""
    done = isinstance(acted, Registered | Mended)
    live = acted.revision if isinstance(acted, Registered) else case.observed
    wanted = needed(case, decision.state) if decision.plan else ()
    return Standing(
        key=case.key,
        state=State.IN_SYNC if done else decision.state,
        refusals=() if done else decision.refusals,
        changes=() if done else case.changes,
        plan=decision.plan,
        observed=live,
        agreed=case.agreed,
        commit=case.commit,
        acted=acted,
        tag_changes=() if done else case.tags.changes,
        extra_tags=case.tags.extras,
        unknown=case.unknown,
        registrant=registrants.of(live) if isinstance(live, Revision) else None,
        apart=replace(case.apart, ignored=()) if done else case.apart,
        permits=case.permits,
        needed=wanted,
        lacks=() if done or not wanted else lacking(wanted, case.permits),
        target=case.target,
        labels={**case.target.labels, **(case.spec.labels if case.spec else {})},
        services=services,
        runs=runs,
    )


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
    key = standing.key
    again = _look_again(standing, now)
    gates = tuple(no.gate for no in standing.refusals)
    # Said and remembered before it is written: a journal that fails here must neither swallow what has just been
    # registered nor repeat what was said.
    for notice in (*notices, *unknown_fields(standings, standing), *_of_journal(world, standings, gates)):
        world.notifier.tell(notice)
    told = told_after(standings.of(key).told, standing)
    # A family that wants another look must not be skipped when that look comes.
    waits = again is not None or Gate.BREAKER_OPEN in gates or _waits_for_services(standing)
    arn = standing.observed.arn if isinstance(standing.observed, Revision) else None
    standings.put(key, remembered(standing, None if waits else seen, told, arn))
    _hold(world, standing, gates)
    if world.may_act:
        _write(world, standing, gates, now)
    world.meter.count(PASSES, key.target, type(standing.acted).__name__.lower())
    world.on_settled(standing)
    return PassOutcome(key, standing.state, unchanged=False, acted=standing.acted, look_again=again)


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


def _look_again(standing: Standing, now: datetime) -> timedelta | None:
    match standing.acted:
        case Unanswered(after) | NotMended(after):
            return after
        case Registered() | FoundLater() | Mended():
            return AT_ONCE
        case NotDone():
            return AT_ONCE
        case Accepted() if standing.refusals or standing.tag_changes:
            return AT_ONCE
        case Accepted() | Stood():
            return _opened_by_time(standing.refusals, now)


def _opened_by_time(refusals: Sequence[Refusal], now: datetime) -> timedelta | None:
    """When the first of them may be gone."""
    waits = [WAITS[no.gate] for no in refusals if no.gate in WAITS]
    waits += [max(no.until - now, AT_ONCE) + A_MOMENT for no in refusals if no.until is not None]
    return min(waits, default=None)
