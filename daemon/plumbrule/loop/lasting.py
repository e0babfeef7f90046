"""What a target's Worlds share: it outlives every reload, and only memory."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING

from plumbrule.loop.ages import Ages
from plumbrule.loop.breaker import Breakers
from plumbrule.loop.callers import Callers
from plumbrule.loop.fleet.fleets import Fleets
from plumbrule.loop.incidents import Incidents
from plumbrule.loop.turns import Turns
from plumbrule.loop.waves import Waves

if TYPE_CHECKING:
    from plumbrule.loop.world import World


@dataclass(frozen=True, slots=True)
class Lasting:
    """Each by the name of the World's field that holds it; see `World` for what they are."""

    ages: Ages = field(default_factory=Ages)
    breakers: Breakers = field(default_factory=Breakers)
    turns: Turns = field(default_factory=Turns)
    waves: Waves = field(default_factory=Waves)
    incidents: Incidents = field(default_factory=Incidents)
    fleets: Fleets = field(default_factory=Fleets)
    callers: Callers = field(default_factory=Callers)

    def within(self, world: World) -> World:
        """The same World with these in it."""
        return replace(world, **{each.name: getattr(self, each.name) for each in fields(self)})
