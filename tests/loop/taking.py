"""Taking from a queue without ever waiting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Hashable

    from plumbrule.loop.queue import WorkQueue

MARK: Final = "nothing else is due"
MARKS_IN_A_ROW: Final = 3
"""The first may have waited from before, taking the second makes lanes of what fell due, the third comes after them."""


class Taking:
    """What a worker would be given now; marks, each in the last lane of its own, tell that it is nothing."""

    def __init__(self, queue: WorkQueue) -> None:
        self._queue = queue
        self._marks = 0
        self._marked = False

    def take(self) -> tuple[Hashable, Hashable] | None:
        """The next (lane, name); None where a worker would wait."""
        for _ in range(MARKS_IN_A_ROW):
            if not self._marked:
                self._marks += 1
                self._queue.put((MARK, self._marks), MARK)
            taken = self._queue.take()
            self._marked = taken is not None and taken[1] != MARK
            if taken is None or self._marked:
                return taken
            self._queue.done(*taken)
        return None
