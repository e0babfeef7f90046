"""What every source has in common: hints, and a sign of life."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plumbrule.edge.source.heard import newest
from plumbrule.edge.source.watch import Hints

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime
    from pathlib import Path

    from plumbrule.edge.source.places import Places


class Feed:
    """The part of `ports.Source` that does not depend on how specs are read.

    Args:
        places: what to watch; see `Hints`.
        signs: files of which the newest tells when the source was last heard of.

    Attributes:
        hints: the watching.
    """

    def __init__(self, places: Callable[[], Places], signs: Callable[[], Iterable[Path]]) -> None:
        self.hints = Hints(places)
        self._signs = signs

    def watch(self, wake: Callable[[], None]) -> None:
        """See `ports.Source`."""
        self.hints.start(wake)

    def revive(self) -> bool:
        """See `ports.Source`."""
        return not self.hints.alive() and self.hints.revive()

    def last_heard(self) -> datetime | None:
        """See `ports.Source`."""
        return newest(self._signs())

    def close(self) -> None:
        """See `ports.Source`."""
        self.hints.close()
