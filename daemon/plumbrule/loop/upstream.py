"""Promotion: a file goes to one target after it has been in sync in another for long enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plumbrule.model.permits import Upstream
from plumbrule.model.state import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.loop.intake import Intake
    from plumbrule.loop.standings import Standings
    from plumbrule.loop.world import TargetPorts, World
    from plumbrule.model.ids import Key, TargetName
    from plumbrule.model.spec import Spec


def upstreams(
    world: World, intake: Intake, standings: Standings, ports: TargetPorts, spec: Spec
) -> tuple[Upstream, ...]:
    """Targets that are not ready for the file's present content yet."""
    found = (_wait(world, intake, standings, ports, spec, name) for name in ports.policy.after)
    return tuple(one for one in found if one is not None)


def dependents(world: World, intake: Intake, key: Key) -> Iterator[Key]:
    """Families that may be waiting for `key` to be in sync."""
    spec = intake.specs.get(key)
    for other in intake.of_path(spec.path) if spec else ():
        if other.target in world.targets and key.target in world.targets[other.target].policy.after:
            yield other


def _wait(
    world: World, intake: Intake, standings: Standings, ports: TargetPorts, spec: Spec, name: TargetName
) -> Upstream | None:
    before = [key for key in intake.of_path(spec.path) if key.target == name]
    if not before:
        return Upstream(name, f"{spec.path} has to be in sync in {name} first, and says nothing for {name}")
    for key in before:
        agreed = world.journal.agreed(key)
        if agreed is None or agreed.blob != spec.blob or standings.of(key).state is not State.IN_SYNC:
            return Upstream(name, f"{key} is not in sync with this content of {spec.path} yet")
        ready = agreed.at + ports.policy.after_wait
        if world.clock.now() < ready:
            return Upstream(name, f"{key} has to be in sync until {ready:%Y-%m-%d %H:%M:%S} UTC", ready)
    return None
