"""What registering would send: Git's definition, with the live value wherever somebody else owns it.

The owner's value comes from the latest ACTIVE revision.
Where a service runs another revision, and the value is another there, the owner has not settled on one: nothing is
sent (gate `owner_unsettled`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from plumbrule.core.canon import carried_over
from plumbrule.core.fields import owned_pattern_of
from plumbrule.core.validate.checking import validate
from plumbrule.core.validate.rule import Context
from plumbrule.core.validate.scope import scoped
from plumbrule.errors import Denied, Unavailable
from plumbrule.loop.fleet.tour import Tour
from plumbrule.model.apart import Unsettled
from plumbrule.model.place import Place
from plumbrule.model.revision import Revision
from plumbrule.model.running import Part
from plumbrule.model.target_policy import Ruling

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from plumbrule.core.canon import Lens
    from plumbrule.loop.world import TargetPorts, World
    from plumbrule.model.finding import Finding
    from plumbrule.model.revision import Observed
    from plumbrule.model.spec import Spec
    from plumbrule.model.tree import Object


def request_of(spec: Spec, observed: Observed) -> Object:
    """RegisterTaskDefinition's input, tags included; where the owner has set nothing, Git's own value."""
    patterns = [owned_pattern_of(path) for path in spec.exemptions.owned_paths]
    if not patterns or not isinstance(observed, Revision):
        return spec.definition
    return carried_over(spec.definition, observed.definition, patterns)


def unfit(world: World, ports: TargetPorts, spec: Spec, request: Object, today: date) -> tuple[Finding, ...]:
    """The errors of `request` that Git's own definition does not have: an owner's value may not go with Git's."""
    if request is spec.definition or request == spec.definition:
        return ()
    off = frozenset(rule for rule, ruling in spec.rulings.items() if ruling is Ruling.OFF)
    locate = spec.locate or (lambda pointer: Place(spec.path, pointer=pointer))
    found = validate(request, world.shape, locate, today=today, context=Context.of(ports.target), quiet=off)
    return tuple(one for one in scoped(found, spec.rulings) if one.is_error)


def unsettled(ports: TargetPorts, lens: Lens, observed: Observed) -> Unsettled | None:
    """Whether services run a revision in which the owner's value is another; asked of ECS, a few calls.

    What cannot be asked counts as unsettled: it refuses this family's registration, and nothing else waits for it.
    Where nobody named clusters and asking is not allowed, the latest revision is the owner's word.

    Raises:
        Throttled: as `Services` says.
    """
    if not lens.owned or not ports.is_watched or not isinstance(observed, Revision):
        return None
    try:
        tour = Tour.of(ports).whole()
        running = tuple(one.number for one in _running(ports, tour, observed) if not lens.owned_alike(observed, one))
    except Denied as error:
        return Unsettled(observed.number, trouble=error.message) if ports.policy.clusters else None
    except Unavailable as error:
        return Unsettled(observed.number, trouble=error.message)
    if tour.troubles:
        return Unsettled(observed.number, trouble="; ".join(tour.troubles))
    return Unsettled(observed.number, running) if running else None


def _running(ports: TargetPorts, tour: Tour, latest: Revision) -> Iterator[Revision]:
    services = (use for use in tour.uses if use.family == latest.family and use.part is Part.SERVICE)
    numbers = {use.number for use in services}
    for number in sorted(numbers - {latest.number}):
        if found := ports.revisions.numbered(latest.family, number):
            yield found
