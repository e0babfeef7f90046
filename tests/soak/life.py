"""One life of the daemon's inside: everything real but the threads and the clock, which are driven by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, cast

from plumbrule.app import build_world, real_parts
from plumbrule.edge.notify.slack import Asking, Clicks
from plumbrule.loop.desk import LoopDesk
from plumbrule.loop.post import Postman
from plumbrule.loop.post.postman import LOOK_SECONDS
from plumbrule.loop.queue import WorkQueue
from plumbrule.loop.shell import Shell
from plumbrule.loop.workers import do
from tests.loop.taking import Taking
from tests.world.slack import BOT_TOKEN

if TYPE_CHECKING:
    from collections import Counter

    from plumbrule.loop.names import Name
    from plumbrule.model.event import Notice
    from plumbrule.settings.values import Settings
    from tests.builders.clocks import HandClock

MOST_WORK: Final = 5000
"""Names at once; more means that something queues itself for ever."""
MOST_ROUNDS: Final = 20
SECONDS: Final = 1.0


class Tally:
    """A notifier that counts."""

    def __init__(self, told: Counter[str]) -> None:
        self._told = told

    def tell(self, notice: Notice) -> None:
        """See `ports.Notifier`."""
        self._told[notice.event.value] += 1


class Life:
    """From a start to a stop.

    Args:
        settings: whose.
        clock: moved by hand.
        told: where events are counted.
    """

    def __init__(self, settings: Settings, clock: HandClock, told: Counter[str]) -> None:
        self.clock, self.settings, self.passes = clock, settings, 0
        self.parts = replace(real_parts(clock), notifier=Tally(told))
        self.journal = self.parts.journal(settings, True)  # noqa: FBT003 - writable
        self._contents = self.parts.contents(settings)
        world = build_world(settings, self.parts, self.journal, self._contents)
        self.shell = Shell(world, WorkQueue(clock))
        self.desk = LoopDesk(self.shell)
        self._taking = Taking(self.shell.queue)
        self._open_post()

    def reload(self, settings: Settings) -> None:
        """What SIGHUP does; see `app/daemon.py` (`Daemon.reload`)."""
        self._close_post()
        self.settings = settings
        self.shell.world.source.close()
        self.shell.swap(build_world(settings, self.parts, self.journal, self._contents))
        self._open_post()

    def run(self) -> None:
        """Work until nothing is due, as the workers do. Raises AssertionError: something queues itself for ever."""
        for _ in range(MOST_WORK):
            taken = self._taking.take()
            if taken is None:
                return
            self.passes += 1
            lane, name = cast("tuple[str, Name]", taken)
            do(self.shell, lane, name)
        raise AssertionError("something queues itself for ever")

    def post(self) -> float:
        """Say what is due; seconds that went by meanwhile."""
        spent = 0.0
        for _ in range(MOST_ROUNDS):
            if self._postman.round() >= LOOK_SECONDS:
                break
            self.clock.advance(SECONDS)
            spent += SECONDS
        return spent

    def close(self) -> None:
        """Stop, in the daemon's order; see `app/daemon.py` (`Daemon.stop`)."""
        self.shell.world.source.close()
        self.shell.queue.stop()
        self._close_post()
        self._contents.close()
        self.journal.close()

    def _open_post(self) -> None:
        (sink,) = self.settings.manners.sinks
        self._postman = Postman(self.shell, sink.name, self.parts.sink(self.settings, sink))
        self.shell.world.incidents.listen(self._postman.wake)
        self.clicks = Clicks(self.desk, Asking(BOT_TOKEN, sink.api_url), self.shell.say)

    def _close_post(self) -> None:
        self._postman.stop(0)
