"""What is agreed: accept what is live, end what is orphaned, look again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plumbrule.core.canon import Lens
from plumbrule.core.tell.words import change_fields
from plumbrule.errors import Declined
from plumbrule.loop.desk.find import key_of
from plumbrule.loop.desk.who import operator_of, person_of
from plumbrule.model.answers import BaselineView, DoneView
from plumbrule.model.ballot import Deed, DeedKind
from plumbrule.model.event import Event, Level, Notice
from plumbrule.model.exemption import NO_EXEMPTIONS
from plumbrule.model.fact import counting
from plumbrule.model.record import Agreed, Released
from plumbrule.model.revision import Revision
from plumbrule.model.state import DRIFT, State

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plumbrule.loop.shell import Shell
    from plumbrule.loop.standings import Remembered
    from plumbrule.model.ids import Key
    from plumbrule.model.people import Identity

ACCEPTABLE = frozenset({State.UNADOPTED, *DRIFT})
"""States in which what is live is not what was agreed, or nobody knows what was."""


def baselines(shell: Shell, target: str, families: Sequence[str]) -> tuple[BaselineView, ...]:
    """What can be accepted: the families that are named, else all whose agreement is not known. Raises Declined."""
    return tuple(view for key, kept in sorted(_meant(shell, target, families)) if (view := _view(key, kept)))


def baseline(shell: Shell, caller: Identity, arns: Sequence[str], *, reason: str) -> DoneView:
    """Accept live revisions, all or none. Raises Declined: the caller may not, or one is not the latest any more."""
    person, now = operator_of(shell.world, caller), shell.world.clock.now()
    by_arn = {kept.arn: key for key, kept in shell.standings.all().items() if kept.arn and kept.state in ACCEPTABLE}
    strange = [arn for arn in arns if arn not in by_arn]
    if strange or not arns:
        what = strange[0] if strange else "nothing"
        raise Declined(f"{what} is not the latest revision of a family that can be accepted: look again", why="moved")
    agreed = [_agreed(shell, by_arn[arn], arn) for arn in arns]
    deeds = [Deed(DeedKind.BASELINE, one.key, person.name, caller, now, reason) for one in agreed]
    shell.world.journal.record(*agreed, *deeds)
    for one in agreed:
        fields = {"target": one.key.target, "family": one.key.family, "arn": one.arn, "person": person.name}
        shell.say(Notice(Event.BASELINE_ACCEPTED, Level.INFO, {**fields, "reason": reason}))
        shell.ask(one.key)
    return DoneView(f"{len(agreed)} accepted", tuple(str(one.key) for one in agreed))


def release(shell: Shell, caller: Identity, target: str, family: str, *, reason: str) -> DoneView:
    """End an orphan. Raises Declined: the caller may not, or Git still names the family."""
    person, key = operator_of(shell.world, caller), key_of(shell, target, family)
    if shell.standings.of(key).state is not State.ORPHAN:
        raise Declined(f"{key} is no orphan: its file is there, or nothing was agreed", why="wrong")
    now = shell.world.clock.now()
    shell.world.journal.record(Released(key, now), Deed(DeedKind.RELEASE, key, person.name, caller, now, reason))
    fields = {"target": key.target, "family": key.family, "person": person.name, "reason": reason}
    shell.say(Notice(Event.FAMILY_RELEASED, Level.INFO, fields))
    shell.ask(key)
    return DoneView(f"{key} is not ours any more; ECS keeps its revisions", (str(key),))


def reconcile(shell: Shell, caller: Identity, target: str, family: str) -> DoneView:
    """Look at one family now. Raises Declined: the caller is nobody, or there is no such family."""
    person, key = person_of(shell.world, caller), key_of(shell, target, family)
    shell.world.journal.record(Deed(DeedKind.RECONCILE, key, person.name, caller, shell.world.clock.now()))
    shell.ask(key)
    return DoneView(f"{key} is looked at now", (str(key),))


def _meant(shell: Shell, target: str, families: Sequence[str]) -> Iterator[tuple[Key, Remembered]]:
    for key, kept in shell.standings.all().items():
        if target not in {"", key.target}:
            continue
        if key.family in families or str(key) in families or (not families and kept.state is State.UNADOPTED):
            yield key, kept


def _view(key: Key, kept: Remembered) -> BaselineView | None:
    if kept.arn is None or kept.state not in ACCEPTABLE:
        return None
    by = kept.view.registered_by if kept.view else ""
    changes = tuple(change_fields(change) for change in kept.plan.changes) if kept.plan else ()
    number = int(kept.arn.rpartition(":")[2])
    return BaselineView(key.target, key.family, kept.state.value, kept.arn, number, by, changes)


def _agreed(shell: Shell, key: Key, arn: str) -> Agreed:
    """The live revision, asked of ECS once more: what is not the latest now is not accepted."""
    world = shell.world
    ports = world.targets[key.target]
    live = ports.revisions.latest(key.family)
    if not isinstance(live, Revision) or live.arn != arn:
        raise Declined(f"{arn} is not the latest revision of {key} any more: look again", why="moved")
    spec = shell.intake.specs.get(key) if shell.intake else None
    exemptions = spec.exemptions if spec else NO_EXEMPTIONS
    now = world.clock.now()
    lens = Lens.at(ports.target.id, counting(world.facts, now.date())).leaving(exemptions)
    # What Git said then is left open: that it says something else now is Git's own wish (spec_ahead).
    path = spec.path if spec else ""
    return Agreed(key, arn, live.number, lens.digest_of(live), None, live.definition, now, path, exemptions)
