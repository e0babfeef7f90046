"""The pure part: values in, values out. No clock, file, network, thread, random number or log."""

from __future__ import annotations

from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_FEW: Final = 12
_LONGEST: Final = 80
_REMEMBERED: Final = 4096
"""Answers; a file may have one misspelt name tens of thousands of times."""


def closest(word: str, known: Iterable[str]) -> str | None:
    """The known word that `word` was probably meant to be, whatever its letter case, `_` or `-`; else None."""
    return _closest(word[:_LONGEST], tuple(sorted(known, reverse=True)))


@lru_cache(_REMEMBERED)
def _closest(word: str, known: tuple[str, ...]) -> str | None:
    plain = {_plain(name): name for name in known}
    near = get_close_matches(_plain(word), plain, n=1, cutoff=0.6)
    return plain[near[0]] if near else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint that names the closest known word, else all of them when they are few; may be empty."""
    names = sorted(known)
    if near := closest(word, names):
        return f"did you mean `{near}`?"
    return f"known here: {', '.join(f'`{name}`' for name in names)}" if 0 < len(names) <= _FEW else ""


def _plain(word: str) -> str:
    return word.lower().replace("_", "").replace("-", "")
