"""What git-sync does, old checkouts removed; and a link that is re-pointed in the very middle of a reading."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING, Final

from tests.demo.publisher import Publisher

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

KEPT: Final = 2
"""Checkouts: the published one, and the one before for whoever is still reading it."""


class Feed(Publisher):
    """A publisher that leaves no more behind than git-sync does."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self._published: list[str] = []

    def point(self, commit: str) -> None:
        """See `Publisher`."""
        super().point(commit)
        self._published.append(commit)
        if len(self._published) > KEPT:
            shutil.rmtree(self.link.parent / "checkouts" / self._published.pop(0), ignore_errors=True)
            self.git("worktree", "prune")


class Middle:
    """Does something when the so-many-th file is opened: in the middle of whatever is being read."""

    def __init__(self) -> None:
        self._left = 0
        self._what: Callable[[], object] = _nothing
        sys.addaudithook(self._heard)  # cannot be taken out again, so there is one for a process

    def at(self, files: int, what: Callable[[], object]) -> None:
        """Arm it."""
        self._left, self._what = files, what

    def disarm(self) -> bool:
        """Whether it never came to it."""
        was, self._left = self._left > 0, 0
        return was

    def _heard(self, event: str, _: object) -> None:
        if event == "open" and self._left > 0:
            self._left -= 1
            if self._left == 0:
                self._what()


def _nothing() -> None:
    """What an unarmed one does."""


MIDDLE: Final = Middle()
