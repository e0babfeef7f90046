"""Texts of strangers as they may be shown: no control characters, no overrides of direction, not too long."""

from __future__ import annotations

import unicodedata
from typing import Final

HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Unicode's categories of characters that nobody sees and that change what is seen."""


def plain(text: str, most: int) -> str:
    """On one line, at most `most` characters."""
    return cut("".join(" " if one in "\n\r\t" else one for one in text if one in "\n\r\t" or _shows(one)), most)


def cut(text: str, most: int) -> str:
    """At most `most` characters; where something is left out, the last one says so."""
    return text if len(text) <= most else f"{text[: max(0, most - 1)]}…"


def _shows(one: str) -> bool:
    return (one.isascii() and one.isprintable()) or unicodedata.category(one) not in HIDDEN
