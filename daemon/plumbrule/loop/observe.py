"""Observe: what ECS has of one family, out of what is kept where a listing vouches for it, else by Describe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plumbrule.model.metrics import CONTENTS_REUSED
from plumbrule.model.revision import Revision

if TYPE_CHECKING:
    from plumbrule.loop.standings import Standings
    from plumbrule.loop.world import TargetPorts, World
    from plumbrule.model.ids import Key
    from plumbrule.model.revision import Observed


def observe(world: World, ports: TargetPorts, standings: Standings, key: Key) -> Observed:
    """The latest ACTIVE revision, or what is left without one. Raises what `Revisions` raises."""
    if not standings.is_vouched(key) or world.journal.agreed(key) is None:
        ports.revisions.admit()  # without an agreement older revisions are read, too
    kept = _kept(world, ports, standings, key)
    if kept is not None:
        return kept
    named = standings.named(key)
    observed = ports.revisions.latest(key.family)
    now = world.clock.now()
    standings.check(key, now)
    standings.answered(key, named)
    if isinstance(observed, Revision):
        world.contents.keep(ports.target.id, observed, now)
    return observed


def _kept(world: World, ports: TargetPorts, standings: Standings, key: Key) -> Revision | None:
    arn = standings.take_vouched(key)
    found = world.contents.revision(ports.target.id, arn) if arn else None
    if found is None:
        return None
    world.meter.count(CONTENTS_REUSED, key.target)
    if (at := world.contents.known(ports.target.id).get(key.family)) is not None and at.arn == arn:
        standings.check(key, at.at)
    return found
