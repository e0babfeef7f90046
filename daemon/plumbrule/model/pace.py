"""How often things are looked at, and what a source is held to; `settings/` makes them from the file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import datetime


class SourceKind(StrEnum):
    """How specs reach us.

    `git` reads objects by commit, `link` reads what a published symlink points at, and `directory` reads files that
    somebody writes in place, once they are quiet or fit their manifest.
    """

    GIT = "git"
    LINK = "link"
    DIRECTORY = "directory"


@dataclass(frozen=True, slots=True)
class Quiescence:
    """When a directory that is written in place counts as whole.

    Attributes:
        quiet: nothing may have changed for so long; a writer that pauses longer is taken for finished.
        max_wait: for so long it may fail to come to rest before that is told as an error.
    """

    quiet: timedelta = timedelta(seconds=2)
    max_wait: timedelta = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Pace:
    """How often things are looked at.

    Attributes:
        poll: between two readings of the source's cheap token.
        sweep: between two full sweeps of a target, jittered by a tenth.
        back_off_first: after a family's first failure.
        back_off_most: the longest a failing family waits.
        vanish_share: more than this share of the families vanishing at once is a source error (0..1).
        vanish_floor: below so many families the share does not apply.
        breaker_share: so large a share of a target's families differing by themselves opens its breaker (0..1).
        breaker_floor: and at least so many of them.
        max_age: a source that was not heard of for longer is stale, and nothing is registered from it; None allows any.
        standstill: what is in hand for longer stands still, and so does a source that is not looked at for longer.
        settling: for so long a look at the source may wait by itself, until what is written in place has come to rest.
    """

    poll: timedelta = timedelta(seconds=3)
    sweep: timedelta = timedelta(minutes=10)
    back_off_first: timedelta = timedelta(seconds=5)
    back_off_most: timedelta = timedelta(minutes=15)
    vanish_share: float = 0.3
    vanish_floor: int = 5
    max_age: timedelta | None = None
    breaker_share: float = 0.05
    breaker_floor: int = 5
    standstill: timedelta = timedelta(minutes=5)
    settling: timedelta = timedelta(0)


@dataclass(frozen=True, slots=True)
class Hearing:
    """When the source was last heard of, and how long ago that may be.

    Attributes:
        last: None when there is no sign of it at all.
        max_age: see `Pace`.
    """

    last: datetime | None
    max_age: timedelta

    def is_stale(self, now: datetime) -> bool:
        """Whether it has been silent for longer than allowed; one that gave no sign at all has."""
        return self.last is None or now - self.last > self.max_age


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a hostile or careless repository is held to; every limit with its unit.

    Attributes:
        files: most files in a snapshot.
        file_bytes: largest file (a definition may be 64 KiB).
        total_bytes: all files together.
        depth: deepest nesting of one document.
        nodes: most values in one document.
    """

    files: int = 20_000
    file_bytes: int = 512 * 1024
    total_bytes: int = 256 * 1024 * 1024
    depth: int = 64
    nodes: int = 50_000


DEFAULT_BOUNDS: Final = Bounds()
DEFAULT_QUIESCENCE: Final = Quiescence()
