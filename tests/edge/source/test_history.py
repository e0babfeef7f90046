"""Whether a commit descends from another: in whole, shallow, rewritten and collected repositories."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from dulwich.objects import ObjectID
from dulwich.repo import Repo

from plumbrule.edge.source import GitSource, LinkSource, history
from plumbrule.model.ids import CommitId
from tests.edge.source.repos import ENVIRONMENT, commit, git, new_repo, publish

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOWHERE = CommitId("d" * 40)


@pytest.fixture(name="repo")
def _repo(tmp_path: Path) -> Path:
    return new_repo(tmp_path / "repo", {"web.json": "0"})


@pytest.fixture(name="source")
def _source(repo: Path) -> Iterator[GitSource]:
    source = GitSource(repo)
    yield source
    source.close()


def head(repo: Path, name: str = "HEAD") -> CommitId:
    return CommitId(git(repo, "rev-parse", name))


def dated(repo: Path, when: int) -> CommitId:
    """A commit whose clock said `when`."""
    words = ["git", "commit", "--quiet", "--allow-empty", "--message", "dated"]
    environment = dict(ENVIRONMENT) | {"GIT_COMMITTER_DATE": f"{when} +0000", "GIT_AUTHOR_DATE": f"{when} +0000"}
    subprocess.run(words, cwd=repo, env=environment, check=True, timeout=60)
    return head(repo)


def test_a_commit_descends_from_itself_and_from_every_one_before(repo: Path, source: GitSource) -> None:
    commits = [head(repo), *(CommitId(commit(repo, {"web.json": str(number)})) for number in range(1, 6))]
    for ancestor in commits:
        assert source.descends(commits[-1], ancestor) is True
    for later in commits[1:]:
        assert source.descends(commits[0], later) is False


def test_both_parents_of_a_merge_are_in_its_history_and_siblings_are_not(repo: Path, source: GitSource) -> None:
    git(repo, "checkout", "--quiet", "-b", "side")
    side = CommitId(commit(repo, {"side.json": "1"}))
    git(repo, "checkout", "--quiet", "main")
    main = CommitId(commit(repo, {"main.json": "1"}))
    assert source.descends(main, side) is False
    assert source.descends(side, main) is False
    git(repo, "merge", "--quiet", "--no-edit", "side")
    assert source.descends(head(repo), side) is True
    assert source.descends(head(repo), main) is True


def test_wrong_dates_change_no_answer(repo: Path, source: GitSource) -> None:
    first = dated(repo, 2_000_000_000)
    second = dated(repo, 1_000_000_000)
    third = dated(repo, 1_900_000_000)
    git(repo, "checkout", "--quiet", "-b", "side", first)
    side = dated(repo, 100_000_000)
    assert source.descends(third, first) is True
    assert source.descends(side, first) is True
    assert source.descends(side, second) is False
    assert source.descends(third, side) is False


def test_an_amended_commit_does_not_descend_from_what_it_replaced_even_after_that_is_collected(
    repo: Path, source: GitSource
) -> None:
    before = CommitId(commit(repo, {"web.json": "1"}))
    git(repo, "commit", "--quiet", "--amend", "--message", "another word")
    assert source.descends(head(repo), before) is False
    git(repo, "reflog", "expire", "--expire=now", "--all")
    git(repo, "gc", "--quiet", "--prune=now")
    fresh = GitSource(repo)
    try:
        assert fresh.descends(head(repo), before) is False
    finally:
        fresh.close()


def test_a_commit_that_never_was_is_no_ancestor(repo: Path, source: GitSource) -> None:
    assert source.descends(head(repo), NOWHERE) is False
    assert source.descends(NOWHERE, head(repo)) is None


def test_in_a_shallow_clone_only_what_it_holds_can_be_told(repo: Path, tmp_path: Path) -> None:
    first = head(repo)
    commits = [CommitId(commit(repo, {"web.json": str(number)})) for number in range(1, 5)]
    git(tmp_path, "clone", "--quiet", "--depth=3", f"file://{repo}", "shallow")
    shallow = GitSource(tmp_path / "shallow")
    try:
        assert shallow.descends(commits[-1], commits[-2]) is True
        assert shallow.descends(commits[-1], commits[1]) is True
        assert shallow.descends(commits[-1], first) is None
        assert shallow.descends(commits[-1], NOWHERE) is None
        assert shallow.descends(commits[1], commits[-1]) is False, "nothing before the two of them matters"
    finally:
        shallow.close()


def test_a_partial_clone_that_lacks_a_parent_cannot_tell(repo: Path) -> None:
    first = head(repo)
    second = commit(repo, {"web.json": "1"})
    third = CommitId(commit(repo, {"web.json": "2"}))
    (repo / ".git/objects" / second[:2] / second[2:]).unlink()
    source = GitSource(repo)
    try:
        assert source.descends(third, first) is None
    finally:
        source.close()


def test_too_long_a_walk_ends_without_an_answer(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = head(repo)
    for number in range(5):
        commit(repo, {"web.json": str(number)})
    monkeypatch.setattr(history, "MOST_COMMITS", 3)
    with Repo(str(repo)) as opened:
        assert history.descends(opened, ObjectID(head(repo).encode()), ObjectID(first.encode())) is None


def test_the_same_question_is_answered_from_memory_and_another_one_is_not(repo: Path, source: GitSource) -> None:
    first = head(repo)
    second = CommitId(commit(repo, {"web.json": "1"}))
    assert source.descends(second, first) is True
    shutil.rmtree(repo / ".git/objects")
    (repo / ".git/objects").mkdir()
    assert source.descends(second, first) is True
    assert source.descends(first, second) is not True


def test_a_link_knows_the_history_where_its_worktree_s_repository_can_be_reached(repo: Path, tmp_path: Path) -> None:
    first = head(repo)
    second = CommitId(commit(repo, {"web.json": "1"}))
    git(repo, "worktree", "add", "--quiet", "--detach", str(tmp_path / second))
    publish(tmp_path / "current", tmp_path / second)
    source = LinkSource(tmp_path / "current")
    assert source.descends(second, first) is True
    assert source.descends(first, second) is False
    (repo / ".git").rename(tmp_path / "unmounted")
    assert source.descends(second, first) is None


def test_a_link_without_history_cannot_tell(tmp_path: Path) -> None:
    (tmp_path / "tree").mkdir()
    publish(tmp_path / "current", tmp_path / "tree")
    assert LinkSource(tmp_path / "current").descends(CommitId("a" * 40), CommitId("b" * 40)) is None
    assert LinkSource(tmp_path / "nothing").descends(CommitId("a" * 40), CommitId("b" * 40)) is None


def test_replacing_objects_deceives_nobody(repo: Path, source: GitSource) -> None:
    """`git replace` makes git itself tell another history."""
    first = head(repo)
    git(repo, "checkout", "--quiet", "--orphan", "other")
    other = CommitId(commit(repo, {"web.json": "1"}))
    tree = git(repo, "rev-parse", f"{other}^{{tree}}")
    grafted = git(repo, "commit-tree", tree, "-p", first, "-m", "grafted")
    git(repo, "replace", other, grafted)
    words = ["git", "merge-base", "--is-ancestor", first, other]
    assert subprocess.run(words, cwd=repo, env=dict(ENVIRONMENT), check=False, timeout=60).returncode == os.EX_OK
    assert source.descends(other, first) is False
