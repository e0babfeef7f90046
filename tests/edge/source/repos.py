"""Real repositories and published links for the tests of the sources."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

ENVIRONMENT: Mapping[str, str] = {
    "PATH": os.environ["PATH"],
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_COUNT": "1",  # no collection that goes on in the background after a command
    "GIT_CONFIG_KEY_0": "gc.auto",
    "GIT_CONFIG_VALUE_0": "0",
    "GIT_AUTHOR_NAME": "Ann Author",
    "GIT_AUTHOR_EMAIL": "ann@example.com",
    "GIT_COMMITTER_NAME": "Ann Author",
    "GIT_COMMITTER_EMAIL": "ann@example.com",
}


def git(where: Path, *words: str, stdin: bytes = b"") -> str:
    """Run git for real and give what it prints."""
    ran = subprocess.run(
        ["git", *words], cwd=where, env=dict(ENVIRONMENT), input=stdin, capture_output=True, timeout=60, check=False
    )
    assert ran.returncode == 0, ran.stderr.decode()
    return ran.stdout.decode().strip()


def write(root: Path, files: Mapping[str, str]) -> None:
    """Write files below `root`."""
    for name, text in files.items():
        place = root / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text)


def commit(repo: Path, files: Mapping[str, str] | None = None) -> str:
    """Commit everything in the working copy, `files` written first; gives the commit's id."""
    write(repo, files or {})
    git(repo, "add", "--all")
    git(repo, "commit", "--quiet", "--allow-empty", "--message", "a change")
    return git(repo, "rev-parse", "HEAD")


def new_repo(where: Path, files: Mapping[str, str] | None = None) -> Path:
    """A repository on branch main; with a first commit when there are files."""
    where.mkdir(parents=True)
    git(where, "init", "--quiet", "--initial-branch=main")
    if files is not None:
        commit(where, files)
    return where


def plant(repo: Path, entries: Mapping[str, tuple[str, str]]) -> str:
    """Make main a commit whose tree has just these entries, name to (mode, object id), as no checkout ever would."""
    lines = b"".join(
        f"{mode} {'tree' if mode == '040000' else 'commit' if mode == '160000' else 'blob'} {oid}\t{name}".encode(
            errors="surrogateescape"
        )
        + b"\0"
        for name, (mode, oid) in entries.items()
    )
    tree = git(repo, "mktree", "-z", "--missing", stdin=lines)
    made = git(repo, "commit-tree", tree, "-m", "planted")
    git(repo, "update-ref", "refs/heads/main", made)
    return made


def blob(repo: Path, text: str) -> str:
    """Store a blob; gives its id."""
    return git(repo, "hash-object", "-w", "--stdin", stdin=text.encode())


def publish(link: Path, target: Path) -> None:
    """Point `link` at `target` as git-sync and the kubelet do: a new link renamed over the old one."""
    fresh = link.with_name(link.name + ".new")
    fresh.symlink_to(target)
    fresh.rename(link)
