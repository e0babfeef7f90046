"""Durations and sizes as Docker writes them."""

from __future__ import annotations

import re
from math import ceil
from typing import Final

from plumbrule.errors import Declined

_UNITS: Final = {"ns": 1e-9, "us": 1e-6, "µs": 1e-6, "ms": 1e-3, "s": 1, "m": 60, "h": 3600}
_DURATION: Final = re.compile(r"(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:ns|us|µs|ms|s|m|h)")
_SIZE: Final = re.compile(r"([0-9]{1,15}(?:\.[0-9]{1,6})?) ?([bkmgt]?)(?:i?b)?", re.IGNORECASE)
_BYTES: Final = {"": 0, "b": 0, "k": 1, "m": 2, "g": 3, "t": 4}
MEBIBYTE: Final = 2**20


def seconds(text: str) -> int:
    """Whole seconds of a duration such as `1m30s` or `500ms`; a part of a second counts as one. Raises Declined.

    Source: time.ParseDuration of Go, which Docker uses, seen 2026-11.
    """
    parts = _DURATION.findall(text)
    if text != "0" and (not parts or "".join(parts) != text):
        raise Declined(f"{text!r} is no duration: write one such as 30s or 1m30s", why="wrong")
    return ceil(sum(float(part.rstrip("nuµmsh")) * _UNITS[part.lstrip("0123456789.")] for part in parts))


def duration(whole: int) -> str:
    """Seconds as Docker writes them."""
    return f"{whole}s"


def mebibytes(text: str) -> int:
    """Whole MiB of a size such as `512m` or `1g`; a number alone is bytes. Raises Declined.

    Source: go-units RAMInBytes, which Docker uses, seen 2026-11.
    """
    found = _SIZE.fullmatch(text.strip())
    if not found:
        raise Declined(f"{text!r} is no size: write one such as 512m or 1g", why="wrong")
    return ceil(float(found[1]) * 1024.0 ** _BYTES[found[2].lower()] / MEBIBYTE)
