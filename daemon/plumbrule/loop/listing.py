"""A listing: every ACTIVE revision of an account and Region, page by page, and when it is the cheaper way to look.

A listing has an entry for each ACTIVE revision, a hundred to a page; Describe answers for one family.
So a listing pays while its pages spare more families a Describe than there are pages.

What is believed of it: that a family still has the very revision as its latest that was seen there before.
An older number may be a lagging answer, a newer one has a content that nobody read yet, and a family that is not in it
may only be late: all of those are described.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from plumbrule.model.ids import Family, TargetName
    from plumbrule.model.revision import Listed

PROBE_SHARE: Final = 20
"""One page for so many families may be spent without any gain: a twentieth of what describing them costs."""

ASKED_AGAIN: Final = 24
"""Sweeps after which a listing that did not pay is tried once more."""


@dataclass(slots=True)
class Listing:
    """One listing under way.

    Attributes:
        hoped: families that it may spare a Describe.
        allowance: so many pages more than families passed, and it is a loss.
        token: asks for the next page.
        pages: how many were read.
        ended: no page is wanted any more.
        whole: the last page was read.
        failures: pages that did not come.
        latest: the highest number of each of those families, and its ARN.
    """

    hoped: frozenset[Family]
    allowance: int
    token: str | None = None
    pages: int = 0
    ended: bool = False
    whole: bool = False
    failures: int = 0
    latest: dict[Family, tuple[int, str]] = field(default_factory=dict)
    _last: Family | None = None
    _passed: set[Family] = field(default_factory=set)
    _tokens: set[str] = field(default_factory=set)
    _ordered: bool = True

    def add(self, page: Listed) -> None:
        """Take one page in, and see whether the next one is worth its call."""
        self.pages += 1
        for family, number, arn in page.revisions:
            self._pass_to(family)
            if family in self.hoped and number > self.latest.get(family, (0, ""))[0]:
                self.latest[family] = (number, arn)
        self.token = page.token
        if page.token is None:
            self.ended = self.whole = True
        elif page.token in self._tokens:
            self.give_up()
        else:
            self._tokens.add(page.token)
            self.ended = self.pages - len(self._passed) >= max(1, self.allowance)

    def give_up(self) -> None:
        """Nothing more comes of it, and nothing of what it said is believed: its pages go round, or do not come."""
        self.ended = True
        self.latest.clear()

    def arn(self, family: Family) -> str | None:
        """The ARN of the family's latest ACTIVE revision, where the listing is certain to have seen all of them."""
        seen_all = self.whole or (self._ordered and family in self._passed)
        return self.latest[family][1] if seen_all and family in self.latest else None

    def _pass_to(self, family: Family) -> None:
        """Families come one after the other; where one comes again, only a listing to the end says anything."""
        if family == self._last:
            return
        if self._last in self.hoped:
            self._passed.add(self._last)
        self._last = family
        self._ordered = self._ordered and family not in self._passed


@dataclass(slots=True)
class _Learned:
    pages: int
    whole: bool
    sweeps: int = 0


class Listings:
    """The listings under way, and what the last one of each target cost."""

    def __init__(self) -> None:
        self._open: dict[TargetName, Listing] = {}
        self._learned: dict[TargetName, _Learned] = {}

    def of(self, target: TargetName) -> Listing | None:
        """The one under way."""
        return self._open.get(target)

    def begin(self, target: TargetName, hoped: frozenset[Family]) -> Listing | None:
        """Open one where it is likely to cost less than describing each of `hoped`; None where it is not."""
        allowance = self._allowance(target, len(hoped))
        if allowance is None:
            return None
        found = self._open[target] = Listing(hoped, allowance)
        return found

    def end(self, target: TargetName, listing: Listing) -> bool:
        """Close the one under way, and remember what it cost; False where a reload has abandoned it meanwhile."""
        if self._open.get(target) is not listing or self._open.pop(target, None) is None:
            return False
        self._learned[target] = _Learned(listing.pages, listing.whole)
        return True

    def abandon(self) -> None:
        """Forget what is under way; what was learned still holds."""
        self._open.clear()

    def _allowance(self, target: TargetName, hoped: int) -> int | None:
        learned, probe = self._learned.get(target), hoped // PROBE_SHARE
        if hoped < 2:  # noqa: PLR2004 - one page never costs less than one Describe
            return None
        if learned is None:
            return probe
        if learned.whole:
            return max(probe, learned.pages + learned.pages // PROBE_SHARE + 1) if learned.pages < hoped else None
        learned.sweeps += 1
        return probe if learned.sweeps >= ASKED_AGAIN else None
