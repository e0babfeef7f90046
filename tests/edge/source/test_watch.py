from __future__ import annotations

import shutil
import threading
from typing import TYPE_CHECKING

import pytest

from plumbrule.edge.source import GitSource, LinkSource
from plumbrule.edge.source.watch import Hints
from tests.edge.source.repos import commit, git, new_repo, publish, write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import TypeAlias

    Source: TypeAlias = GitSource | LinkSource
    Watching: TypeAlias = Callable[[Source], Source]

SOON = 60.0
"""Seconds until which a hint must have come; inotify takes milliseconds, busy machines take longer."""
QUIET = 0.5


class Bell:
    """Counts the wakes."""

    def __init__(self) -> None:
        self._rung = threading.Event()

    def __call__(self) -> None:
        self._rung.set()

    def rings(self, seconds: float = SOON) -> bool:
        """Whether it rang since it was asked last, or does within `seconds`; settles before it forgets."""
        rung = self._rung.wait(seconds)
        while self._rung.is_set():
            self._rung.clear()
            self._rung.wait(QUIET / 2)
        return rung


@pytest.fixture(name="bell")
def _bell() -> Bell:
    return Bell()


@pytest.fixture(name="watching")
def _watching(bell: Bell) -> Iterator[Watching]:
    started: list[Source] = []

    def watch(source: Source) -> Source:
        started.append(source)
        source.watch(bell)
        assert source.hints.reason == ""
        assert source.hints.alive()
        return source

    yield watch
    for source in started:
        source.close()


def test_every_re_pointing_of_the_link_wakes(tmp_path: Path, bell: Bell, watching: Watching) -> None:
    for name in ("a", "b", "c"):
        write(tmp_path / "trees" / name, {"web.json": "{}"})
    publish(tmp_path / "current", tmp_path / "trees/a")
    watching(LinkSource(tmp_path / "current"))
    for name in ("b", "c"):
        publish(tmp_path / "current", tmp_path / "trees" / name)
        assert bell.rings()


def test_reading_and_strangers_beside_the_link_do_not_wake(tmp_path: Path, bell: Bell, watching: Watching) -> None:
    write(tmp_path / "a", {"web.json": "{}"})
    publish(tmp_path / "current", tmp_path / "a")
    source = watching(LinkSource(tmp_path / "current"))
    bell.rings(0)
    source.snapshot(None)
    (tmp_path / "stranger").write_text("x")
    (tmp_path / "stranger").unlink()
    assert not bell.rings(QUIET)


@pytest.mark.parametrize("branch", [None, "main", "team/colour"])
def test_a_commit_wakes_and_reading_does_not(
    branch: str | None, tmp_path: Path, bell: Bell, watching: Watching
) -> None:
    repo = new_repo(tmp_path / "repo", {"web.json": "{}"})
    if branch == "team/colour":
        git(repo, "checkout", "--quiet", "-b", branch)
    source = watching(GitSource(repo, branch=branch))
    for number in range(2):
        commit(repo, {"web.json": str(number)})
        assert bell.rings()
        source.token()
        source.snapshot(None)
        assert not bell.rings(QUIET)


def test_a_push_into_a_bare_clone_wakes_even_when_its_refs_were_packed(
    tmp_path: Path, bell: Bell, watching: Watching
) -> None:
    repo = new_repo(tmp_path / "repo", {"web.json": "{}"})
    git(repo, "checkout", "--quiet", "-b", "team/colour")
    git(tmp_path, "clone", "--quiet", "--bare", str(repo), "bare.git")
    git(tmp_path / "bare.git", "pack-refs", "--all", "--prune")
    shutil.rmtree(tmp_path / "bare.git/refs/heads/team", ignore_errors=True)
    watching(GitSource(tmp_path / "bare.git", branch="team/colour"))
    commit(repo, {"web.json": "1"})
    git(repo, "push", "--quiet", str(tmp_path / "bare.git"), "team/colour")
    assert bell.rings()


def test_a_commit_in_another_worktree_of_the_repository_wakes(tmp_path: Path, bell: Bell, watching: Watching) -> None:
    repo = new_repo(tmp_path / "repo", {"web.json": "{}"})
    git(repo, "worktree", "add", "--quiet", "-b", "side", str(tmp_path / "side"))
    watching(GitSource(tmp_path / "side"))
    commit(tmp_path / "side", {"web.json": "1"})
    assert bell.rings()


def test_switching_the_branch_of_head_wakes_and_asks_for_a_revival(
    tmp_path: Path, bell: Bell, watching: Watching
) -> None:
    repo = new_repo(tmp_path / "repo", {"web.json": "{}"})
    source = watching(GitSource(repo))
    git(repo, "checkout", "--quiet", "-b", "team/colour")
    assert bell.rings()
    assert not source.hints.alive()
    assert source.hints.revive()
    assert bell.rings(), "a revival wakes once, since something may have been missed"
    commit(repo, {"web.json": "1"})
    assert bell.rings()


def test_a_watched_directory_made_anew_is_noticed_and_watched_again(
    tmp_path: Path, bell: Bell, watching: Watching
) -> None:
    write(tmp_path / "a", {"web.json": "{}"})
    (tmp_path / "mount").mkdir()
    publish(tmp_path / "mount/current", tmp_path / "a")
    source = watching(LinkSource(tmp_path / "mount/current"))
    (tmp_path / "mount").rename(tmp_path / "away")
    (tmp_path / "mount").mkdir()
    publish(tmp_path / "mount/current", tmp_path / "a")
    assert not source.hints.alive()
    assert source.hints.revive()
    bell.rings(0)
    publish(tmp_path / "mount/current", tmp_path / "mount")
    assert bell.rings()


def test_what_cannot_be_watched_is_only_polled_until_it_appears(tmp_path: Path, bell: Bell) -> None:
    source = GitSource(tmp_path / "repo")
    source.watch(bell)
    try:
        assert "only polling" in source.hints.reason
        assert not source.hints.alive()
        assert not source.hints.revive()
        new_repo(tmp_path / "repo", {"web.json": "{}"})
        assert source.hints.revive()
        bell.rings(0)
        commit(tmp_path / "repo", {"web.json": "1"})
        assert bell.rings()
    finally:
        source.close()


def test_a_place_that_is_no_directory_is_only_polled(tmp_path: Path, bell: Bell) -> None:
    hints = Hints(lambda: {tmp_path / "nothing": frozenset({"x"})})
    hints.start(bell)
    assert "only polling" in hints.reason
    hints.close()


def test_closing_twice_ends_every_thread_and_every_wake(tmp_path: Path, bell: Bell) -> None:
    before = set(threading.enumerate())
    write(tmp_path / "a", {"web.json": "{}"})
    publish(tmp_path / "current", tmp_path / "a")
    source = LinkSource(tmp_path / "current")
    source.watch(bell)
    assert set(threading.enumerate()) - before
    source.close()
    source.close()
    assert not set(threading.enumerate()) - before
    bell.rings(0)
    publish(tmp_path / "current", tmp_path)
    assert not bell.rings(QUIET)
    assert not source.hints.revive()


def test_closing_is_bounded_while_a_wake_hangs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("plumbrule.edge.source.watch._STOP_SECONDS", 0.3)
    before = set(threading.enumerate())
    let_go, hanging, over = threading.Event(), threading.Event(), threading.Event()

    def hang() -> None:
        hanging.set()
        let_go.wait(60)
        over.set()

    write(tmp_path / "a", {"web.json": "{}"})
    publish(tmp_path / "current", tmp_path / "a")
    source = LinkSource(tmp_path / "current")
    source.watch(hang)
    publish(tmp_path / "current", tmp_path)
    assert hanging.wait(SOON)
    source.close()
    assert not over.is_set(), "it waited until the wake was over"
    let_go.set()
    for thread in set(threading.enumerate()) - before:
        thread.join(SOON)
        assert not thread.is_alive(), "what was left behind ends by itself"
