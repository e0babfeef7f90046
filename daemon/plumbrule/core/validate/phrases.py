"""Lists in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_MOST: Final = 12
_NAMED: Final = 5


def listed(items: Iterable[object], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`; of more than twelve the first five, and how many others there are."""
    words = [str(item) for item in items]
    if len(words) > _MOST:
        words = [*words[:_NAMED], f"{len(words) - _NAMED} others"]
    return f" {last} ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))
