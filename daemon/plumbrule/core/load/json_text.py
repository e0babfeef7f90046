"""JSON: the standard library reads what is sound; a scanner of our own says what is wrong, and where."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final, NoReturn

from plumbrule.core.load.build import LONGEST_KEY
from plumbrule.core.load.json_scan import scan_json
from plumbrule.core.load.scalars import fraction, whole

if TYPE_CHECKING:
    from plumbrule.core.load.build import Builder
    from plumbrule.model.pace import Bounds
    from plumbrule.model.tree import Tree


def read_json(text: str, bounds: Bounds) -> Tree | Builder:
    """The value of one JSON text; the scanner's builder, with its mistakes, where the quick way gives up."""
    if _may_exceed(text, bounds) or any(escape in text for escape in _TELLING):
        return _scanned(text, bounds)
    try:
        tree: Tree = _DECODER.decode(text)
    except (ValueError, RecursionError):
        return _scanned(text, bounds)
    return tree


def _scanned(text: str, bounds: Bounds) -> Tree | Builder:
    builder = scan_json(text, bounds)
    return builder if builder.mistakes else builder.tree


def _may_exceed(text: str, bounds: Bounds) -> bool:
    """Whether the text has so many brackets or commas that only a count along the way can tell."""
    brackets = text.count("[") + text.count("{")
    return brackets > bounds.depth or brackets + text.count(",") >= bounds.nodes


def _members(pairs: list[tuple[str, Tree]]) -> dict[str, Tree]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a key stands twice")
    if max(map(len, members), default=0) > LONGEST_KEY:
        raise ValueError("a key is too long")
    return members


def _whole(digits: str) -> int:
    if (number := whole(digits)) is None:
        raise ValueError("more than 64 bits")
    return number


def _fraction(digits: str) -> float:
    if (number := fraction(digits)) is None:
        raise ValueError("too large")
    return number


def _refuse(word: str) -> NoReturn:
    raise ValueError(f"{word} is not JSON")


_TELLING: Final = ("\\ud", "\\uD", "\\u0000")
"""Escapes that may write what is no value: a scanner looks closer."""

_DECODER: Final = json.JSONDecoder(
    object_pairs_hook=_members, parse_int=_whole, parse_float=_fraction, parse_constant=_refuse
)
