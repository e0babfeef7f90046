"""Which rules may be raised, lowered or switched off, and why the others may not.

Only rules about meaning can be changed.
What is wrong with a file's own form, or with the shape of a value, always counts: nobody can say what that means.
"""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from plumbrule.core import closest
from plumbrule.core.validate.registry import catalogue
from plumbrule.model.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

WAIVER: Final = "waiver"
"""An annotation that counts for nothing: not understood, or about no rule that may be changed."""
EXPIRED: Final = "waiver-expired"
REFUSED: Final = "waiver-refused"
"""One that would lower a rule in a target whose settings do not let it."""
UNUSED: Final = "waiver-unused"

ABOUT_WAIVERS: Final[Mapping[str, Severity]] = MappingProxyType(
    {WAIVER: Severity.WARNING, EXPIRED: Severity.WARNING, REFUSED: Severity.INFO, UNUSED: Severity.INFO}
)
"""Findings about annotations: settings may change them, annotations may not."""

_SHAPE: Final = "it judges shape, and what has another shape can neither be compared nor registered"


@cache
def of_authors() -> Mapping[str, Severity]:
    """The rules that an annotation may change, each with its own severity."""
    every = catalogue()
    kept = {rule.id for rule in every if rule.of_shape or rule.fixed}
    return MappingProxyType({rule.id: rule.severity for rule in every if rule.id not in kept})


@cache
def of_operators() -> Mapping[str, Severity]:
    """The rules that settings may change, each with its own severity."""
    return MappingProxyType({**of_authors(), **ABOUT_WAIVERS})


def why_fixed(rule_id: str) -> str:
    """Why a rule of the catalogue cannot be changed, as the end of a sentence; empty where it can, or is unknown."""
    parts = [rule for rule in catalogue() if rule.id == rule_id]
    return next((rule.fixed or _SHAPE for rule in parts if rule.fixed or rule.of_shape), "")


def nearest(rule_id: str, known: Mapping[str, Severity]) -> str | None:
    """The id that a mistaken one was probably meant to be."""
    return closest(rule_id, known)
