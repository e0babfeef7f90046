"""Markdown pages as values: their blocks, links, tables and words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]

_BLOCK: Final = re.compile(
    r"(?:^<!-- output of: (?P<shows>[^\n]+?) -->\n)?^```(?P<language>\w*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)
_LINK: Final = re.compile(r"\[[^\]\n]*\]\((?P<target>[^)\s]+)\)")
_CODE: Final = re.compile(r"`([^`\n]+)`")
_HEADING: Final = re.compile(r"^#+ (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block.

    Attributes:
        shows: what the comment right above says it is the output of; empty when there is none.
        start: offset of `text` in the page.
    """

    language: str
    text: str
    shows: str
    start: int


@dataclass(frozen=True)
class Page:
    """One page; its text is read when first asked for."""

    path: Path

    def __str__(self) -> str:
        return str(self.path.relative_to(ROOT))

    @cached_property
    def text(self) -> str:
        """The whole page."""
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """Every fenced block, in order."""
        found = _BLOCK.finditer(self.text)
        return tuple(Block(one["language"], one["text"], one["shows"] or "", one.start("text")) for one in found)

    @cached_property
    def prose(self) -> str:
        """The page without its fenced blocks."""
        return _BLOCK.sub("", self.text)

    @property
    def links(self) -> tuple[str, ...]:
        """Where its links lead."""
        return tuple(found["target"] for found in _LINK.finditer(self.prose))

    @property
    def code(self) -> tuple[str, ...]:
        """Everything in single backticks."""
        return tuple(_CODE.findall(self.prose))

    @property
    def anchors(self) -> frozenset[str]:
        """What `#…` of a link to this page may be."""
        return frozenset(_anchor(heading) for heading in _HEADING.findall(self.prose))

    def table(self, first: str) -> list[dict[str, str]]:
        """The rows of the table whose first column is called `first`, as cells by column name."""
        lines = iter(self.prose.splitlines())
        names = next(_cells(line) for line in lines if line.startswith(f"| {first} |"))
        next(lines)
        rows = []
        for line in lines:
            if not line.startswith("|"):
                break
            rows.append(dict(zip(names, _cells(line), strict=True)))
        return rows


def pages() -> tuple[Page, ...]:
    """Every page of the project."""
    folders = ("docs", "deploy", "config")
    found = [*ROOT.glob("*.md"), *(path for folder in folders for path in (ROOT / folder).rglob("*.md"))]
    return tuple(Page(path) for path in sorted(found))


def plain(cell: str) -> str:
    """A table's cell without its backticks."""
    return cell.replace("`", "")


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split(" | ")]


def _anchor(heading: str) -> str:
    """As forges make it of a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
