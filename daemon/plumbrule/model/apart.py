"""What is told beside the differences that count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from plumbrule.model.change import Change
    from plumbrule.model.exemption import IgnoreRule


@dataclass(frozen=True, slots=True)
class Hits:
    """How many differences an ignore rule keeps from counting; `lasts` is False where its day has passed."""

    rule: IgnoreRule
    count: int
    lasts: bool = True


@dataclass(frozen=True, slots=True)
class Apart:
    """Differences that do not count.

    Attributes:
        owned: in what somebody else owns.
        ignored: in what ignore rules mean.
        hits: of each ignore rule, in the order of the spec.
    """

    owned: tuple[Change, ...] = ()
    ignored: tuple[Change, ...] = ()
    hits: tuple[Hits, ...] = ()


NOTHING_APART: Final = Apart()


@dataclass(frozen=True, slots=True)
class Unsettled:
    """An owner's value that nobody can take over yet.

    Attributes:
        latest: the number of the latest revision.
        running: revisions that services run, and in which the value is another.
        trouble: why it is not known what services run; empty where it is.
    """

    latest: int
    running: tuple[int, ...] = ()
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Contest:
    """Two contents of one family that take turns.

    Attributes:
        turns: how often one followed the other.
        writers: who registered each of the two latest, the newest first.
        numbers: their revisions.
    """

    turns: int
    writers: tuple[str, str]
    numbers: tuple[int, int]
