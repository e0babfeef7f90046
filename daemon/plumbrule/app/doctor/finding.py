"""One line of what the doctor says, and what a check is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from plumbrule.app.doctor.ground import Ground


class Grade(StrEnum):
    """How it is."""

    WRONG = "wrong"
    """Something does not work, or would be refused."""
    WARNING = "warning"
    """It works, and may not for long or not as somebody thinks."""
    NOT_TRIED = "not_tried"
    """No harmless way exists to find out, or something else has to be mended first."""
    OK = "ok"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found of one thing.

    Attributes:
        about: the check's name: "source", "credentials".
        where: which target, sink or queue; empty where there is only one.
        says: one sentence.
        advice: what to do; empty where there is nothing to do.
    """

    about: str
    grade: Grade
    says: str
    advice: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """What a check yields, before its name is put to it."""

    grade: Grade
    says: str
    advice: str = ""
    where: str = ""


Examine: TypeAlias = Callable[[Ground], Iterator[Said]]


@dataclass(frozen=True, slots=True)
class Check:
    """One part of the world.

    Attributes:
        place: in which order parts are looked at; smaller is earlier.
        name: a word for it.
        examine: yields a line for each thing. An error of ours that leaves it is one more line.
    """

    place: int
    name: str
    examine: Examine


def ok(says: str, where: str = "") -> Said:
    """Nothing to do."""
    return Said(Grade.OK, says, where=where)


def warning(says: str, advice: str, where: str = "") -> Said:
    """It works for now."""
    return Said(Grade.WARNING, says, advice, where)


def wrong(says: str, advice: str, where: str = "") -> Said:
    """It does not work."""
    return Said(Grade.WRONG, says, advice, where)


def not_tried(says: str, advice: str = "", where: str = "") -> Said:
    """Nobody can tell."""
    return Said(Grade.NOT_TRIED, says, advice, where)
