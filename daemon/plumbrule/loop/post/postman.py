"""One thread for each sink: takes what is due from the outbox, and waits when the sink wants it to.

A sink that fails costs its own messages time and nobody else any: nothing here is called by the loop but `wake`.
"""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Final

from plumbrule.errors import Ambiguous, Denied, JournalError, PlumbruleError, Rejected, Throttled, Unavailable
from plumbrule.loop.post.delivering import Delivery
from plumbrule.loop.post.sorting import sorted_out
from plumbrule.model.event import Event, Level, Notice
from plumbrule.model.metrics import JOURNAL_ERRORS, MESSAGES
from plumbrule.model.outbox import Sending, Sent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plumbrule.loop.shell import Shell
    from plumbrule.model.outbox import Letter, Telling
    from plumbrule.ports import Sink

LOOK_SECONDS: Final = 5.0
"""Between two looks at the outbox when nobody wakes the postman: due times come without a sound."""
FIRST_WAIT: Final = 1.0
LONGEST_WAIT: Final = 60.0
DENIED_WAIT: Final = 60.0
"""Credentials are mended by people."""
CHANNEL_SECONDS: Final = 1.0
"""Between two messages to one channel (docs.slack.dev/apis/web-api/rate-limits, seen 2026-11)."""
REST: Final = 4
"""So many times as long as a round took is rested before the next: with thousands of incidents a round takes a second,
and the loop needs the processor."""
LONGEST_REST: Final = 2.0
MOST_TRIES: Final = 8
"""Of one letter that ends in faults of ours; then it is dead, since it will not mend itself."""


class Postman:
    """Delivers what one sink gets.

    Args:
        shell: whose present World, sweeps and queue.
        name: of the sink in the settings.
        sink: where it is said.
    """

    def __init__(self, shell: Shell, name: str, sink: Sink) -> None:
        self._shell, self._name, self._sink = shell, name, sink
        self._woken, self._stopped = threading.Event(), threading.Event()
        self._next: dict[str, float] = {}
        self._paused, self._failures = 0.0, 0
        self._tries: dict[str, int] = {}
        self._thread = threading.Thread(target=self._run, name=f"postman {name}", daemon=True)

    def start(self) -> None:
        """Begin; what was left by a daemon before is taken first."""
        self._shell.world.incidents.listen(self.wake)
        self._thread.start()

    def wake(self) -> None:
        """There may be something new."""
        self._woken.set()

    def stop(self, seconds: float) -> bool:
        """End after the message in hand, at most so long; whether it ended. What is left is in the journal."""
        self._shell.world.incidents.forget(self.wake)
        self._stopped.set()
        self._woken.set()
        if self._thread.is_alive():
            self._thread.join(seconds)
        ended = not self._thread.is_alive()
        if ended:
            self._sink.close()
        return ended

    def round(self) -> float:
        """Deliver what can be delivered now; seconds after which it is worth looking again."""
        clock = self._shell.world.clock
        if (left := self._paused - clock.monotonic()) > 0:
            return left
        try:
            waits = [self._deliver(letter, tellings) for letter, tellings in self._letters()]
        except JournalError as error:
            self._shell.world.meter.count(JOURNAL_ERRORS)
            return self._trouble(error)
        return min([LOOK_SECONDS, *waits])

    def _letters(self) -> Sequence[tuple[Letter, tuple[Telling, ...]]]:
        world = self._shell.world
        due = world.journal.tellings(self._name, world.clock.now())
        sink = self._sink
        return sorted_out(self._shell, self._name, due, lives=sink.edits, alone=sink.for_machines) if due else ()

    def _deliver(self, letter: Letter, tellings: tuple[Telling, ...]) -> float:
        """Seconds until it is worth trying again; what went well wants nothing."""
        now = self._shell.world.clock.monotonic()
        if self._stopped.is_set() or self._paused > now:
            return LOOK_SECONDS
        if (left := self._next.get(letter.channel, 0.0) - now) > 0:
            return left
        try:
            Delivery(self._shell.world, self._sink, letter, tellings, self._pace).deliver()
        except (Throttled, Unavailable, Ambiguous, Denied) as error:
            return self._wait(letter, error)
        except Rejected as error:
            self._bury(letter, tellings, error)
        except JournalError:
            raise
        except Exception as error:  # noqa: BLE001 - the thread must not die of it, nor try for ever
            return self._fault(letter, tellings, error)
        self._worked(letter)
        return LOOK_SECONDS

    def _pace(self, channel: str) -> None:
        """One message a second for each channel, whatever the sink would take. Raises Throttled."""
        now = self._shell.world.clock.monotonic()
        if (left := self._next.get(channel, 0.0) - now) > 0:
            raise Throttled("one message a second", after=left, ours=True)
        self._next[channel] = now + CHANNEL_SECONDS

    def _wait(self, letter: Letter, error: PlumbruleError) -> float:
        now = self._shell.world.clock.monotonic()
        if isinstance(error, Throttled):
            self._next[letter.channel] = max(self._next.get(letter.channel, 0.0), now + error.after)
            return error.after
        return self._trouble(error)

    def _trouble(self, error: PlumbruleError) -> float:
        """All of the sink waits, longer each time; told once."""
        self._failures += 1
        wait = DENIED_WAIT if isinstance(error, Denied) else min(LONGEST_WAIT, FIRST_WAIT * 2 ** (self._failures - 1))
        self._paused = self._shell.world.clock.monotonic() + wait
        standings = self._shell.standings
        if not standings.troubles(self.trouble) and standings.trouble(self.trouble, f"{error.code}: {error}"):
            self._say(Event.SINK_FAILED, Level.WARNING, code=error.code, message=str(error))
        return wait

    @property
    def trouble(self) -> str:
        """Under which name the sink's trouble is kept; no target's name has a space in it."""
        return f"sink {self._name}"

    def _worked(self, letter: Letter) -> None:
        self._failures = 0
        self._tries.pop(letter.id, None)
        if self._shell.standings.trouble(self.trouble, None):
            self._say(Event.SINK_RECOVERED, Level.INFO)

    def _bury(self, letter: Letter, tellings: Sequence[Telling], error: PlumbruleError) -> None:
        """It will never be taken: people decide."""
        world, names = self._shell.world, tuple(one.id for one in tellings)
        world.journal.record(Sent(names, Sending.DEAD, world.clock.now(), letter.id, str(error)))
        world.meter.count(MESSAGES, self._name, "refused")
        self._say(Event.MESSAGE_REFUSED, Level.ERROR, letter=letter.id, channel=letter.channel, message=str(error))

    def _fault(self, letter: Letter, tellings: Sequence[Telling], error: Exception) -> float:
        self._tries[letter.id] = self._tries.get(letter.id, 0) + 1
        wrapped = Rejected(f"a fault of Plumbrule's own: {type(error).__name__}: {error}")
        if self._tries[letter.id] >= MOST_TRIES:
            self._bury(letter, tellings, wrapped)
            return LOOK_SECONDS
        return self._trouble(Unavailable(str(wrapped)))

    def _say(self, event: Event, level: Level, **fields: str) -> None:
        self._shell.say(Notice(event, level, {"sink": self._name, **fields}))

    def _run(self) -> None:
        while not self._stopped.is_set():
            began = time.perf_counter()
            wait = self._safely()
            took = time.perf_counter() - began
            self._woken.wait(wait)
            self._woken.clear()
            self._stopped.wait(min(LONGEST_REST, REST * took))

    def _safely(self) -> float:
        try:
            return self.round()
        except Exception as error:  # noqa: BLE001 - nothing may end this thread but being stopped
            return self._trouble(Unavailable(f"a fault of Plumbrule's own: {type(error).__name__}: {error}"))
