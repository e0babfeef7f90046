"""What follows from an event: a name in the queue, words about who did it, or nothing.

A pass never learns why it was queued. Whatever an event says, the worst is one call of ECS too many.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.errors import JournalError
from plumbrule.loop.standings import NOTHING_YET
from plumbrule.model.event import Event, Level, Notice
from plumbrule.model.hint import CallHint
from plumbrule.model.ids import Key
from plumbrule.model.metrics import EVENTS

if TYPE_CHECKING:
    from plumbrule.loop.shell import Shell
    from plumbrule.loop.world import TargetPorts, World
    from plumbrule.model.hint import Caller, Named, ServiceHint
    from plumbrule.model.ids import TargetId, TargetName

REGISTER: Final = "RegisterTaskDefinition"
REMOVALS: Final = frozenset({"DeregisterTaskDefinition", "DeleteTaskDefinitions"})
SERVICES_AFTER: Final = 5.0
"""Seconds from an event to a look at what runs."""


def note(shell: Shell, hint: CallHint | ServiceHint) -> None:
    """Queue what the hint names, where it is ours. Raises nothing that the ports raise."""
    ports = _target(shell.world, hint)
    if ports is None:
        shell.world.meter.count(EVENTS, "elsewhere")
    elif isinstance(hint, CallHint):
        _of_call(shell, ports, hint)
    else:
        _of_services(shell, ports.target.name)


def _target(world: World, hint: CallHint | ServiceHint) -> TargetPorts | None:
    wanted = (hint.account_id, hint.region)
    return next(
        (one for one in world.targets.values() if (one.target.id.account_id, one.target.id.region) == wanted), None
    )


def _of_services(shell: Shell, target: TargetName) -> None:
    """A deployment makes many events within seconds: they are one look."""
    shell.world.meter.count(EVENTS, "of_services")
    shell.ask_services(target, after=SERVICES_AFTER)


def _of_call(shell: Shell, ports: TargetPorts, hint: CallHint) -> None:
    if not shell.world.callers.is_new(hint.caller.event):
        shell.world.meter.count(EVENTS, "repeated")
        return
    for named in hint.named:
        key = Key(ports.target.name, named.family)
        if _is_watched(shell, key):
            _of_family(shell, ports, key, named, hint.caller)
        else:
            shell.world.meter.count(EVENTS, "unwatched")


def _is_watched(shell: Shell, key: Key) -> bool:
    """Before the first snapshot nothing is: everything is looked at after it."""
    intake = shell.intake
    return intake is not None and (key in intake.specs or shell.standings.of(key) is not NOTHING_YET)


def _of_family(shell: Shell, ports: TargetPorts, key: Key, named: Named, caller: Caller) -> None:
    arn = _arn(ports.target.id, named)
    if caller.call == REGISTER and named.number:
        shell.world.callers.note(arn, caller)
    is_ours = _is_ours(shell.world, ports, key, arn, caller)
    is_news = _is_news(shell.standings.of(key).arn, named, caller, is_ours=is_ours)
    if not is_ours:
        shell.say(Notice(Event.CALL_HEARD, Level.INFO, _fields(key, named, caller) | {"looked_at": is_news}))
    if is_news:
        shell.look_anew(key)
    elif not is_ours and caller.call in REMOVALS:
        shell.ask_services(key.target, after=SERVICES_AFTER)  # services may run what is judged no more
    shell.world.meter.count(EVENTS, "named" if is_news else "known")


def _is_ours(world: World, ports: TargetPorts, key: Key, arn: str, caller: Caller) -> bool:
    """Our session's name, or the revision that the journal has as registered by us."""
    if ports.identity and caller.identity == ports.identity:
        return True
    try:
        registered = world.journal.registered(key)
    except JournalError:
        return False  # it is told where it is needed; the family is looked at once too often
    return caller.call == REGISTER and registered is not None and registered.arn == arn


def _is_news(known: str | None, named: Named, caller: Caller, *, is_ours: bool) -> bool:
    """Whether a pass could find something else than the last one did, which judged the revision `known`.

    Numbers only grow, and only the latest ACTIVE revision is judged: an older one changes nothing.
    A revision that was judged already was registered before it was; its tags may have changed after that, and it may
    have been deregistered, but not by us: whatever we change is looked at afterwards anyway.
    """
    number = int(known.rpartition(":")[2]) if known else 0
    if caller.call == REGISTER:
        return not named.number or named.number > number
    return not is_ours and (not named.number or named.number >= number)


def _arn(target: TargetId, named: Named) -> str:
    place = f"arn:{target.partition}:ecs:{target.region}:{target.account_id}"
    return f"{place}:task-definition/{named.family}:{named.number}"


def _fields(key: Key, named: Named, caller: Caller) -> dict[str, str | int | bool | None]:
    return {
        "target": key.target,
        "family": key.family,
        "revision": named.number or None,
        "call": caller.call,
        "identity": caller.identity,
        "source_address": caller.address,
        "user_agent": caller.agent,
        "event_id": caller.event,
        "at": caller.at.isoformat(timespec="seconds") if caller.at else None,
    }
