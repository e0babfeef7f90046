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
    from plumbrule.model.exemption import IgnoreRule
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
    every = _Sides.of(plain, spec, observed)
    ours = _Sides.of(lens, spec, observed)
    rules = spec.exemptions.ignore
    lasting = tuple(rule.path for rule in rules if rule.lasts(today))
    return Apart(
        owned=every.within(spec.exemptions.owned_paths),
        ignored=ours.within(lasting),
        hits=tuple(_hits(rule, ours, today) for rule in rules),
    )


@dataclass(frozen=True, slots=True)
class _Sides:
    git: Object
    live: Object
    original: Object

    @classmethod
    def of(cls, lens: Lens, spec: Spec, observed: Revision) -> _Sides:
        return cls(lens.git(spec.definition), lens.live(observed.definition, observed.arn), spec.definition)

    def within(self, paths: tuple[str, ...]) -> tuple[Change, ...]:
        return diff_within(self.git, self.live, map(pattern_of, paths), original=self.original) if paths else ()


def _hits(rule: IgnoreRule, sides: _Sides, today: date) -> Hits:
    return Hits(rule, len(sides.within((rule.path,)))) if rule.lasts(today) else Hits(rule, 0, lasts=False)
