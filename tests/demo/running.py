"""A real daemon as a process of its own, and its log as values."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any, Final, Self

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

CREDENTIALS: Final = {
    "AWS_ACCESS_KEY_ID": "AKIA123456789012DEMO",
    "AWS_SECRET_ACCESS_KEY": "demo",
    "AWS_EC2_METADATA_DISABLED": "true",
}
"""The embedded endpoint takes the account from the key; no signature is checked there."""


class StepFailed(Exception):
    """Something that had to happen did not, in the time it was given."""


class RunningDaemon:
    """`plumbrule run` with its log in a file.

    Args:
        root: where the log goes.
        settings: the settings file.
        environment: laid over the inherited one.
        module: what to run with `python -m`, for tests that wrap the daemon.
    """

    def __init__(
        self, root: Path, settings: Path, environment: Mapping[str, str] | None = None, module: str = "plumbrule.cli"
    ) -> None:
        self.log = root / "daemon.log"
        self._settings = settings
        self._environment = {**os.environ, **CREDENTIALS, **(environment or {})}
        self._module = module
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> Self:
        """Start it; the log is continued."""
        words = [sys.executable, "-m", self._module, "run", "--config", str(self._settings)]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                words, stdout=log, stderr=log, stdin=subprocess.DEVNULL, env=self._environment
            )
        return self

    def verb(self, verb: str, *words: str) -> str:
        """A verb of the command line against this daemon; what it prints. Raises StepFailed where it fails."""
        command = [sys.executable, "-m", "plumbrule.cli", verb]
        command += ["verify"] if verb == "audit" else []
        more = words[1:] if verb == "audit" else words
        done = subprocess.run(
            [*command, "--config", str(self._settings), *more],
            env=self._environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        if done.returncode:
            raise StepFailed(f"plumbrule {verb}: {done.stderr.strip()}")
        return done.stdout

    def stop(self, seconds: float = 60) -> int:
        """SIGTERM and the exit code; SIGKILL when the bound is not kept."""
        if self.process is None:
            return 0
        self.process.terminate()
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise StepFailed(f"the daemon did not stop within {seconds} s") from None

    def lines(self) -> list[dict[str, Any]]:
        """Every log line so far."""
        text = self.log.read_text() if self.log.exists() else ""
        whole, _, _ = text.rpartition("\n")  # the last line may still be on its way
        return [json.loads(line) for line in whole.splitlines() if line.startswith("{")]

    def events(self, event: str, **wanted: object) -> list[dict[str, Any]]:
        """The lines of one event whose keys have the wanted values."""
        return [
            line
            for line in self.lines()
            if line["event"] == event and all(line.get(key) == value for key, value in wanted.items())
        ]

    def wait_for(self, what: str, happened: Callable[[], Any], seconds: float) -> Any:  # noqa: ANN401 - what was found
        """Ask again and again until `happened` gives something.

        Raises:
            StepFailed: the time is over, or the daemon has ended; the end of its log is in the text.
        """
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if found := happened():
                return found
            if self.process is not None and self.process.poll() is not None:
                break
            time.sleep(0.05)
        raise StepFailed(f"within {seconds:.0f} s this did not happen: {what}\n{self._end_of_log()}")

    def _end_of_log(self) -> str:
        text = self.log.read_text() if self.log.exists() else ""
        return "\n".join(text.splitlines()[-10:])

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()
