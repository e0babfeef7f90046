"""Hints that show the line as it should be, unless it could show a secret."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from plumbrule.core.load.lines import split_lines
from plumbrule.model.secret import may_quote

if TYPE_CHECKING:
    from plumbrule.model.document import Position

LONGEST: Final = 120
_SINGLE: Final = re.compile(r"'([^'\"\\]*)'")
_TYPOGRAPHIC: Final = str.maketrans(
    dict.fromkeys("\u201c\u201d\u201e\u201f", '"') | dict.fromkeys("\u2018\u2019\u201a\u201b", "'")
)
TYPOGRAPHIC: Final = frozenset(map(chr, _TYPOGRAPHIC))
CONFLICT: Final = re.compile(r"(?m)^(?:<{7}|={7}|>{7})(?: |$)")
"""What Git writes around the two sides of a merge conflict."""

CONFLICT_WORDS: Final = ("a merge conflict was left in the file", "choose one side and remove Git's three marker lines")


def with_line(hint: str, text: str, position: Position, line: str) -> str:
    """`hint`, and how the line at `position` of `text` reads when it is mended to `line`."""
    number, lines = position[0], split_lines(text)
    mended = line.rstrip()
    if not mended.strip() or len(mended.strip()) > LONGEST or not may_quote(lines, number):
        return hint
    shown = mended if mended.startswith(" ") and lines[number - 1].startswith("\t") else mended.strip()
    return f"{hint}; the line then reads `{printable(shown)}`"


def replaced(text: str, position: Position, length: int, by: str) -> str:
    """The line at `position` of `text` with `length` characters replaced."""
    line, start = split_lines(text)[position[0] - 1], position[1] - 1
    return line[:start] + by + line[start + length :]


def double_quoted(line: str) -> str:
    """`line` with every single-quoted text in double quotes."""
    return _SINGLE.sub(r'"\1"', line)


def plain_quoted(line: str) -> str:
    """`line` with every typographic quote as the plain one."""
    return line.translate(_TYPOGRAPHIC)


def printable(text: str) -> str:
    """`text` without anything that moves a cursor or is not to be seen."""
    return "".join(character if character.isprintable() else " " for character in text)
