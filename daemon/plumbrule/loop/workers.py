"""The pool: daemon threads that take a name, do it, and put every failure where it belongs."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Final, assert_never, cast

from plumbrule.loop.containment import contain
from plumbrule.loop.names import LookAtServices, ReadSource, Remind, SweepTarget
from plumbrule.loop.pulse import Beat
from plumbrule.loop.recovery import recover
from plumbrule.model.ids import Key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plumbrule.loop.names import Name
    from plumbrule.loop.shell import Shell

BEATS: Final[Mapping[type[object], Beat]] = {ReadSource: Beat.SOURCE}
"""What is expected again and again, and therefore missed."""


def do(shell: Shell, lane: str, name: Name) -> None:
    """Do one name that was taken, whatever comes of it."""
    clock = shell.world.clock
    try:
        with shell.pulse.in_hand(_in_words(name), clock.monotonic, beats=BEATS.get(type(name))):
            _attempt(shell, lane, name)
    finally:
        shell.queue.done(lane, name)


def _attempt(shell: Shell, lane: str, name: Name) -> None:
    try:
        shell.work(name)
        recover(shell, name)
    except Exception as error:  # noqa: BLE001 - one broken family must never stop the others (law 9)
        contain(shell, lane, name, error)


def _in_words(name: Name) -> str:
    match name:
        case ReadSource():
            return "a look at the source"
        case SweepTarget(target):
            return f"a step of the sweep of {target}"
        case LookAtServices(target):
            return f"a look at the services of {target}"
        case Remind():
            return "a look at what time has to say"
        case Key():
            return str(name)
        case _ as never:
            assert_never(never)


class Workers:
    """`count` threads over one shell. Daemon threads: a call that hangs never keeps the process alive."""

    def __init__(self, shell: Shell, count: int) -> None:
        self._shell = shell
        self._threads = [threading.Thread(target=self._run, name=f"worker-{n}", daemon=True) for n in range(count)]

    def start(self) -> None:
        """Begin to take names."""
        for thread in self._threads:
            thread.start()

    def stop(self, seconds: float) -> bool:
        """Stop the queue and wait for what is in hand, at most so long in all; whether everything ended."""
        clock = self._shell.world.clock
        until = clock.monotonic() + seconds
        self._shell.queue.stop()
        for thread in self._threads:
            thread.join(max(0.0, until - clock.monotonic()))
        return not any(thread.is_alive() for thread in self._threads)

    def _run(self) -> None:
        try:
            self._work()
        except BaseException:
            self._shell.pulse.lost(threading.current_thread().name)
            raise

    def _work(self) -> None:
        queue = self._shell.queue
        while (taken := queue.take()) is not None:
            lane, name = cast("tuple[str, Name]", taken)
            do(self._shell, lane, name)
