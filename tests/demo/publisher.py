"""A Git repository and a publisher that does what git-sync does: a checkout named by its commit, a link re-pointed."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

IDENTITY: Final = {
    "GIT_AUTHOR_NAME": "Ada Example",
    "GIT_AUTHOR_EMAIL": "ada@example.com",
    "GIT_COMMITTER_NAME": "Ada Example",
    "GIT_COMMITTER_EMAIL": "ada@example.com",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}


class Publisher:
    """A repository at `root/repository`, published at `root/published/current`."""

    def __init__(self, root: Path) -> None:
        self.repository = root / "repository"
        self.link = root / "published" / "current"
        self._checkouts = root / "published" / "checkouts"
        self._checkouts.mkdir(parents=True)
        self.repository.mkdir()
        self.git("init", "--quiet", "--initial-branch=main")

    def commit(self, files: Mapping[str, str], message: str) -> str:
        """Write and commit `files`; the commit's id."""
        for name, text in files.items():
            path = self.repository / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", message)
        return self.head()

    def head(self) -> str:
        """The commit that is checked out."""
        return self.git("rev-parse", "HEAD")

    def published(self) -> str | None:
        """The commit that the link points to."""
        return self.link.readlink().name if self.link.is_symlink() else None

    def publish(self) -> None:
        """Check the head out into a folder of its own and re-point the link in one step, as git-sync does."""
        self.point(self.check_out())

    def check_out(self) -> str:
        """The head in a folder of its own, which nothing points at yet; its commit."""
        commit = self.head()
        if not (self._checkouts / commit).exists():
            self.git("worktree", "add", "--quiet", "--detach", str(self._checkouts / commit), commit)
        return commit

    def point(self, commit: str) -> None:
        """Re-point the link in one step."""
        fresh = self.link.with_name(f"{self.link.name}.tmp")
        fresh.symlink_to(self._checkouts / commit)
        fresh.replace(self.link)

    def git(self, *words: str) -> str:
        """Run git in the repository; what it prints."""
        done = subprocess.run(
            ["git", *words],
            cwd=self.repository,
            env={**os.environ, **IDENTITY},
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout.strip()
