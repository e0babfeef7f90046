"""The real daemon in a process of its own, forked from a server that has its modules loaded: cheap to start."""

from __future__ import annotations

import json
import multiprocessing
import os
import threading
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any, Final

import plumbrule.cli.run
from plumbrule.app import real_parts
from plumbrule.cli import main
from plumbrule.loop.post import postman
from tests.demo.running import StepFailed
from tests.faults.borders import Death
from tests.faults.killer import mortal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

SECONDS: Final = 120
SERVER: Final = multiprocessing.get_context("forkserver")
PRELOADED: Final = (
    "boto3",
    "plumbrule.edge.aws.ecs",
    "plumbrule.edge.admin",
    "plumbrule.edge.notify.slack",
    "sqlalchemy.dialects.sqlite",
)
SERVER.set_forkserver_preload([__name__, *PRELOADED])

ONE_AT_A_TIME: Final = threading.Lock()
"""Starting a process asks after all others, too, and an exit code can be read only once: another lane would miss it."""


def live(settings: str, log: str, environment: Mapping[str, str]) -> None:
    """Be the daemon: `plumbrule run`, mortal as the environment says, with its output in `log`."""
    opened = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(opened, 1)
    os.dup2(opened, 2)
    os.environ.update(environment)
    # A workspace of our own takes as many messages a second as come: a life of seconds has no time for one each.
    postman.CHANNEL_SECONDS = 0.02  # type: ignore[misc]
    run: Any = plumbrule.cli.run
    run.real_parts = lambda: mortal(real_parts(), Death.of(os.environ))
    main(["run", "--config", settings], prog_name="plumbrule")


class Forked:
    """One run of the daemon.

    Args:
        log: where its lines go.
        settings: the settings file.
        environment: laid over the server's.
    """

    def __init__(self, log: Path, settings: Path, environment: Mapping[str, str]) -> None:
        self.log = log
        self._offset = 0
        self._lines: list[dict[str, Any]] = []
        self.process = SERVER.Process(target=live, args=(str(settings), str(log), dict(environment)), daemon=True)
        with ONE_AT_A_TIME:
            self.process.start()

    @property
    def exit(self) -> int | None:
        """The exit code, negative for a signal; None while it lives."""
        with ONE_AT_A_TIME:
            return self.process.exitcode

    def lines(self) -> list[dict[str, Any]]:
        """Every whole line so far."""
        if self.log.exists():
            with self.log.open("rb") as log:
                log.seek(self._offset)
                whole, _, _ = log.read().rpartition(b"\n")
            self._offset += len(whole) + 1 if whole else 0
            self._lines += [json.loads(line) for line in whole.splitlines() if line.startswith(b"{")]
        return self._lines

    def dead_within(self, seconds: float) -> bool:
        """Wait for its end, at most so long."""
        wait([self.process.sentinel], seconds)
        return self.exit is not None

    def kill(self) -> None:
        """SIGKILL, now."""
        self.process.kill()
        self.dead_within(SECONDS)

    def stop(self) -> int | None:
        """SIGTERM and the exit code.

        Raises:
            StepFailed: it did not end within the bound and was killed.
        """
        self.process.terminate()
        if not self.dead_within(SECONDS):
            self.kill()
            raise StepFailed(f"the daemon did not stop within {SECONDS} s")
        return self.exit
