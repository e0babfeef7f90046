"""What registering would send: Git's definition, with the live value wherever somebody else owns it.

The owner's value comes from the latest ACTIVE revision.
Where a service runs another revision than that, the owner has not settled on a value; whoever watches services chooses
the revision, and refuses (`owner_unsettled`), in `owners_revision`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from plumbrule.core.canon import carried_over
from plumbrule.core.fields import owned_pattern_of
from plumbrule.core.validate.checking import validate
from plumbrule.core.validate.rule import Context
from plumbrule.core.validate.scope import scoped
from plumbrule.model.place import Place
from plumbrule.model.policy import Ruling
from plumbrule.model.revision import Revision

if TYPE_CHECKING:
    from datetime import date

    from plumbrule.loop.world import TargetPorts, World
    from plumbrule.model.finding import Finding
    from plumbrule.model.revision import Observed
    from plumbrule.model.spec import Spec
    from plumbrule.model.tree import Object


def owners_revision(observed: Observed) -> Revision | None:
    """The revision that holds the values of those who own a path; None where nobody has set any."""
    return observed if isinstance(observed, Revision) else None


def request_of(spec: Spec, observed: Observed) -> Object:
    """RegisterTaskDefinition's input, tags included; where the owner has set nothing, Git's own value."""
    patterns = [owned_pattern_of(path) for path in spec.exemptions.owned_paths]
    theirs = owners_revision(observed)
    return carried_over(spec.definition, theirs.definition, patterns) if theirs and patterns else spec.definition


def unfit(world: World, ports: TargetPorts, spec: Spec, request: Object, today: date) -> tuple[Finding, ...]:
    """The errors of `request` that Git's own definition does not have: an owner's value may not go with Git's."""
    if request is spec.definition or request == spec.definition:
        return ()
    off = frozenset(rule for rule, ruling in spec.rulings.items() if ruling is Ruling.OFF)
    locate = spec.locate or (lambda pointer: Place(spec.path, pointer=pointer))
    found = validate(request, world.shape, locate, today=today, context=Context.of(ports.target), quiet=off)
    return tuple(one for one in scoped(found, spec.rulings) if one.is_error)
