"""Variants that prove the same once more: only in the deep profile, since CI has no time for them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterable

DEEP: Final = os.environ.get("HYPOTHESIS_PROFILE") == "deep"

deep = pytest.mark.skipif(not DEEP, reason="only with HYPOTHESIS_PROFILE=deep")


def deeper(often: Iterable[object], seldom: Iterable[object]) -> list[object]:
    """Parameters: those of every run, and those of deep ones."""
    return [*often, *(seldom if DEEP else ())]
