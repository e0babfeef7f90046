from __future__ import annotations

import hashlib
import tracemalloc
from typing import TYPE_CHECKING

import pytest
from dulwich.objects import ObjectID
from dulwich.repo import Repo

from plumbrule.edge.source import GitSource
from plumbrule.edge.source import git as git_source
from plumbrule.edge.source.sizes import UNKNOWN, Sizes
from tests.edge.source.repos import commit, git, new_repo

if TYPE_CHECKING:
    from pathlib import Path

MEBIBYTE = 1024 * 1024


@pytest.fixture(name="repo")
def _repo(tmp_path: Path) -> Path:
    """Many versions of files of every length around the steps of git's numbers, so that packs hold chains of deltas."""
    repo = new_repo(tmp_path / "repo")
    for version in range(5):
        lines = [f"line {number} of version {version if number % 50 == 0 else 0}\n" for number in range(2000)]
        lengths = {f"{size}.json": "x" * (size - 1) + str(version) for size in (1, 15, 16, 17, 127, 128, 2047, 2048)}
        commit(repo, {**lengths, "long.json": "".join(lines), "empty.json": ""})
    return repo


@pytest.mark.parametrize("pack", [[], ["gc", "--quiet"], ["-c", "repack.useDeltaBaseOffset=false", "repack", "-adfq"]])
def test_every_object_s_size_is_what_git_says(pack: list[str], repo: Path) -> None:
    if pack:
        git(repo, *pack)
    asked = git(repo, "cat-file", "--batch-all-objects", "--batch-check=%(objectname) %(objectsize) %(deltabase)")
    told = [line.split(" ") for line in asked.splitlines()]
    assert len(told) > 50
    assert any(base.strip("0") for _, _, base in told) == bool(pack), "only packs hold deltas"
    with Repo(str(repo)) as opened, Sizes(opened.object_store) as sizes:
        found = {name: sizes.of(ObjectID(name.encode())) for name, _, _ in told}
    assert {name: size.own for name, size in found.items()} == {name: int(size) for name, size, _ in told}
    for name, _, base in told:
        assert found[name].largest >= (found[base].largest if base.strip("0") else found[name].own)


def test_objects_borrowed_from_another_repository_are_found(repo: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", "--shared", "--bare", str(repo), "borrower.git")
    name = ObjectID(git(repo, "rev-parse", "HEAD:long.json").encode())
    with Repo(str(tmp_path / "borrower.git")) as opened, Sizes(opened.object_store) as sizes:
        assert sizes.of(name).own == (repo / "long.json").stat().st_size
        assert sizes.of(ObjectID(b"0" * 40)) == UNKNOWN


@pytest.mark.parametrize("packed", [False, True], ids=["loose", "packed"])
def test_a_few_bytes_that_unfold_into_many_are_a_finding_and_are_never_unfolded(
    *, packed: bool, tmp_path: Path
) -> None:
    repo = new_repo(tmp_path / "repo", {"web.json": "{}", "bomb.json": "0" * (100 * MEBIBYTE)})
    if packed:
        git(repo, "gc", "--quiet")
    source = GitSource(repo)
    tracemalloc.start()
    tracemalloc.reset_peak()
    before, _ = tracemalloc.get_traced_memory()
    try:
        snapshot = source.snapshot(None)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
        source.close()
    assert [(finding.place.file, finding.rule) for finding in snapshot.findings] == [("bomb.json", "size")]
    assert list(snapshot.files) == ["web.json"]
    assert most - before < 20 * MEBIBYTE


def test_a_small_file_whose_delta_starts_from_a_large_one_is_a_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    digits = "".join(hashlib.sha256(str(number).encode()).hexdigest() for number in range(1250))
    repo = new_repo(tmp_path / "repo", {"small.json": digits, "web.json": "{}"})
    commit(repo, {"small.json": digits[:30_000]})
    git(repo, "repack", "-adfq")
    base = git(repo, "cat-file", "--batch-check=%(deltabase)", stdin=b"HEAD:small.json\n")
    assert base.strip("0"), "git has packed it as a delta"
    monkeypatch.setattr(git_source, "LARGEST", 40_000)
    source = GitSource(repo)
    try:
        snapshot = source.snapshot(None)
    finally:
        source.close()
    assert [(finding.place.file, finding.rule) for finding in snapshot.findings] == [("small.json", "size")]
    assert list(snapshot.files) == ["web.json"]
