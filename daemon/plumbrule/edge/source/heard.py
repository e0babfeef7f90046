"""When whoever feeds a source last gave a sign of life: the time of a file that is written at every attempt."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

FETCH_HEAD: Final = "FETCH_HEAD"
"""Written by every fetch and pull, whether it brought anything or not (git-fetch, seen 2026-11)."""

_POINTER: Final = "gitdir: "


def newest(places: Iterable[Path]) -> datetime | None:
    """The time of the newest of these files; None when none of them can be seen."""
    return max((found for place in places if (found := _touched(place))), default=None)


def fetch_heads(repository: Path) -> Iterable[Path]:
    """Where a fetch into the repository leaves its mark: a bare one, a working copy, or a worktree."""
    return (repository / FETCH_HEAD, _control(repository / ".git") / FETCH_HEAD)


def _control(place: Path) -> Path:
    """What a worktree's `.git` file names; `place` itself everywhere else."""
    try:
        words = place.read_text(errors="replace") if place.is_file() else ""
    except OSError:
        return place
    return place.parent / words.removeprefix(_POINTER).strip() if words.startswith(_POINTER) else place


def _touched(place: Path) -> datetime | None:
    try:
        return datetime.fromtimestamp(place.stat().st_mtime, UTC)
    except (OSError, ValueError, OverflowError):
        return None
