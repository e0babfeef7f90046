"""When a directory that somebody writes in place may be read: once it has come to rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from plumbrule.model.pace import Quiescence


class Rest:
    """What was seen of a directory, and since when; times are monotonic seconds.

    Attributes:
        settled: the sight that was last at rest; None before the first.
    """

    def __init__(self, quiescence: Quiescence) -> None:
        self._quiet = quiescence.quiet.total_seconds()
        self._most = quiescence.max_wait.total_seconds()
        self._sight = ""
        self._since = 0.0
        self._restless: float | None = None
        self.settled: str | None = None

    def see(self, sight: str, now: float, *, whole: bool | None) -> float:
        """Take one look.

        Args:
            sight: the same as before exactly when nothing has changed.
            now: when it was taken.
            whole: what a manifest says of it; None where there is none, so that only time can tell.

        Returns:
            Seconds until another look is worth while; 0 when it is at rest.
        """
        if sight != self._sight:
            self._sight, self._since = sight, now
        left = self._left(sight, now, whole=whole)
        if left <= 0:
            self.settled, self._restless = sight, None
        elif self._restless is None:
            self._restless = now
        return max(left, 0.0)

    def overdue(self, now: float) -> bool:
        """Whether it has not come to rest for longer than allowed."""
        return self._restless is not None and now - self._restless >= self._most

    def _left(self, sight: str, now: float, *, whole: bool | None) -> float:
        if sight == self.settled or whole:
            return 0.0
        return self._quiet if whole is False else self._since + self._quiet - now
