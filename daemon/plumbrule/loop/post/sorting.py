"""Which letter a telling goes into: the one its incident lives in, one that others of its cause began, or a new one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from plumbrule.core.tell.grouping import group_of, grouped, many_of
from plumbrule.loop.census import troubled
from plumbrule.loop.incidents import is_muted, new_id
from plumbrule.model.ids import TargetName
from plumbrule.model.incident import Incident, Kind
from plumbrule.model.outbox import Letter, Reason, Sending, Sent

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from plumbrule.loop.shell import Shell
    from plumbrule.model.outbox import Telling
    from plumbrule.model.record import Entry

MOST_WAITING: Final = timedelta(minutes=5)
"""For the end of a sweep, so that all it finds is one message."""

REGISTRATIONS: Final = frozenset({Reason.REGISTERED, Reason.RACED})

FLEETING: Final = frozenset({Kind.TARGET, Kind.SOURCE, Kind.BREAKER})
"""What was over before anybody was told is told to nobody."""


def sorted_out(
    shell: Shell, sink: str, tellings: Sequence[Telling], *, lives: bool, alone: bool = False
) -> tuple[tuple[Letter, tuple[Telling, ...]], ...]:
    """What can be delivered now, by letter; new letters are written down. Raises JournalError.

    Args:
        shell: whose journal, and whose sweeps.
        sink: for which all of `tellings` are.
        tellings: what is due.
        lives: whether messages can be edited: where they cannot, each delivery is a letter of its own.
        alone: whether each registration is one.
    """
    now, mute = shell.world.clock.now(), troubled(shell.world.journal.wholes())
    known = {name: _incident(shell, name) for name in dict.fromkeys(one.incident for one in tellings)}
    by_letter: dict[str, tuple[Letter, list[Telling]]] = {}
    fresh: dict[tuple[str, str], list[Telling]] = {}
    for one in tellings:
        incident = known[one.incident]
        if is_muted(incident, mute):
            continue
        if letter := _letter_of(shell, sink, one, lives=lives):
            by_letter.setdefault(letter.id, (letter, []))[1].append(one)
        elif not _waits(shell, incident, one, now):
            apart = one.id if alone and one.reason in REGISTRATIONS else ""
            fresh.setdefault((one.to.channel, apart), []).append(one)
    for (channel, _), those in fresh.items():
        for letter, into in _begun(shell, sink, channel, those, known, now, lives=lives):
            by_letter.setdefault(letter.id, (letter, []))[1].extend(into)
    return tuple((letter, tuple(those)) for letter, those in by_letter.values())


def _incident(shell: Shell, name: str) -> Incident:
    return next(one for one in shell.world.journal.incidents_named(name) if one.id == name)


def _letter_of(shell: Shell, sink: str, one: Telling, *, lives: bool) -> Letter | None:
    """The letter its incident lives in; what may have been said belongs to the one it was in, and to no other."""
    journal = shell.world.journal
    if one.state is Sending.SENDING and (letter := journal.letter(one.letter)):
        return letter
    return journal.letter_of(one.incident, sink, one.to.channel) if lives else None


def _waits(shell: Shell, incident: Incident, telling: Telling, now: datetime) -> bool:
    """Others of its kind may be on their way."""
    target = TargetName(incident.concern.target)
    coming = incident.kind.is_of_family and shell.sweeps.is_open(target)
    return coming and now - telling.at < MOST_WAITING


def _begun(
    shell: Shell,
    sink: str,
    channel: str,
    tellings: Sequence[Telling],
    known: dict[str, Incident],
    now: datetime,
    *,
    lives: bool,
) -> Iterable[tuple[Letter, list[Telling]]]:
    """Letters for incidents that have none here; what was over before anybody was told is dropped."""
    journal = shell.world.journal
    entries: list[Entry] = []
    wanted = _wanted(tellings, known, entries, now)
    incidents = tuple({one.incident: known[one.incident] for one in wanted}.values())
    open_ = _open_letters(shell, sink, channel, incidents, now) if lives else {}
    for group, members in grouped(incidents, frozenset(open_)).items():
        letter = open_.get(group) or Letter(new_id(), sink, channel, group, now)
        named = {one.id: None for one in members}
        letter = replace(letter, members=(*letter.members, *named))
        into = [one for one in wanted if one.incident in named]
        entries += [letter, Sent(tuple(one.id for one in into), Sending.PENDING, now, letter.id)]
        yield letter, into
    if entries:
        journal.record(*entries)


def _open_letters(
    shell: Shell, sink: str, channel: str, incidents: Iterable[Incident], now: datetime
) -> Mapping[str, Letter]:
    """Those that these incidents may still join, by what their members have in common."""
    since = now - shell.world.manners.join_within
    names = {name for one in incidents for name in (group_of(one), many_of(one))}
    found = {name: shell.world.journal.letter_for(name, sink, channel, since) for name in names}
    return {name: letter for name, letter in found.items() if letter is not None and _is_alive(shell, letter)}


def _is_alive(shell: Shell, letter: Letter) -> bool:
    """Whether something in it goes on, since nobody looks again at a message that is green; notes only add to it."""
    return any(one.is_open or one.kind.is_note for one in shell.world.journal.members(letter.id))


def _wanted(
    tellings: Sequence[Telling], known: dict[str, Incident], entries: list[Entry], now: datetime
) -> list[Telling]:
    """All but edits of what nobody was told, and troubles that were over before; those count as said."""
    unwanted = [
        one
        for one in tellings
        if one.reason is Reason.EDITED or (known[one.incident].kind in FLEETING and not known[one.incident].is_open)
    ]
    if unwanted:
        entries.append(Sent(tuple(one.id for one in unwanted), Sending.SENT, now))
    return [one for one in tellings if one not in unwanted]
