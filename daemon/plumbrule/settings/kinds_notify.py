"""Kinds of value that only telling has: times of day, days of the week, kinds of sink and incident."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING, Annotated, Final, TypeAlias

from pydantic import PlainValidator, WithJsonSchema

from plumbrule.core import closest
from plumbrule.model.incident import Kind, Urgency
from plumbrule.model.manners import SinkKind
from plumbrule.settings.kinds import Written, unfit

if TYPE_CHECKING:
    from collections.abc import Iterable

DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""In Python's order: Monday is 0."""


def _one_of(words: Iterable[str], what: str) -> PlainValidator:
    known = tuple(words)

    def read(value: object) -> str:
        if isinstance(value, str) and value in known:
            return value
        near = closest(value, known) if isinstance(value, str) else None
        raise unfit(f"{what}: {', '.join(known)}{f' (did you mean {near}?)' if near else ''}")

    return PlainValidator(read)


def _words(known: Iterable[str]) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "enum": list(known)})


def read_time(value: str) -> time:
    """A time of day of the form `TimeOfDay`."""
    hour, _, minute = value.partition(":")
    return time(int(hour), int(minute))


_SINKS: Final = tuple(kind.value for kind in SinkKind)
_KINDS: Final = tuple(kind.value for kind in Kind)
_URGENCIES: Final = tuple(one.value for one in Urgency)

SinkWord: TypeAlias = Annotated[str, _one_of(_SINKS, "a kind of sink"), _words(_SINKS)]
KindWord: TypeAlias = Annotated[str, _one_of(_KINDS, "a kind of incident"), _words(_KINDS)]
UrgencyWord: TypeAlias = Annotated[str, _one_of(_URGENCIES, "an urgency"), _words(_URGENCIES)]
DayWord: TypeAlias = Annotated[str, _one_of(DAYS, "a day of the week"), _words(DAYS)]
TimeOfDay: TypeAlias = Annotated[str, Written(r"^([01][0-9]|2[0-3]):[0-5][0-9]$", "a time of day such as 22:00")]
