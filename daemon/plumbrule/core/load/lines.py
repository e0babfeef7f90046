"""From an offset in a text to its line and column."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from plumbrule.model.document import Position

_BREAK: Final = re.compile(r"\r\n|\n|\r")


class Lines:
    """Where the lines of a text begin."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(found.end() for found in _BREAK.finditer(text))]

    def position(self, offset: int) -> Position:
        """Line and column of the character at `offset`, both from 1."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


def split_lines(text: str) -> list[str]:
    """Every line of `text` without its break, counted as `Lines` counts them."""
    return _BREAK.split(text)


def line_of(text: str, number: int) -> str:
    """The text of line `number`, without its break; empty beyond the end."""
    lines = split_lines(text)
    return lines[number - 1] if number <= len(lines) else ""
