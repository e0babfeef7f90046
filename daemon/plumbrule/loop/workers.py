"""The pool: daemon threads that take a name, do it, and put every failure where it belongs."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, cast

from plumbrule.loop.containment import contain

if TYPE_CHECKING:
    from plumbrule.loop.shell import Name, Shell


def do(shell: Shell, lane: str, name: Name) -> None:
    """Do one name that was taken, whatever comes of it."""
    try:
        shell.work(name)
        shell.worked(name)
    except Exception as error:  # noqa: BLE001 - one broken family must never stop the others (law 9)
        contain(shell, lane, name, error)
    finally:
        shell.queue.done(lane, name)


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
        queue = self._shell.queue
        while (taken := queue.take()) is not None:
            lane, name = cast("tuple[str, Name]", taken)
            do(self._shell, lane, name)
