"""Ground for tests of the command line: a folder with a published commit, a settings file, and the real program."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tests.builders.policies import hands_free
from tests.demo.publisher import Publisher
from tests.demo.running import CREDENTIALS
from tests.demo.specs import SETTINGS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

SECONDS: Final = 120


@dataclass(frozen=True, slots=True)
class Said:
    """What a command left: its exit code and both streams."""

    code: int
    out: str
    err: str


def plumbrule(*words: str, cwd: Path, environment: Mapping[str, str] | None = None) -> Said:
    """Run the real program in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "plumbrule.cli", *words],
        cwd=cwd,
        env={**os.environ, **CREDENTIALS, **(environment or {})},
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    return Said(done.returncode, done.stdout, done.stderr)


@dataclass(frozen=True, slots=True)
class Ground:
    """A publisher and the settings that read what it publishes."""

    root: Path
    publisher: Publisher
    config: Path

    def plan(self, *words: str, **environment: str) -> Said:
        """`plumbrule plan` with these settings."""
        return plumbrule("plan", "--config", str(self.config), *words, cwd=self.root, environment=environment)

    def change(self, old: str, new: str) -> None:
        """Change the settings' text; `old` must stand in it."""
        text = self.config.read_text()
        assert old in text
        self.config.write_text(text.replace(old, new))


def lay(root: Path, url: str, files: Mapping[str, str], *, auto: str = "[missing, spec_ahead]") -> Ground:
    """Commit and publish `files`, and write settings for the endpoint at `url`."""
    publisher = Publisher(root)
    publisher.commit(files, "as laid")
    publisher.publish()
    config = root / "plumbrule.yaml"
    places = {"link": publisher.link, "url": url, "journal": root / "journal.sqlite", "policy": hands_free(root)}
    config.write_text(SETTINGS.format(auto=auto, **places))
    return Ground(root, publisher, config)
