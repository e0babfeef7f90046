"""What a pass says of what runs: services left behind by a registration, and who runs a family that has drifted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plumbrule.errors import Denied, Throttled, Unavailable
from plumbrule.loop.fleet.saying import moves, sentences
from plumbrule.loop.fleet.tour import Tour
from plumbrule.model.outcome import FoundLater, Registered

if TYPE_CHECKING:
    from plumbrule.loop.world import TargetPorts, World
    from plumbrule.model.ids import Family, Key
    from plumbrule.model.outcome import Acted
    from plumbrule.model.running import Use


def uses_now(ports: TargetPorts, family: Family) -> tuple[Use, ...]:
    """Who runs the family, asked of ECS; none where it cannot be asked now."""
    if not ports.is_watched:
        return ()
    try:
        return tuple(use for use in Tour.of(ports).whole().uses if use.family == family)
    except (Denied, Throttled, Unavailable):
        return ()


def left_behind(world: World, ports: TargetPorts, key: Key, acted: Acted) -> tuple[str, ...]:
    """What moves every service that ran an older revision than the one just registered, as far as that is known now.

    The look that follows a registration knows better; see `fleet.naming`.
    """
    if not isinstance(acted, Registered | FoundLater):
        return ()
    number, known = acted.revision.number, world.fleets.of(key.target)
    uses = uses_now(ports, key.family) if known is None else world.fleets.uses(key)
    return moves(ports, uses, number)


def who_runs(world: World, key: Key) -> tuple[str, ...]:
    """Who ran which revision at the last look, in words."""
    return tuple(sentences(world.fleets.uses(key)))
