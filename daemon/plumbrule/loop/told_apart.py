"""Differences that are told and do not count, of one family."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from plumbrule.core.diff import diff_within
from plumbrule.core.fields import pattern_of
from plumbrule.model.apart import NOTHING_APART, Apart, Hits
from plumbrule.model.revision import Revision

if TYPE_CHECKING:
    from datetime import date

    from plumbrule.core.canon import Lens
    from plumbrule.model.change import Change
    from plumbrule.model.exemption import Exemptions, IgnoreRule
    from plumbrule.model.revision import Observed
    from plumbrule.model.spec import Spec
    from plumbrule.model.tree import Object


def told_apart(spec: Spec | None, observed: Observed, plain: Lens, lens: Lens, today: date) -> Apart:
    """What owners and ignore rules keep from counting.

    Args:
        spec: what Git says.
        observed: what is live.
        plain: sees everything.
        lens: does not see what somebody else owns.
        today: on which ignore rules last or not.
    """
    if spec is None or not spec.exemptions or not isinstance(observed, Revision):
        return NOTHING_APART
    every = Sides.of(plain, spec.definition, observed.definition, observed.arn)
    ours = Sides.of(lens, spec.definition, observed.definition, observed.arn)
    return apart_of(spec.exemptions, every, ours, today)


def apart_of(exemptions: Exemptions, every: Sides, ours: Sides, today: date) -> Apart:
    """The same of two definitions, seen whole and seen without what somebody else owns."""
    rules = exemptions.ignore
    lasting = tuple(rule.path for rule in exemptions.lasting(today))
    return Apart(
        owned=every.within(exemptions.owned_paths),
        ignored=ours.within(lasting),
        hits=tuple(_hits(rule, ours, today) for rule in rules),
    )


@dataclass(frozen=True, slots=True)
class Sides:
    """Both sides in canonical form, and Git's as it is written."""

    git: Object
    live: Object
    original: Object

    @classmethod
    def of(cls, lens: Lens, git: Object, live: Object, arn: str | None = None) -> Sides:
        """Through a lens; role names mean the account of `arn`, without one that of the lens."""
        return cls(lens.git(git), lens.live(live, arn), git)

    def within(self, paths: tuple[str, ...]) -> tuple[Change, ...]:
        """The differences at and below some paths."""
        return diff_within(self.git, self.live, map(pattern_of, paths), original=self.original) if paths else ()


def _hits(rule: IgnoreRule, sides: Sides, today: date) -> Hits:
    return Hits(rule, len(sides.within((rule.path,)))) if rule.lasts(today) else Hits(rule, 0, lasts=False)
