"""A page of explanations for people at a terminal, and for programs."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import TYPE_CHECKING, Final, assert_never

import click

from plumbrule.reference.explain.page import Items, Links, Listing, Origins, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.model.tree import Object, Tree
    from plumbrule.reference.explain.page import Page, Part
    from plumbrule.reference.explain.words import Lang

WIDEST: Final = 100
"""Columns; longer lines are hard to read."""
_CLOSING: Final = "、。）」』，．・～"  # noqa: RUF001 - Japanese marks
"""Never at the beginning of a line."""
_OPENING: Final = "（「『"  # noqa: RUF001 - Japanese marks
"""Never at its end."""
_STRONG: Final = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)


def as_text(page: Page, width: int) -> str:
    """The page; wrapped to `width` columns, of which a Japanese letter takes two."""
    width = min(width, WIDEST)
    lines = [click.style(page.title, bold=True)]
    for section in page.sections:
        lines += ["", *([click.style(section.title, fg="cyan")] if section.title else ())]
        for number, part in enumerate(section.parts):
            lines += [""] if number and not isinstance(section.parts[number - 1], Text) else []
            lines += _part(part, width, "  " if section.title else "")
    return "\n".join(lines)


def as_json(page: Page, lang: Lang) -> str:
    """The page as one object."""
    told: Object = {
        "kind": page.about.kind.value,
        "name": page.about.name,
        "lang": lang.value,
        "title": page.title,
        "sections": [{"title": one.title, "parts": [_object(part) for part in one.parts]} for one in page.sections],
    }
    return json.dumps(told, indent=2, ensure_ascii=False)


def _part(part: Part, width: int, indent: str) -> Iterator[str]:
    match part:
        case Text(text):
            yield from _wrapped(text, width, indent, indent)
        case Items(items):
            for item in items:
                yield from _wrapped(item, width, f"{indent}- ", f"{indent}  ")
        case Listing(text, note):
            yield from (f"    {line}" for line in text.split("\n"))
            if note:
                yield click.style(f"    # {note}", dim=True)
        case Links(links):
            for link in links:
                name = link.target.name or link.target.kind.value
                yield from _wrapped(f"{name}  {link.words}".rstrip(), width, indent, f"{indent}    ")
        case Origins(read):
            yield from (f"{indent}{page}, {seen}" for page, seen in read)
        case _:
            assert_never(part)


def _object(part: Part) -> Tree:
    match part:
        case Text(text):
            return {"text": text}
        case Items(items):
            return {"items": list(items)}
        case Listing(text, note):
            return {"example": text, "note": note}
        case Links(links):
            return {
                "links": [{"kind": one.target.kind.value, "name": one.target.name, "words": one.words} for one in links]
            }
        case Origins(read):
            return {"sources": [{"page": page, "seen": seen} for page, seen in read]}
        case _:
            assert_never(part)


def _wrapped(text: str, width: int, first: str, rest: str) -> list[str]:
    """Lines of at most `width` columns, broken at blanks and beside wide letters."""
    lines, line = list[str](), first
    for word in _words(text):
        if _columns(line) + _columns(word.rstrip()) > width and line.strip():
            lines.append(line.rstrip())
            line = rest
        line += word if line.strip() or not word.isspace() else ""
    strong = _STRONG.sub(lambda found: click.style(found[1], bold=True), "\n".join([*lines, line.rstrip()]))
    return strong.split("\n")


def _words(text: str) -> Iterator[str]:
    """Pieces between which a line may end; what closes a sentence stays with what is before it."""
    piece = ""
    for letter in text:
        if piece and _may_part(piece[-1], letter):
            yield piece
            piece = ""
        piece += letter
    yield piece


def _may_part(before: str, after: str) -> bool:
    if after in _CLOSING or before in _OPENING:
        return False
    return before == " " or _is_wide(before) or _is_wide(after)


def _is_wide(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in "WF"


def _columns(text: str) -> int:
    return sum(2 if _is_wide(letter) else 1 for letter in text)
