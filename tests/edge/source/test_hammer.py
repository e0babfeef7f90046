"""Pulling, committing, collecting and repacking as fast as it goes, against a reader: no snapshot is ever torn."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from plumbrule.edge.source import GitSource
from plumbrule.errors import SourceError
from tests.edge.source.repos import commit, git, new_repo

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[3]
FILES = 80
SECONDS = 8.0
NAMES = tuple(f"d{number % 7}/f{number}.json" for number in range(FILES))


@pytest.fixture(name="writer")
def _writer(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    origin = new_repo(tmp_path / "origin", dict.fromkeys(NAMES, "0"))
    git(tmp_path, "clone", "--quiet", str(origin), "here")
    words = [sys.executable, "-m", "tests.edge.source.hammer", str(origin), str(tmp_path / "here"), str(SECONDS)]
    with subprocess.Popen(words, cwd=ROOT) as writer:
        yield writer
        writer.kill()


@pytest.mark.slow
def test_every_snapshot_is_of_one_version_while_the_repository_is_pulled_and_collected(
    tmp_path: Path, writer: subprocess.Popen[bytes]
) -> None:
    source, previous = GitSource(tmp_path / "here"), None
    seen: set[tuple[str | None, bytes]] = set()
    refused: list[str] = []
    until = time.monotonic() + SECONDS * 6
    while writer.poll() is None:
        assert time.monotonic() < until
        try:
            source.token()
            previous = source.snapshot(previous if len(seen) % 2 else None)
        except SourceError as error:
            refused.append(str(error))
            continue
        assert len(previous.files) == FILES
        (version,) = {file.content for file in previous.files.values()}
        seen.add((previous.commit, version))
    assert writer.returncode == 0
    assert len({commit_id for commit_id, _ in seen}) == len({version for _, version in seen}), "one version a commit"
    assert len(seen) >= 3, refused
    last = source.snapshot(previous)
    assert last.commit == git(tmp_path / "here", "rev-parse", "HEAD")
    assert len(refused) <= len(seen) * 20
    source.close()


def test_a_branch_s_history_is_told_while_its_repository_is_collected(tmp_path: Path) -> None:
    repo = new_repo(tmp_path / "repo", {"web.json": "0"})
    source = GitSource(repo)
    first = source.snapshot(None).commit
    for number in range(1, 4):
        commit(repo, {"web.json": str(number)})
        git(repo, "gc", "--quiet", "--prune=now")
        now = source.snapshot(None).commit
        assert first is not None
        assert now is not None
        assert source.descends(now, first) is True
    source.close()
