"""Doubt about a whole target: many verdicts changed although nobody changed anything."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why nothing may be registered in a target now.

    Attributes:
        unexplained: families that differ although neither side's input changed, as far as they were compared.
        families: all families of the target.
        is_open: whether the breaker is; otherwise so many are still to be compared that it may yet open.
    """

    unexplained: int
    families: int
    is_open: bool
