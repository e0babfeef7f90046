"""The vigil over the source: is it still watched, and has whoever feeds it been heard of lately?

It runs beside the workers, in a thread that lives for one look: asking a file system may take long, and the main thread
must hear signals.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Final

from plumbrule.loop.containment import contain
from plumbrule.loop.gather import hearing_of
from plumbrule.loop.names import SOURCE_LANE, ReadSource
from plumbrule.model.event import Event, Level, Notice
from plumbrule.model.metrics import WATCH_REVIVED

if TYPE_CHECKING:
    from plumbrule.loop.shell import Shell
    from plumbrule.model.pace import Hearing
    from plumbrule.model.tree import Tree

SECONDS: Final = 60.0
"""Between two looks: the watching only saves waiting for the next poll."""

SILENCE: Final = "the source's silence"
"""Whose trouble it is; no target's name has a space in it."""


class Vigil:
    """Looks after the source of a shell's present World."""

    def __init__(self, shell: Shell) -> None:
        self._shell = shell
        self._due = shell.world.clock.monotonic()
        self._thread: threading.Thread | None = None

    def attend(self) -> None:
        """Begin a look when one is due and none is under way; returns at once."""
        now = self._shell.world.clock.monotonic()
        if now < self._due or (self._thread is not None and self._thread.is_alive()):
            return
        self._due = now + SECONDS
        self._thread = threading.Thread(target=self._contained, name="vigil", daemon=True)
        self._thread.start()

    def stop(self, seconds: float) -> bool:
        """Wait for a look under way, at most so long; whether none is left."""
        if self._thread is not None:
            self._thread.join(seconds)
        return self._thread is None or not self._thread.is_alive()

    def look(self) -> None:
        """One look. Raises what `Source.revive` raises."""
        world = self._shell.world
        if world.source.revive():
            world.meter.count(WATCH_REVIVED)
            self._say(Event.WATCH_REVIVED, Level.INFO)
        self._listen(hearing_of(world))

    def _contained(self) -> None:
        try:
            self.look()
        except Exception as error:  # noqa: BLE001 - a thread that dies of it would look no more
            contain(self._shell, SOURCE_LANE, ReadSource(), error)

    def _listen(self, hearing: Hearing | None) -> None:
        if hearing is not None and hearing.is_stale(self._shell.world.clock.now()):
            if self._shell.standings.trouble(SILENCE, "silent"):
                self._say(Event.SOURCE_SILENT, Level.WARNING, **_fields(hearing))
        elif self._shell.standings.trouble(SILENCE, None):
            self._say(Event.SOURCE_HEARD, Level.INFO, **({} if hearing is None else _fields(hearing)))
            for target in self._shell.world.targets:
                self._shell.ask_sweep(target)

    def _say(self, event: Event, level: Level, **fields: Tree) -> None:
        self._shell.world.notifier.tell(Notice(event, level, fields))


def _fields(hearing: Hearing) -> dict[str, Tree]:
    last = None if hearing.last is None else hearing.last.isoformat(timespec="seconds")
    return {"last_heard": last, "max_age_seconds": int(hearing.max_age.total_seconds())}
