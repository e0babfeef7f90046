"""A place where the texts of Git and ECS differ and their meaning does not."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from plumbrule.model.change import Absent
    from plumbrule.model.tree import Tree


class Reason(StrEnum):
    """Why a difference does not count; a closed set, so that programs can go by it."""

    DEFAULT = "default"
    UNIT = "unit"
    ROLE_NAME = "role_name"
    ORDER = "order"
    EMPTY = "empty"
    NULL = "null"
    RESPONSE_ONLY = "response_only"
    UNKNOWN = "unknown"
    TAG = "tag"
    OWNED = "owned"
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class Uncounted:
    """One difference that is no change.

    Attributes:
        path: keyed path, as a change has it.
        pointer: JSON pointer into Git's definition; where Git lacks the leaf, the pointer it would have.
        git: what Git's text says, or ABSENT.
        live: what ECS's text says, or ABSENT.
        reason: which kind of fact decided.
        fact: the fact in one sentence.
        source: where it is known from, with the month of reading: `URL, seen 2026-11`.
        secret: whether the values must not be shown.
    """

    path: str
    pointer: str
    git: Tree | Absent = field(repr=False)
    live: Tree | Absent = field(repr=False)
    reason: Reason
    fact: str
    source: str
    secret: bool = False
