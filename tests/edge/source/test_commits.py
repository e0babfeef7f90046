"""Which commits made a file: Git's own log is the judge."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from plumbrule.edge.source.git import GitSource
from plumbrule.edge.source.plain import PlainSource
from plumbrule.model.ids import CommitId
from tests.edge.source.repos import commit, git, new_repo

if TYPE_CHECKING:
    from pathlib import Path

FILE = "specs/web.json"


def head(repo: Path) -> CommitId:
    return CommitId(git(repo, "rev-parse", "HEAD"))


def grown(where: Path, seed: int) -> Path:
    """A small history with branches, merges, removals and things that others change."""
    chance, repo = random.Random(seed), new_repo(where, {FILE: "0", "other": "0"})  # noqa: S311 - no secret
    for step in range(14):
        match chance.randrange(5):
            case 0:
                git(repo, "checkout", "-q", "-B", f"side{step}", f"HEAD~{chance.randrange(2)}" if step > 3 else "HEAD")
                commit(repo, {FILE: f"side {step}"})
                git(repo, "checkout", "-q", "main")
                commit(repo, {"other": f"{step}"})
                git(repo, "merge", "-q", "-X", "theirs", "-m", "merge", f"side{step}")
            case 1:
                commit(repo, {"other": f"{step}"})
            case 2 if step > 8:
                (repo / FILE).unlink(missing_ok=True)
                commit(repo)
                commit(repo, {FILE: f"back {step}"})
            case _:
                commit(repo, {FILE: f"{step}"})
    return repo


@pytest.mark.parametrize("seed", range(6))
def test_commits_that_touched_a_file_are_those_that_git_names(seed: int, tmp_path: Path) -> None:
    repo = grown(tmp_path / "repo", seed)
    every = git(repo, "rev-list", "HEAD").split()
    source = GitSource(repo)
    for since in (None, *every[::3]):
        span = "HEAD" if since is None else f"{since}..HEAD"

        judged = set(git(repo, "rev-list", "--full-history", span, "--", FILE).split())
        found = source.touching(FILE, head(repo), CommitId(since) if since else None)
        assert found is not None
        plain = {name for name in judged if len(git(repo, "rev-list", "--parents", "-1", name).split()) == 2}
        assert plain <= set(found)
        merges = set(found) - plain
        assert all(len(git(repo, "rev-list", "--parents", "-1", name).split()) != 2 for name in merges)
    source.close()


@pytest.mark.parametrize("seed", range(6))
def test_the_commit_that_brought_a_file_has_it_as_it_is_and_no_parent_has(seed: int, tmp_path: Path) -> None:
    repo = grown(tmp_path / "repo", seed)
    commit(repo, {FILE: "the last"})
    brought = head(repo)
    commit(repo, {"other": "later"})
    source = GitSource(repo)
    assert source.brought(FILE, head(repo)) == brought
    assert source.brought("nowhere", head(repo)) is None
    source.close()


def test_a_file_that_comes_back_was_brought_by_whoever_brought_it_back(tmp_path: Path) -> None:
    repo = new_repo(tmp_path / "repo", {FILE: "yes"})
    (repo / FILE).unlink()
    commit(repo)
    again = commit(repo, {FILE: "yes"})
    source = GitSource(repo)
    assert source.brought(FILE, CommitId(again)) == again
    source.close()


def test_the_first_parents_are_a_line(tmp_path: Path) -> None:
    repo = grown(tmp_path / "repo", 3)
    line = git(repo, "rev-list", "--first-parent", "HEAD").split()
    source = GitSource(repo)
    assert source.line(head(repo), CommitId(line[4])) == tuple(line[:4])
    assert source.line(head(repo), None) == (line[0],)
    assert source.line(head(repo), head(repo)) == ()
    assert source.line(CommitId(line[4]), head(repo)) is None
    source.close()


def test_where_history_ends_too_early_nobody_can_tell(tmp_path: Path) -> None:
    repo = new_repo(tmp_path / "repo", {FILE: "0"})
    first = head(repo)
    commit(repo, {FILE: "1"})
    commit(repo, {"other": "1"})
    git(tmp_path, "clone", "-q", "--depth", "2", f"file://{repo}", "shallow")
    source = GitSource(tmp_path / "shallow")
    assert source.touching(FILE, head(repo), first) is None
    assert source.touching(FILE, head(repo), None) is None
    assert source.brought(FILE, head(repo)) is None
    assert source.line(head(repo), first) is None
    source.close()


def test_a_directory_without_history_cannot_tell(tmp_path: Path) -> None:
    source = PlainSource(tmp_path)
    assert source.touching(FILE, CommitId("1" * 40), None) is None
    assert source.line(CommitId("1" * 40), None) is None
    assert source.brought(FILE, CommitId("1" * 40)) is None
    source.close()
