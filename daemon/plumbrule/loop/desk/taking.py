"""Incidents as people see and take them, and what could not be told."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Final

from plumbrule.core.tell.difference import diff_of
from plumbrule.core.tell.sentences import title_of
from plumbrule.core.tell.telling import taken
from plumbrule.errors import Declined
from plumbrule.loop.desk.who import operator_of, person_of
from plumbrule.loop.incidents import entries_of, write
from plumbrule.model.answers import DeadView, DoneView, IncidentView, OutboxView
from plumbrule.model.ballot import Deed, DeedKind
from plumbrule.model.ids import Family, Key, TargetName
from plumbrule.model.outbox import Sending, Sent

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime, timedelta

    from plumbrule.loop.shell import Shell
    from plumbrule.loop.world import World
    from plumbrule.model.incident import Incident
    from plumbrule.model.people import Identity, Person

FEWEST_DIGITS: Final = 8
"""Of an incident's id that people may type."""
LONGEST_SNOOZE_DAYS: Final = 30
"""No eternal silence: whoever wants none of it ignores the field, with a reason and an end, in Git."""


def incidents(shell: Shell, target: str, family: str, letter: str) -> tuple[IncidentView, ...]:
    """See `ports.Desk`."""
    journal = shell.world.journal
    found = journal.members(letter) if letter else journal.incidents()
    return tuple(view(one) for one in found if letter or _asked_for(one, target, family))


def acknowledge(shell: Shell, caller: Identity, names: Sequence[str]) -> DoneView:
    """See `ports.Desk`. Raises Declined: the caller is nobody, or there is no such incident."""
    person = person_of(shell.world, caller)
    done = _take(shell, names, (person, caller), DeedKind.ACKNOWLEDGE, lambda _: None)
    return DoneView(f"{_counted(done)} acknowledged by {person.name}", done)


def snooze(shell: Shell, caller: Identity, names: Sequence[str], *, lasts: timedelta) -> DoneView:
    """See `ports.Desk`. Raises Declined: the same, or it is too long."""
    person = person_of(shell.world, caller)
    if not 0 < lasts.total_seconds() <= LONGEST_SNOOZE_DAYS * 86_400:
        raise Declined(f"a snooze lasts {LONGEST_SNOOZE_DAYS} days at most", why="wrong")
    done = _take(shell, names, (person, caller), DeedKind.SNOOZE, lambda now: now + lasts)
    return DoneView(f"{_counted(done)} snoozed by {person.name} until it changes, or the time is over", done)


def retry(shell: Shell, caller: Identity) -> DoneView:
    """See `ports.Desk`. Raises Declined: the caller may not."""
    operator_of(shell.world, caller)
    world = shell.world
    names = tuple(one.id for one in world.journal.dead())
    if names:
        write(world, [Sent(names, Sending.PENDING, world.clock.now())])
    return DoneView(f"{len(names)} dead letters are sent again" if names else "there are no dead letters", names)


def outbox(shell: Shell) -> tuple[OutboxView, ...]:
    """Every sink, with what waits for it."""
    waiting = shell.world.journal.untold()
    names = dict.fromkeys([*(sink.name for sink in shell.world.manners.sinks), *waiting])
    found = []
    for name in names:
        number, since = waiting.get(name, (0, None))
        found.append(OutboxView(name, number, since, "; ".join(shell.standings.troubles(f"sink {name}"))))
    return tuple(found)


def dead(world: World) -> tuple[DeadView, ...]:
    """What sinks refused for good."""
    return tuple(
        DeadView(one.id, one.to.sink, one.to.channel, one.incident, one.reason.value, one.at, one.error)
        for one in world.journal.dead()
    )


def view(incident: Incident) -> IncidentView:
    """As it is shown."""
    concern = incident.concern
    return IncidentView(
        id=incident.id,
        kind=concern.kind.value,
        target=concern.target,
        family=concern.family,
        status=incident.status.value,
        urgency=concern.urgency.value,
        title=title_of(incident),
        at=incident.at,
        person=incident.person,
        until=incident.until,
        ended=incident.ended,
        plan=str(concern.facts.get("plan") or ""),
        diff=tuple(diff_of(concern.facts)),
    )


def _asked_for(incident: Incident, target: str, family: str) -> bool:
    concern = incident.concern
    return target in {"", concern.target} and (not family or fnmatchcase(concern.family, family))


def _take(
    shell: Shell,
    names: Sequence[str],
    who: tuple[Person, Identity],
    kind: DeedKind,
    until: Callable[[datetime], datetime | None],
) -> tuple[str, ...]:
    """All of them or none: a name that means nothing stops it."""
    person, caller = who
    world, now = shell.world, shell.world.clock.now()
    with world.incidents.lock:
        found = {one.id: one for one in (_named(world, name) for name in names)}
        steps = [taken(one, person.name, now, until(now)) for one in found.values()]
        deeds = [Deed(kind, _key(one), person.name, caller, now, one.id) for one in found.values()]
        write(world, [*deeds, *(entry for step in steps for entry in entries_of(world, step, now))])
    return tuple(found)


def _key(incident: Incident) -> Key | None:
    concern = incident.concern
    return Key(TargetName(concern.target), Family(concern.family)) if concern.target and concern.family else None


def _named(world: World, name: str) -> Incident:
    if len(name) < FEWEST_DIGITS:
        raise Declined(f"an incident is named by {FEWEST_DIGITS} or more digits of its id", why="wrong")
    found = [one for one in world.journal.incidents_named(name.lower()) if one.is_open]
    if not found:
        raise Declined(f"no incident {name} is open", why="no_such_incident")
    if len(found) > 1:
        raise Declined(f"{name} means several incidents: type more of it", why="ambiguous")
    return found[0]


def _counted(done: Sequence[str]) -> str:
    return "1 incident" if len(done) == 1 else f"{len(done)} incidents"
