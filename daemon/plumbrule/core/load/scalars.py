"""What one number or one text may be, in JSON and in YAML alike."""

from __future__ import annotations

import math
import re
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


def has_half_pair(text: str) -> bool:
    """Whether `text` holds half a surrogate pair: no character, and not to be written as UTF-8."""
    return not text.isascii() and _SURROGATE.search(text) is not None
