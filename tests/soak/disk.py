"""A small disk for the journal, so that it can be full."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

SIZE: Final = "64m"


class Disk:
    """A file system of its own where one can be mounted, else a folder that is never full.

    Attributes:
        why_not: why it can never be full; empty when it can.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.folder.mkdir()
        words = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "plumbrule-soak", str(folder)]
        done = subprocess.run(words, check=False, capture_output=True, text=True)
        self.why_not = done.stderr.strip() if done.returncode else ""

    @property
    def ballast(self) -> Path:
        """What fills it."""
        return self.folder / "ballast"

    def fill(self) -> bool:
        """Leave no room; whether that was possible."""
        if self.why_not:
            return False
        known = os.statvfs(self.folder)
        with self.ballast.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, max(1, known.f_bavail * known.f_frsize))
        return True

    def empty(self) -> None:
        """Give the room back."""
        self.ballast.unlink(missing_ok=True)

    def close(self) -> None:
        """Unmount it, however busy it is."""
        if not self.why_not:
            subprocess.run(["umount", "--lazy", str(self.folder)], check=False, capture_output=True)
