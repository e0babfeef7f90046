"""The daemon as a service: what its manager is told, always by the main thread and only about what is true."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from plumbrule.edge.systemd import Systemd
    from plumbrule.loop.health import Health

SHARE: Final = 0.25
"""Of the watchdog's interval between two signs of life: three may be lost."""

REFUSED: Final = "the settings were refused, the old ones stay in force; the event reload_refused says why"


class Service:
    """One life under a service manager.

    Ready means that the source was looked at once: well, or with a failure that was told. Whoever waits for a broken
    repository is up and waits, and a manager that restarted it for that would mend nothing.
    """

    def __init__(self, systemd: Systemd) -> None:
        self._systemd = systemd
        self._is_ready = False
        self._status = ""
        self._refused = False
        self._next = 0.0

    def attend(self, health: Health, now: float) -> None:
        """Called after each round of supervision; `now` is monotonic, in seconds."""
        if health.started and not self._is_ready:
            self._is_ready = self._systemd.ready()
        self._say(f"{health.sentence}; {REFUSED}" if self._refused else health.sentence)
        if health.alive:
            self._put_off(now)

    def reloading(self) -> None:
        """The settings are about to be read again."""
        if self._is_ready:
            self._systemd.reloading()

    def reloaded(self, *, accepted: bool) -> None:
        """They were, and this came of it."""
        self._refused = not accepted
        if self._is_ready:
            self._is_ready = self._systemd.ready()

    def stopping(self) -> None:
        """The daemon is about to stop."""
        self._systemd.stopping()

    def _put_off(self, now: float) -> None:
        if self._systemd.watchdog is not None and now >= self._next and self._systemd.alive():
            self._next = now + self._systemd.watchdog * SHARE

    def _say(self, sentence: str) -> None:
        if sentence != self._status and self._systemd.status(sentence):
            self._status = sentence
