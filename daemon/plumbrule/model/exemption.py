"""What a comparison leaves to others: paths that Git does not own, and differences that do not count for a while."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class Owned:
    """A path that somebody else owns: its live value is carried over when Git registers.

    Attributes:
        path: keyed path, `containerDefinitions[app].image`; `[*]` stands for every element.
        owner: who, for people.
        pointer: where it stands in the spec's file; empty for those of the settings.
    """

    path: str
    owner: str = ""
    reason: str = ""
    pointer: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class IgnoreRule:
    """A path where a difference does not count; when Git registers, Git's value is sent all the same.

    Attributes:
        path: as for `Owned`.
        until: the last day on which it counts, in UTC; None means for good.
        pointer: as for `Owned`.
    """

    path: str
    owner: str
    reason: str
    until: date | None = None
    pointer: str = field(default="", compare=False)

    def lasts(self, today: date) -> bool:
        """Whether it counts on `today`."""
        return self.until is None or today <= self.until


@dataclass(frozen=True, slots=True)
class Exemptions:
    """Everything of the kind that one spec has, its own first, then the settings'."""

    owned: tuple[Owned, ...] = ()
    ignore: tuple[IgnoreRule, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.owned or self.ignore)

    def __add__(self, other: Exemptions) -> Exemptions:
        return Exemptions(self.owned + other.owned, self.ignore + other.ignore)

    @property
    def owned_paths(self) -> tuple[str, ...]:
        """The paths that Git does not own, in one order, each once."""
        return tuple(sorted({one.path for one in self.owned}))

    def lasting(self, today: date) -> tuple[IgnoreRule, ...]:
        """The ignore rules that count on `today`."""
        return tuple(rule for rule in self.ignore if rule.lasts(today))


NO_EXEMPTIONS = Exemptions()
