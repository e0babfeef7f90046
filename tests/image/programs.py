"""The programs that do it, and what is said when one is missing."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT: Final = Path(__file__).parents[2]
FOLDER: Final = ROOT / ".image"
BASE: Final = "localhost/plumbrule-base:bookworm"
IMAGE: Final = "localhost/plumbrule:dev"

_STORE: Final = ("--root", str(FOLDER / "storage"), "--runroot", str(FOLDER / "run"), "--storage-driver", "vfs")
"""A store of our own; vfs needs no file system of a certain kind below it."""


class CannotBuild(Exception):
    """Something that this needs is not here, or failed."""


def need(programs: Iterable[str]) -> None:
    """Raises CannotBuild when one of these Debian packages is missing, or this is not root."""
    missing = [name for name in programs if shutil.which(name) is None]
    if missing:
        raise CannotBuild(f"missing: {', '.join(missing)}; apt-get install --no-install-recommends {' '.join(missing)}")
    if os.geteuid() != 0:
        raise CannotBuild("debootstrap, buildah's chroot isolation and runc need root here; run it with sudo")


def buildah(*words: str) -> str:
    """Run buildah on our own store; what it prints. Raises CannotBuild."""
    return run("buildah", *_STORE, *words)


def run(*words: str) -> str:
    """Run a program to its end; what it prints. Raises CannotBuild with the end of what it complained of."""
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CannotBuild(f"{words[0]} {words[-1]}: {(done.stdout + done.stderr)[-2000:]}")
    return done.stdout.strip()
