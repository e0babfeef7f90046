"""When whoever feeds a source was last heard of."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from plumbrule.edge.source import GitSource, open_source
from plumbrule.model.pace import SourceKind
from tests.edge.source.repos import git, new_repo

if TYPE_CHECKING:
    from pathlib import Path

THEN = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def touch(place: Path, when: datetime = THEN) -> Path:
    place.touch()
    os.utime(place, (when.timestamp(), when.timestamp()))
    return place


@pytest.mark.parametrize("kind", SourceKind)
def test_the_touch_file_s_time_counts_for_every_kind(kind: SourceKind, tmp_path: Path) -> None:
    place = tmp_path / "synced"
    source = open_source(kind, tmp_path / "nothing", touch_file=place)
    assert source.last_heard() is None
    touch(place)
    assert source.last_heard() == THEN
    source.close()


@pytest.mark.parametrize("kind", [SourceKind.LINK, SourceKind.DIRECTORY])
def test_without_a_touch_file_nothing_is_heard_of_a_link_or_a_directory(kind: SourceKind, tmp_path: Path) -> None:
    source = open_source(kind, tmp_path)
    assert source.last_heard() is None
    source.close()


@pytest.mark.parametrize("layout", ["a working copy", "a bare clone", "a worktree"])
def test_a_fetch_that_brings_nothing_is_a_sign_of_life_all_the_same(layout: str, tmp_path: Path) -> None:
    origin = new_repo(tmp_path / "origin", {"web.json": "{}"})
    bare = ["--bare"] if layout == "a bare clone" else []
    git(tmp_path, "clone", "--quiet", *bare, str(origin), "here")
    here = tmp_path / "here"
    if layout == "a worktree":
        git(here, "worktree", "add", "--quiet", "--detach", str(tmp_path / "side"))
        here = tmp_path / "side"
    source = GitSource(here)
    assert source.last_heard() is None, "cloning leaves no mark"
    git(here, "fetch", "--quiet", "origin")
    heard = source.last_heard()
    assert heard is not None
    assert abs((datetime.now(UTC) - heard).total_seconds()) < 60
    source.close()


def test_a_touch_file_is_looked_at_instead_of_a_fetch(tmp_path: Path) -> None:
    repo = new_repo(tmp_path / "repo", {"web.json": "{}"})
    touch(repo / ".git/FETCH_HEAD")
    place = tmp_path / "synced"
    source = GitSource(repo, touch_file=place)
    assert source.last_heard() is None
    assert GitSource(repo).last_heard() == THEN


@pytest.mark.parametrize("broken", ["gitdir: /nowhere/at/all\n", "gitdir: \x00\n", "", "x" * 100])
def test_whatever_git_s_pointer_says_asking_raises_nothing(broken: str, tmp_path: Path) -> None:
    (tmp_path / ".git").write_text(broken)
    assert GitSource(tmp_path).last_heard() is None
