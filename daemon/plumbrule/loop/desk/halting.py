"""Suspend, hold and resume: hands off, with an end."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Final

from plumbrule.errors import Declined, Denied, Throttled, Unavailable
from plumbrule.loop.desk.find import key_of, target_of
from plumbrule.loop.desk.show import halt_view
from plumbrule.loop.desk.who import operator_of
from plumbrule.loop.fleet.saying import command
from plumbrule.loop.rollout import uses_now
from plumbrule.model.answers import DoneView, HoldView
from plumbrule.model.ballot import Halt, HaltKind, Lift
from plumbrule.model.event import Event, Level, Notice
from plumbrule.model.ids import Family, Key, TargetName
from plumbrule.model.running import Part, Use

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import timedelta

    from plumbrule.loop.shell import Shell
    from plumbrule.model.answers import HaltView
    from plumbrule.model.people import Identity
    from plumbrule.model.revision import Revision
    from plumbrule.model.tree import Tree

LOOK_BACK: Final = 20
"""Older revisions that are asked for when one that is still ACTIVE is looked for."""


def suspend(
    shell: Shell, caller: Identity, *, target: str, family: str, reason: str, lasts: timedelta | None
) -> HaltView:
    """Keep hands off. Raises Declined: the caller may not, no reason, or no such scope."""
    if not reason.strip():
        raise Declined("say why: whoever is reminded of it wants to know", why="wrong")
    if family and not target:
        raise Declined("a family is suspended in a target: name it", why="wrong")
    scope = (target_of(shell, target) if target else None, key_of(shell, target, family).family if family else None)
    halt = _halt(shell, caller, HaltKind.SUSPEND, scope, reason, lasts)
    _set(shell, halt)
    return halt_view(halt)


def hold(shell: Shell, caller: Identity, target: str, family: str, *, reason: str, lasts: timedelta | None) -> HoldView:
    """Keep hands off one family until its spec changes. Raises Declined: the caller may not, or no such family."""
    key = key_of(shell, target, family)
    halt = _halt(shell, caller, HaltKind.HOLD, (key.target, key.family), reason, lasts)
    _set(shell, halt)  # whatever ECS says below: hands are off first
    back = _older(shell, key)
    return HoldView(halt_view(halt), back.arn if back else None, tuple(_commands(shell, key, back)) if back else ())


def resume(shell: Shell, caller: Identity, *, target: str, family: str, reason: str) -> DoneView:
    """End what was said of exactly this scope. Raises Declined: the caller may not, or nothing is halted there."""
    person, now = operator_of(shell.world, caller), shell.world.clock.now()
    scope = (target or None, family or None)
    found = [one for one in shell.world.journal.halts() if (one.target, one.family) == scope and one.lasts(now)]
    if not found:
        raise Declined(f"nothing is suspended or held for {_scope(target, family)}", why="no_such_family")
    shell.world.journal.record(*(Lift(one.id, person.name, caller, now, reason) for one in found))
    for one in found:
        fields = _fields(one) | {"person": person.name, "reason": reason}
        shell.say(Notice(Event.HALT_LIFTED, Level.INFO, fields))
        _ask(shell, one)
    return DoneView(f"{_scope(target, family)} goes on", tuple(one.id for one in found))


def _halt(
    shell: Shell,
    caller: Identity,
    kind: HaltKind,
    scope: tuple[TargetName | None, Family | None],
    reason: str,
    lasts: timedelta | None,
) -> Halt:
    person, now = operator_of(shell.world, caller), shell.world.clock.now()
    if lasts is not None and lasts.total_seconds() <= 0:
        raise Declined("it has to last for some time", why="wrong")
    target, family = scope
    spec = shell.intake.specs.get(Key(target, family)) if shell.intake and target and family else None
    authored = spec.input_digest if spec and kind is HaltKind.HOLD else None
    until = now + lasts if lasts else None
    return Halt(uuid.uuid4().hex, kind, target, family, person.name, caller, now, until, reason, authored)


def _set(shell: Shell, halt: Halt) -> None:
    shell.world.journal.record(halt)
    shell.say(Notice(Event.HALT_SET, Level.WARNING, _fields(halt)))
    _ask(shell, halt)


def _ask(shell: Shell, halt: Halt) -> None:
    """Whoever has something to register is judged again."""
    for key, remembered in shell.standings.all().items():
        if halt.covers(key) and remembered.plan is not None:
            shell.ask(key)


def _fields(halt: Halt) -> dict[str, Tree]:
    return {
        "kind": halt.kind.value,
        "target": halt.target,
        "family": halt.family,
        "person": halt.person,
        "until": halt.until.isoformat(timespec="seconds") if halt.until else None,
        "reason": halt.reason,
    }


def _scope(target: str, family: str) -> str:
    return f"{target}/{family}" if family else target or "everything"


def _older(shell: Shell, key: Key) -> Revision | None:
    """The newest ACTIVE revision before the latest; None where there is none, or ECS cannot be asked now."""
    revisions = shell.world.targets[key.target].revisions
    arn = shell.standings.of(key).arn
    newest = int(arn.rpartition(":")[2]) if arn else 0
    try:
        numbers = range(newest - 1, max(0, newest - 1 - LOOK_BACK), -1)
        found = (revisions.numbered(key.family, number) for number in numbers)
        return next((one for one in found if one is not None and one.active), None)
    except (Denied, Throttled, Unavailable):
        return None


def _commands(shell: Shell, key: Key, back: Revision) -> Iterator[str]:
    """One for each service that runs something newer; where clusters are not known, one to be filled in."""
    ports = shell.world.targets[key.target]
    services = (use for use in uses_now(ports, key.family) if use.part is Part.SERVICE)
    newer = [use for use in services if use.number > back.number]
    for use in newer or (Use("CLUSTER", "SERVICE", key.family, 0),):
        yield command(ports, use, back.number)
