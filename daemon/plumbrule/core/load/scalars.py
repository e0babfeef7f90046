"""What one number or one text may be, in JSON and in YAML alike."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Final

_LONGEST_WHOLE: Final = 20
_LEAST: Final = -(2**63)
_MOST: Final = 2**63 - 1
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def whole(digits: str) -> int | None:
    """The integer that `digits` write; None beyond 64 bits, whose canonical form is not the same everywhere."""
    if len(digits) > _LONGEST_WHOLE:
        return None
    number = int(digits)
    return number if _LEAST <= number <= _MOST else None


def fraction(digits: str) -> float | None:
    """The float that `digits` write; None when it is too large for one."""
    number = float(digits)
    return None if math.isinf(number) else number


@dataclass(frozen=True, slots=True)
class Unfit:
    """Why a text cannot be a value: the finding's rule, sentence and hint."""

    rule: str
    message: str
    hint: str


def unfit(text: str) -> Unfit | None:
    """What keeps `text` from being a value; None for text that any program can take."""
    if "\0" in text:
        return _NUL
    return _HALF_PAIR if has_half_pair(text) else None


def writable(text: str) -> str:
    """`text` with a question mark for every half pair: sentences and pointers must be fit to be written as UTF-8."""
    return text.encode(errors="replace").decode() if has_half_pair(text) else text


def has_half_pair(text: str) -> bool:
    """Whether `text` holds half a surrogate pair: no character, and not to be written as UTF-8."""
    return not text.isascii() and _SURROGATE.search(text) is not None


_NUL: Final = Unfit("nul", "the text holds a NUL character, at which every program on Linux ends a text", "remove it")
_HALF_PAIR: Final = Unfit(
    "surrogate", r"half a surrogate pair (`\ud800` to `\udfff`) is no character", "write the character itself"
)
