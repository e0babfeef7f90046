"""One thread for each queue of events: waits for messages, queues the names that they hold, and lets them go.

A queue that fails costs only the time that events save: the timer asks for everything anyway.
Every message is let go of once it was looked at, one that nobody can read as well: it would never become readable, and
nothing is lost by it.
"""

from __future__ import annotations

import threading
import traceback
from typing import TYPE_CHECKING, Final, assert_never

from plumbrule.core.hear import heard
from plumbrule.errors import Denied, PlumbruleError, Throttled, Unavailable
from plumbrule.loop.hear.noting import note
from plumbrule.model.event import Event, Level, Notice
from plumbrule.model.hint import CallHint, NoHint, ServiceHint, Unread
from plumbrule.model.metrics import EVENTS, EVENTS_RECEIVED

if TYPE_CHECKING:
    from plumbrule.loop.shell import Shell
    from plumbrule.model.hint import Delivered
    from plumbrule.model.tree import Tree
    from plumbrule.ports import Inbox

FIRST_WAIT: Final = 1.0
LONGEST_WAIT: Final = 60.0
DENIED_WAIT: Final = 60.0
"""Credentials are mended by people."""
BREATH: Final = 0.1
"""After an answer without messages: a queue that does not wait must not be asked without a pause."""


class Ear:
    """Hears one queue.

    Args:
        shell: whose present World, standings and queue.
        queue: how the settings call it, for words.
        inbox: where messages arrive; closed when the ear ends.
    """

    def __init__(self, shell: Shell, queue: str, inbox: Inbox) -> None:
        self._shell, self._queue, self._inbox = shell, queue, inbox
        self._stopped = threading.Event()
        self._failures = 0
        self._thread = threading.Thread(target=self._run, name="ear", daemon=True)

    def start(self) -> None:
        """Begin to listen."""
        self._thread.start()

    def stop(self, seconds: float) -> bool:
        """Ask for no more messages, and wait at most so long for the call under way; whether it ended.

        One that waits for messages may last 20 s more: what it brings is still taken in.
        """
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join(seconds)
        return not self._thread.is_alive()

    def round(self) -> float:
        """Take in what has come; seconds after which to ask again."""
        try:
            delivered = self._inbox.receive()
            for one in delivered:
                self._take(one)
            if delivered:
                self._inbox.settle(delivered)
        except (Throttled, Unavailable, Denied) as error:
            return self._trouble(error)
        self._worked()
        return 0.0 if delivered else BREATH

    def _take(self, delivered: Delivered) -> None:
        """Whatever is in it, the next one is taken, too."""
        self._shell.world.meter.count(EVENTS_RECEIVED)
        try:
            self._follow(delivered)
        except Exception as error:  # noqa: BLE001 - the message would come again, and fail again
            trace = "".join(traceback.format_exception(error))
            fields: dict[str, Tree] = {
                "name": self._queue,
                "error": type(error).__name__,
                "message": str(error),
                "traceback": trace,
            }
            if self._shell.standings.trouble(f"fault of queue {self._queue}", trace):
                self._shell.say(Notice(Event.FAILURE_CONTAINED, Level.ERROR, fields))

    def _follow(self, delivered: Delivered) -> None:
        match reading := heard(delivered.body):
            case CallHint() | ServiceHint():
                note(self._shell, reading)
            case NoHint(reason):
                self._count(f"of_{reason}")
            case Unread(reason):
                self._refuse(delivered, reason)
            case _ as never:
                assert_never(never)

    def _refuse(self, delivered: Delivered, reason: str) -> None:
        """Nothing of the body is shown: nobody knows what it is."""
        self._count("refused")
        if self._shell.standings.trouble(f"messages of {self._queue}", reason):
            fields: dict[str, Tree] = {"queue": self._queue, "message_id": delivered.id, "message": reason}
            self._shell.say(Notice(Event.EVENT_REFUSED, Level.WARNING, fields))

    def _trouble(self, error: PlumbruleError) -> float:
        """The queue waits, longer each time; told once, however its words change."""
        self._failures += 1
        standings, where = self._shell.standings, f"queue {self._queue}"
        if not standings.troubles(where) and standings.trouble(where, f"{error.code}: {error}"):
            fields: dict[str, Tree] = {"queue": self._queue, "code": error.code, "message": str(error)}
            level = Level.ERROR if isinstance(error, Denied) else Level.WARNING
            self._shell.say(Notice(Event.EVENTS_FAILED, level, fields))
        return (
            DENIED_WAIT
            if isinstance(error, Denied)
            else min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(self._failures - 1, 30))
        )

    def _worked(self) -> None:
        self._failures = 0
        if self._shell.standings.trouble(f"queue {self._queue}", None):
            self._shell.say(Notice(Event.EVENTS_HEARD, Level.INFO, {"queue": self._queue}))

    def _count(self, what: str) -> None:
        self._shell.world.meter.count(EVENTS, what)

    def _run(self) -> None:
        while not self._stopped.is_set():
            self._stopped.wait(self._safely())
        self._inbox.close()

    def _safely(self) -> float:
        try:
            return self.round()
        except Exception as error:  # noqa: BLE001 - nothing may end this thread but being stopped
            return self._trouble(Unavailable(f"a fault of Plumbrule's own: {type(error).__name__}: {error}"))
