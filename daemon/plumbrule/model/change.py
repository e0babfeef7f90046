"""One differing leaf between what Git says and what ECS has."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from plumbrule.model.tree import Tree


class Op(StrEnum):
    """What registering Git's side would do to the live side."""

    ADD = "add"
    REMOVE = "remove"
    REPLACE = "replace"


@dataclass(frozen=True, slots=True)
class Absent:
    """The side has no such leaf; distinct from null, which never survives load."""

    def __str__(self) -> str:
        return "(absent)"


ABSENT: Final = Absent()


@dataclass(frozen=True, slots=True)
class Change:
    """One difference.

    Attributes:
        op: seen from Git: `add` is in Git only, `remove` is live only.
        path: keyed path, `containerDefinitions[app].environment[LOG_LEVEL].value`.
        pointer: JSON pointer into Git's definition; where Git lacks the leaf, the pointer it would have.
        git: Git's canonical value, or ABSENT.
        live: the live canonical value, or ABSENT.
        secret: whether the values must not be shown.
    """

    op: Op
    path: str
    pointer: str
    git: Tree | Absent = field(repr=False)
    live: Tree | Absent = field(repr=False)
    secret: bool = False
