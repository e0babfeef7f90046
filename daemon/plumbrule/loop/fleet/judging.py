"""From what runs and what is registered to how far each family is."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from plumbrule.core.canon import Lens
from plumbrule.core.decide.running import rollout_of
from plumbrule.loop.fleet.fleets import Seen
from plumbrule.loop.standings import NOTHING_YET
from plumbrule.model.fact import counting
from plumbrule.model.ids import Family, Key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from plumbrule.loop.standings import Standings
    from plumbrule.loop.world import World
    from plumbrule.model.ids import TargetName
    from plumbrule.model.running import Rollout, Use

STAYS: Final = timedelta(hours=1)
"""A revision's content never changes; whether it is still ACTIVE is asked again after so long."""


def wanted(world: World, standings: Standings, target: TargetName) -> Iterator[tuple[Family, int]]:
    """Revisions that have to be asked for: only where something runs another number than the latest."""
    for key, uses, latest in _ours(world, standings, target):
        numbers = {use.number for use in uses}
        if numbers - {latest}:
            numbers |= {latest} if latest is not None else set()
            yield from ((key.family, number) for number in sorted(numbers) if not _known(world, key, number))


def ask(world: World, target: TargetName, family: Family, number: int) -> None:
    """Ask for one revision and keep what it is. Raises what `Revisions` raises."""
    ports, now = world.targets[target], world.clock.now()
    found = ports.revisions.numbered(family, number)
    lens = Lens.at(ports.target.id, counting(world.facts, now.date()))
    digest = lens.digest_of(found) if found else None
    seen = Seen(digest, bool(found and found.active), now, world.footing)
    world.fleets.seen(target)[family, number] = seen


def rollouts(world: World, standings: Standings, target: TargetName) -> Mapping[Key, Rollout]:
    """How far each family is that something runs."""
    found = ((key, _rollout(world, key, uses, latest)) for key, uses, latest in _ours(world, standings, target))
    return {key: rollout for key, rollout in found if rollout is not None}


def _rollout(world: World, key: Key, uses: tuple[Use, ...], latest: int | None) -> Rollout | None:
    seen = world.fleets.seen(key.target)
    known = {use.number: found for use in uses if (found := seen.get((key.family, use.number)))}
    newest = seen.get((key.family, latest)) if latest is not None else None
    alike = {number for number, one in known.items() if newest and one.digest and one.digest == newest.digest}
    inactive = {number for number, one in known.items() if not one.active and number != latest}
    return rollout_of(uses, latest, alike, inactive)


def _ours(world: World, standings: Standings, target: TargetName) -> Iterator[tuple[Key, tuple[Use, ...], int | None]]:
    """Families that something runs and that a pass has looked at, with the number of the latest ACTIVE revision."""
    fleet = world.fleets.of(target)
    for family, uses in sorted(fleet.uses.items()) if fleet else ():
        remembered = standings.of(Key(target, family))
        if remembered is not NOTHING_YET:
            latest = int(remembered.arn.rpartition(":")[2]) if remembered.arn else None
            yield Key(target, family), uses, latest


def _known(world: World, key: Key, number: int) -> bool:
    seen = world.fleets.seen(key.target).get((key.family, number))
    return seen is not None and seen.footing == world.footing and world.clock.now() - seen.at < STAYS
