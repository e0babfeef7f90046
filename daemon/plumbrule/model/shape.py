"""The API shape: what RegisterTaskDefinition accepts, as a frozen value.

`edge/aws/shape.py` makes it from botocore's own model, so that core knows the API without knowing botocore.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Text:
    """A string; `enum` lists the only values the API model knows (empty: any)."""

    enum: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Whole:
    """An integer; bounds where the API model states them."""

    minimum: int | None = None
    maximum: int | None = None


@dataclass(frozen=True, slots=True)
class Truth:
    """A boolean."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of one kind of item."""

    item: Shape


@dataclass(frozen=True, slots=True)
class Mapped:
    """A map from free text keys to one kind of value."""

    value: Shape


@dataclass(frozen=True, slots=True)
class Structure:
    """An object with known members."""

    members: Mapping[str, Shape]
    required: frozenset[str] = field(default_factory=frozenset)


Shape: TypeAlias = Text | Whole | Truth | Listed | Mapped | Structure


@dataclass(frozen=True, slots=True)
class ApiShape:
    """The whole API surface of a task definition.

    Attributes:
        request: RegisterTaskDefinition's input.
        response_only: members that only Describe returns, such as `revision`.
    """

    request: Structure
    response_only: frozenset[str]
