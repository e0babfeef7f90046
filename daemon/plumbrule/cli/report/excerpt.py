"""The source line of a finding with a caret below its place, as wide as there is room, without secrets."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from plumbrule.cli.report.hidden import hidden_lines
from plumbrule.core.fields import FIELDS
from plumbrule.core.load.encoding import Decoded, decode
from plumbrule.core.load.lines import split_lines
from plumbrule.model.secret import MASK, may_quote

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from plumbrule.model.finding import Finding
    from plumbrule.model.spec import SourceFile

TAB: Final = "    "
"""How a tab is shown, wherever it stands: a caret below a real one would depend on the terminal."""

CUT: Final = "…"
_LEAST_ROOM: Final = 20
_MEMBER: Final = re.compile(r"[ \t]{0,80}(?:[-{\[][ \t]*){0,3}[\"']?([A-Za-z]{1,40})[\"']?[ \t]*:[ \t]*")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """One line as it is shown.

    Attributes:
        number: of the line, from 1.
        text: printable, with at most the columns asked for.
        caret: columns of a terminal before the place.
    """

    number: int
    text: str
    caret: int


class Excerpts:
    """Excerpts from some files: each file is decoded once, each line looked through for secrets once."""

    def __init__(self, files: Iterable[SourceFile]) -> None:
        self._files = {file.path: file for file in files}
        self._lines: dict[str, Sequence[str]] = {}
        self._hidden: dict[str, frozenset[int] | None] = {}
        self._may: dict[tuple[str, int], bool] = {}

    def of(self, finding: Finding, columns: int) -> Excerpt | None:
        """The line, at most so wide; None where the whole file is meant, or the file is no text.

        A line that may show a secret keeps only the name of an API's member that it begins with.
        """
        place, lines = finding.place, self._of_file(finding.place.file)
        if not 0 < place.line <= len(lines):
            return None
        line, room = lines[place.line - 1], max(columns, _LEAST_ROOM)
        if MASK in finding.message or not self._may_show(place.file, place.line):
            return Excerpt(place.line, *_fitted(*_masked(line, place.column), room))
        return Excerpt(place.line, *_fitted(line, place.column, room))

    def _of_file(self, path: str) -> Sequence[str]:
        if path not in self._lines:
            file = self._files.get(path)
            decoded = decode(file.content) if file else None
            text = decoded.text if isinstance(decoded, Decoded) else ""
            self._lines[path] = split_lines(text) if text else ()
            self._hidden[path] = hidden_lines(path, self._lines[path], text)
        return self._lines[path]

    def _may_show(self, path: str, number: int) -> bool:
        if (hidden := self._hidden[path]) is not None:
            return number not in hidden
        if (path, number) not in self._may:
            self._may[path, number] = may_quote(self._lines[path], number)
        return self._may[path, number]


def _masked(line: str, column: int) -> tuple[str, int]:
    found = _MEMBER.match(line)
    kept = found.group() if found and found[1] in _members() else line[: len(line) - len(line.lstrip())]
    return kept + MASK, min(column, len(kept) + 1)


@cache
def _members() -> frozenset[str]:
    """Every name that a member of a task definition has in the API."""
    return frozenset(name.rstrip("[]{}") for path in FIELDS for name in path.split("."))


def _fitted(line: str, column: int, room: int) -> tuple[str, int]:
    """What fits around the place, and the columns before the place; looks at no more than that."""
    at = min(max(column - 1, 0), len(line))
    first, last = max(0, at - room), min(len(line), at + room)
    cells = [_cell(character) for character in line[first:last]]
    widths = [_width(cell) for cell in cells]
    whole = last - first == len(line) and sum(widths) <= room
    start, end = (0, len(cells)) if whole else _window(widths, at - first, room - 2 * len(CUT))
    before = CUT if first + start else ""
    after = CUT if first + end < len(line) else ""
    return before + "".join(cells[start:end]) + after, len(before) + sum(widths[start : at - first])


def _window(widths: Sequence[int], at: int, room: int) -> tuple[int, int]:
    """From where to where to show: half of the room before the place, the rest after it."""
    start, left = at, room // 2
    while start and widths[start - 1] <= left:
        start -= 1
        left -= widths[start]
    end, left = at, room - sum(widths[start:at])
    while end < len(widths) and widths[end] <= left:
        left -= widths[end]
        end += 1
    return start, end


def _cell(character: str) -> str:
    if character == "\t":
        return TAB
    return character if character.isprintable() else " "


def _width(cell: str) -> int:
    """Columns on a terminal: Unicode Standard Annex 11, "East Asian Width", seen 2026-11; marks take none."""
    if len(cell) > 1:
        return len(cell)
    if unicodedata.combining(cell):
        return 0
    return 2 if unicodedata.east_asian_width(cell) in {"W", "F"} else 1
