"""Markdown for GitHub: what comes from specs or ECS is fenced as code, and the whole is cut to what GitHub takes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from plumbrule.cli.report.words import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LONGEST: Final = 65_536
"""Characters of one comment (GitHub refuses longer ones: "body is too long (maximum is 65536 characters)", 2026-11)."""

LONG: Final = 12
"""Rows from which on a table is folded away."""

_ROOM: Final = 300
"""Characters kept free for the line that says what was cut."""

_TICKS: Final = re.compile("`+")


def code(text: str) -> str:
    """`text` as code in a line or a table's cell: nothing in it is markup, a link, a mention or the end of a cell."""
    plain = printable(text).replace("|", "\\|")
    longest = max((len(run) for run in _TICKS.findall(plain)), default=0)
    fence = "`" * (longest + 1)
    # A space inside the fence where a backtick would touch it; Markdown takes one off again.
    pad = " " if plain.startswith("`") or plain.endswith("`") or not plain.strip() else ""
    return f"{fence}{pad}{plain}{pad}{fence}"


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together: `rows` may be cut, `head` and `tail` open and close them."""

    head: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    tail: tuple[str, ...] = ("",)


def table(titles: Sequence[str], rows: Iterable[Sequence[str]], *, summary: str = "") -> Block:
    """A table; folded under `summary` when it is long."""
    lines = tuple(f"| {' | '.join(row)} |" for row in rows)
    head = (f"| {' | '.join(titles)} |", f"|{' --- |' * len(titles)}")
    if len(lines) < LONG or not summary:
        return Block(head, lines)
    return Block(("<details>", f"<summary>{summary}</summary>", "", *head), lines, ("", "</details>", ""))


def page(blocks: Sequence[Block], longest: int = LONGEST) -> str:
    """All blocks as one text of at most `longest` characters; what is cut is said in the last line, by number."""
    lines: list[str] = []
    room = longest - _ROOM
    left = sum(len(block.rows) or 1 for block in blocks)
    for block in blocks:
        frame = _size((*block.head, *block.tail))
        if frame > room or (block.rows and frame + _size(block.rows[:1]) > room):
            break
        kept = _fitting(block.rows, room - frame)
        lines += [*block.head, *block.rows[:kept], *block.tail]
        room -= frame + _size(block.rows[:kept])
        left -= kept if block.rows else 1
        if kept < len(block.rows):
            break
    return "\n".join([*lines, *_cut(left, longest)])


def _fitting(rows: Sequence[str], room: int) -> int:
    for index, row in enumerate(rows):
        room -= len(row) + 1
        if room < 0:
            return index
    return len(rows)


def _size(lines: Sequence[str]) -> int:
    return sum(len(line) + 1 for line in lines)


def _cut(left: int, longest: int) -> tuple[str, ...]:
    if not left:
        return ()
    what = f"{left} more line{'' if left == 1 else 's'}"
    return (f"_{what} left out: a comment holds {longest:,} characters. `--output text` or `json` shows everything._",)
