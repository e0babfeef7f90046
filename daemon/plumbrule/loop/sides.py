"""Both sides of one family in canonical form, and where they differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from plumbrule.core.canon import Lens, as_counted
from plumbrule.core.decide.case import Sides
from plumbrule.core.diff import diff
from plumbrule.model.digest import content_digest
from plumbrule.model.exemption import NO_EXEMPTIONS
from plumbrule.model.fact import counting
from plumbrule.model.revision import Revision

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from plumbrule.loop.world import TargetPorts, World
    from plumbrule.model.change import Change
    from plumbrule.model.exemption import Exemptions, IgnoreRule
    from plumbrule.model.ids import Digest
    from plumbrule.model.record import Agreed
    from plumbrule.model.revision import Observed
    from plumbrule.model.spec import Spec
    from plumbrule.model.tree import Object


@dataclass(frozen=True, slots=True)
class Lenses:
    """How one family is looked at today.

    Attributes:
        plain: sees everything.
        ours: does not see what somebody else owns.
        exemptions: what Git leaves to others, or left to them when its file was still there.
    """

    plain: Lens
    ours: Lens
    exemptions: Exemptions

    @classmethod
    def at(cls, world: World, ports: TargetPorts, spec: Spec | None, agreed: Agreed | None, today: date) -> Lenses:
        """Those of a family; `agreed` is what the journal knows."""
        exemptions = exemptions_of(spec, agreed)
        plain = Lens.at(ports.target.id, counting(world.facts, today))
        plain = plain.hearing(spec.definition) if spec else plain
        return cls(plain, plain.leaving(exemptions), exemptions)


def exemptions_of(spec: Spec | None, agreed: Agreed | None) -> Exemptions:
    """What Git leaves to others; what it left to them when its file was still there, where that is gone."""
    if spec is not None:
        return spec.exemptions
    return agreed.exemptions if agreed else NO_EXEMPTIONS


def compared(
    lenses: Lenses, spec: Spec | None, observed: Observed, agreed: Agreed | None, today: date
) -> tuple[Sides, tuple[Change, ...]]:
    """Each side's digest, and what differs from live to Git as far as it counts."""
    lens = lenses.ours
    git = lens.git(spec.definition) if spec else None
    live = lens.live(observed.definition, observed.arn) if isinstance(observed, Revision) else None
    rules = lenses.exemptions.lasting(today) if spec else ()
    counted = _counted(git, live, rules)
    stood_on = _counted(git, _agreed_content(agreed, observed, live, lens), rules)
    sides = Sides(_digest(git), _digest(live), _digest(stood_on), _digest(counted) if rules else None)
    return sides, _changes(spec, git, counted)


def _changes(spec: Spec | None, git: Object | None, live: Object | None) -> tuple[Change, ...]:
    """None where one side has nothing to compare; then the state says all there is to say."""
    if spec is None or git is None or live is None:
        return ()
    return diff(git, live, original=spec.definition)


def _digest(tree: Object | None) -> Digest | None:
    return None if tree is None else content_digest(tree)


def _agreed_content(agreed: Agreed | None, observed: Observed, live: Object | None, lens: Lens) -> Object | None:
    """Under today's rules and facts: a digest that was made through another lens is never compared.

    The content of a revision never changes, only what ECS shows of it: the agreed revision is itself, however it looks.
    """
    if agreed is None:
        return None
    if isinstance(observed, Revision) and observed.arn == agreed.arn:
        return live
    return lens.live(agreed.definition, agreed.arn)


def _counted(git: Object | None, live: Object | None, rules: Sequence[IgnoreRule]) -> Object | None:
    """The live side as far as it differs where that counts."""
    if git is None or live is None or not rules:
        return live
    return as_counted(git, live, rules)
