"""What is known of one API path: the columns of the field table."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final, TypeAlias

from plumbrule.model.risk import Risk as Risk  # noqa: PLC0414, TC001 - rows take it from here

if TYPE_CHECKING:
    from collections.abc import Callable

    from plumbrule.model.tree import Object, Tree


class ListKind(StrEnum):
    """What the order of a list means."""

    KEYED = "keyed"
    """Elements are told apart by key members; order means nothing."""
    SET = "set"
    """Plain values without order or repeats."""
    ORDERED = "ordered"
    """Order is meaning."""


class Unit(StrEnum):
    """In which unit ECS keeps a text that may be written in several."""

    TASK_CPU = "task_cpu"
    """CPU units, 1024 to the vCPU."""
    TASK_MEMORY = "task_memory"
    """MiB."""


class Certainty(StrEnum):
    """How well a row is founded."""

    SEEN = "A"
    """AWS documents it, and published output shows it."""
    DOCUMENTED = "B"
    """AWS documents it."""
    INFERRED = "C"
    """It follows from the others, or only third parties report it."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact comes from.

    Attributes:
        url: page or thread.
        seen: month of reading, `2026-11`.
    """

    url: str
    seen: str


class NoDefault:
    """There is no value that ECS takes for a missing member."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "NO_DEFAULT"


NO_DEFAULT: Final = NoDefault()


@dataclass(frozen=True, slots=True)
class Contextual:
    """A default that depends on what stands around it.

    Attributes:
        name: how the reference names it.
        holds: whether a value is the default, given the object it stands in and the whole definition, both as authored.
    """

    name: str
    holds: Callable[[Tree, Object, Object], bool]


Default: TypeAlias = "Tree | Contextual | NoDefault"
KeyParts: TypeAlias = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class FieldFact:
    """One row.

    Attributes:
        path: `containerDefinitions[].portMappings[].hostPort`; a map's values as `dockerLabels{}`.
            The items of a list share the row of the list.
        risk: what a change may break.
        source: where the row's statements come from.
        certainty: how well they are founded.
        kind: what the order of a list means; None for everything that is no list.
        keys: for keyed lists the parts of the key; each part names members of which exactly one must stand.
        default: the value that means the same as absence.
        unit: set where several ways of writing mean one number.
        role: a bare role name means the ARN of that role in the target's account.
        secret: the value may be a credential, which the name it stands under tells.
    """

    path: str
    risk: Risk
    source: Source
    certainty: Certainty = Certainty.DOCUMENTED
    kind: ListKind | None = None
    keys: KeyParts = ()
    default: Default = NO_DEFAULT
    unit: Unit | None = None
    role: bool = False
    secret: bool = False

    @property
    def explained_by(self) -> str:
        """The path whose words explain this field: a map's values are explained with the map."""
        return self.path.removesuffix("{}")


def by(*members: str) -> KeyParts:
    """The key of a list whose elements all carry `members`."""
    return tuple((member,) for member in members)
