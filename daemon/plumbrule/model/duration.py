"""Durations as people write them: a whole number and one unit, such as `500ms`, `3s`, `10m`, `2h` or `1d`."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Final

PATTERN: Final = r"^(0|[1-9][0-9]{0,8})(ms|s|m|h|d)$"

_FORM: Final = re.compile(PATTERN)
_UNITS: Final = {
    "d": timedelta(days=1),
    "h": timedelta(hours=1),
    "m": timedelta(minutes=1),
    "s": timedelta(seconds=1),
    "ms": timedelta(milliseconds=1),
}


def read_duration(text: str) -> timedelta | None:
    """The duration that `text` names; None when it names none."""
    found = _FORM.fullmatch(text)
    return int(found[1]) * _UNITS[found[2]] if found else None


def write_duration(span: timedelta) -> str:
    """`span` in the largest unit that divides it, so that `read_duration` gives it back; whole milliseconds only."""
    unit = next(name for name, size in _UNITS.items() if not span % size) if span else "s"
    return f"{span // _UNITS[unit]}{unit}"
