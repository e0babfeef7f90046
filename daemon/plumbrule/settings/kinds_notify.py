"""Kinds of value that only telling has: times of day, days of the week, kinds of sink and incident."""

from __future__ import annotations

from datetime import time
from typing import Annotated, Final, TypeAlias

from plumbrule.model.incident import Kind, Urgency
from plumbrule.model.manners import SinkKind
from plumbrule.settings.kinds import OneOf, Written

DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""In Python's order: Monday is 0."""


def read_time(value: str) -> time:
    """A time of day of the form `TimeOfDay`."""
    hour, _, minute = value.partition(":")
    return time(int(hour), int(minute))


_SINKS: Final = tuple(kind.value for kind in SinkKind)
_KINDS: Final = tuple(kind.value for kind in Kind)
_URGENCIES: Final = tuple(one.value for one in Urgency)

SinkWord: TypeAlias = Annotated[str, OneOf(_SINKS, "a kind of sink")]
KindWord: TypeAlias = Annotated[str, OneOf(_KINDS, "a kind of incident")]
UrgencyWord: TypeAlias = Annotated[str, OneOf(_URGENCIES, "an urgency")]
DayWord: TypeAlias = Annotated[str, OneOf(DAYS, "a day of the week")]
TimeOfDay: TypeAlias = Annotated[str, Written(r"^([01][0-9]|2[0-3]):[0-5][0-9]$", "a time of day such as 22:00")]
