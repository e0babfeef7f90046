"""A source followed as the daemon follows one: hints, polls of the token, supervision; it keeps the last snapshot."""

from __future__ import annotations

import threading
import time
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from plumbrule.errors import SourceError
from plumbrule.model.pace import Quiescence

if TYPE_CHECKING:
    from typing import Self

    from plumbrule.model.spec import Snapshot
    from plumbrule.ports import Source

SOON: Final = 60.0
"""Seconds until which news must have come; it takes a fraction of one, busy machines take longer."""
STEP: Final = 0.1
QUICK: Final = Quiescence(timedelta(seconds=0.3), timedelta(seconds=10))


class Follower:
    """Follows in a thread of its own.

    Args:
        source: what to follow; closed at the end.
        hints: whether it is watched; then the watching is supervised all the time, instead of once a minute.
        polls: see the attribute.

    Attributes:
        polls: whether the token is looked at every `STEP` without any hint.
        errors: every SourceError on the way; each is tried again.
        wakes: how many hints came.
        revivals: how often the watching was built anew.
    """

    def __init__(self, source: Source, *, hints: bool, polls: bool) -> None:
        self.source = source
        self.last: Snapshot | None = None
        self.errors: list[str] = []
        self.wakes = 0
        self.revivals = 0
        self._hints = hints
        self.polls = polls
        self._token = ""
        self._woken = threading.Event()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._follow, name="follower")

    def __enter__(self) -> Self:
        if self._hints:
            self.source.watch(self._wake)
        self._woken.set()  # the daemon's start is a look as well
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._woken.set()
        self.source.close()
        self._thread.join(SOON)
        assert not self._thread.is_alive()

    def sees(self, files: dict[str, str], seconds: float = SOON) -> bool:
        """Whether the last snapshot has just these contents, or comes to have them within `seconds`."""
        until = time.monotonic() + seconds
        while self.contents() != files:
            if time.monotonic() > until:
                return False
            time.sleep(STEP / 5)
        return True

    def contents(self) -> dict[str, str]:
        """What the last snapshot says."""
        return {path: file.content.decode() for path, file in (self.last.files if self.last else {}).items()}

    def _wake(self) -> None:
        self.wakes += 1
        self._woken.set()

    def _follow(self) -> None:
        while not self._over.is_set():
            if self._woken.wait(STEP) or self.polls or self.errors:
                self._woken.clear()
                self._look()
            if self._hints and not self._over.is_set():
                self.revivals += self.source.revive()

    def _look(self) -> None:
        """As `Shell` does."""
        try:
            token = self.source.token()
            if token != self._token or self.last is None:
                self.last = self.source.snapshot(self.last)
                self._token = token
        except SourceError as error:
            self.errors.append(str(error))
            self._woken.set()
            self._over.wait(STEP / 2)
