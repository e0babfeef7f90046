"""What an operator knows of a field: until a day, one value of it means the same as its absence."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from plumbrule.model.tree import Tree


@dataclass(frozen=True, slots=True)
class OwnFact:
    """A fact from the settings, beside those of the field table.

    Attributes:
        path: the field, in every element of every list it stands in: `containerDefinitions[].newField`.
        default: what counts as absent there, as canonical JSON.
        until: the last day on which it counts, in UTC.
        reason: why, in the operator's words.
    """

    path: str
    default: str
    until: date
    reason: str

    @property
    def value(self) -> Tree:
        """The default as a value."""
        return cast("Tree", json.loads(self.default))

    def counts_on(self, day: date) -> bool:
        """Whether it has not expired."""
        return day <= self.until


def counting(facts: Iterable[OwnFact], day: date) -> tuple[OwnFact, ...]:
    """Those of `facts` that count on `day`."""
    return tuple(one for one in facts if one.counts_on(day))
