"""What runs, in words, and the commands that move it: Plumbrule never runs them."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from plumbrule.model.event import Event, Level, Notice
from plumbrule.model.running import Part, Running
from plumbrule.model.state import State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from plumbrule.loop.fleet.fleets import Judged
    from plumbrule.loop.fleet.tour import Tour
    from plumbrule.loop.world import TargetPorts, World
    from plumbrule.model.ids import Key, TargetName
    from plumbrule.model.running import Rollout, Use
    from plumbrule.model.tree import Tree

MOST_SHOWN: Final = 20
"""Uses of one family that one line, message or answer lists."""

NAMES: Final = {Part.SERVICE: "service", Part.DEPLOYMENT: "an older deployment of service", Part.TASK: "task"}


def command(ports: TargetPorts, use: Use, number: int) -> str:
    """What moves one service."""
    return (
        f"aws ecs update-service --region {ports.target.id.region} --cluster {use.cluster} "
        f"--service {use.name} --task-definition {use.family}:{number}"
    )


def commands(ports: TargetPorts, rollout: Rollout, state: State) -> tuple[str, ...]:
    """What moves every service that is behind to the latest revision; none where that is not what Git says."""
    if rollout.latest is None or state is not State.IN_SYNC:
        return ()
    return _moves(ports, rollout.behind, rollout.latest)


def moves(ports: TargetPorts, uses: Iterable[Use], number: int) -> tuple[str, ...]:
    """What moves every service that runs an older revision than the one with this number."""
    return _moves(ports, (use for use in uses if use.number < number), number)


def _moves(ports: TargetPorts, uses: Iterable[Use], number: int) -> tuple[str, ...]:
    services = (use for use in uses if use.part is Part.SERVICE)
    return tuple(command(ports, use, number) for use in islice(services, MOST_SHOWN))


def sentences(uses: tuple[Use, ...]) -> Iterator[str]:
    """Who runs which revision, in one line each."""
    for use in uses[:MOST_SHOWN]:
        yield f"{NAMES[use.part]} {use.cluster}/{use.name} runs revision {use.number}"
    if len(uses) > MOST_SHOWN:
        yield f"and {len(uses) - MOST_SHOWN} more"


def changed(world: World, key: Key, state: State, before: Judged | None, now: Judged | None) -> Notice | None:
    """That a family is further, or less far; the first look tells only what is not current."""
    if before is None and (now is None or now.rollout.running is Running.CURRENT):
        return None
    fields: dict[str, Tree] = {
        "target": key.target,
        "family": key.family,
        "running": now.rollout.running.value if now else None,
        "before": before.rollout.running.value if before else None,
    }
    if now is not None:
        ports = world.targets[key.target]
        fields["latest"] = now.rollout.latest
        fields["runs"] = list(sentences(now.rollout.behind or now.rollout.uses))
        fields["commands"] = list(commands(ports, now.rollout, state))
    is_dead = now is not None and now.rollout.running is Running.RUNNING_INACTIVE
    return Notice(Event.RUNNING_CHANGED, Level.WARNING if is_dead else Level.INFO, fields)


def looked(target: TargetName, tour: Tour) -> Notice:
    """What a look cost."""
    fields: dict[str, Tree] = {
        "target": target,
        "clusters": len(tour.clusters),
        "services": tour.members,
        "calls": tour.calls,
    }
    return Notice(Event.SERVICES_LOOKED_AT, Level.DEBUG, fields)
