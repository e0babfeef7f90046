from __future__ import annotations

import shutil
import subprocess
import threading
from typing import TYPE_CHECKING

import pytest

from plumbrule.edge.source import GitSource
from plumbrule.errors import SourceError
from plumbrule.model.digest import blob_id
from plumbrule.model.finding import Severity
from plumbrule.model.pace import Bounds
from tests.edge.source.repos import ENVIRONMENT, blob, commit, git, new_repo, plant

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

FILES = {"web.json": '{"family": "web"}', "teams/pay/pay.yaml": "family: pay\n", "README.md": "words"}


@pytest.fixture(name="repo")
def _repo(tmp_path: Path) -> Path:
    return new_repo(tmp_path / "repo", FILES)


@pytest.fixture(name="opened")
def _opened() -> Iterator[Callable[..., GitSource]]:
    made: list[GitSource] = []

    def open_it(path: Path, branch: str | None = None, folder: str = "", bounds: Bounds | None = None) -> GitSource:
        made.append(GitSource(path, branch=branch, folder=folder, bounds=bounds or Bounds()))
        return made[-1]

    yield open_it
    for source in made:
        source.close()


def test_a_commit_is_read_with_git_s_own_blob_ids(repo: Path, opened: Callable[..., GitSource]) -> None:
    source = opened(repo)
    snapshot = source.snapshot(None)
    assert snapshot.commit == source.token() == git(repo, "rev-parse", "HEAD")
    assert list(snapshot.files) == ["teams/pay/pay.yaml", "web.json"]
    assert snapshot.files["web.json"].content == b'{"family": "web"}'
    assert snapshot.files["web.json"].blob == git(repo, "rev-parse", "HEAD:web.json")
    assert snapshot.files["web.json"].blob == blob_id(b'{"family": "web"}')
    assert snapshot.findings == ()


def test_files_of_the_working_copy_that_are_not_committed_do_not_count(
    repo: Path, opened: Callable[..., GitSource]
) -> None:
    (repo / "web.json").write_text("half writ")
    (repo / "new.json").write_text("{}")
    assert opened(repo).snapshot(None).files["web.json"].content == b'{"family": "web"}'
    assert "new.json" not in opened(repo).snapshot(None).files


def test_a_new_commit_changes_the_token_and_takes_over_what_did_not_change(
    repo: Path, opened: Callable[..., GitSource]
) -> None:
    source = opened(repo)
    token, before = source.token(), source.snapshot(None)
    made = commit(repo, {"web.json": "{}"})
    after = source.snapshot(before)
    assert source.token() == made != token
    assert after.files["teams/pay/pay.yaml"] is before.files["teams/pay/pay.yaml"]
    assert after.files["web.json"].content == b"{}"


def test_only_the_named_branch_is_followed(repo: Path, opened: Callable[..., GitSource]) -> None:
    first = git(repo, "rev-parse", "HEAD")
    git(repo, "checkout", "--quiet", "-b", "feature/colour")
    second = commit(repo, {"web.json": "{}"})
    assert opened(repo, branch="main").token() == first
    assert opened(repo, branch="feature/colour").token() == second
    assert opened(repo, branch="refs/heads/feature/colour").token() == second
    assert opened(repo).token() == second


def test_head_may_be_detached(repo: Path, opened: Callable[..., GitSource]) -> None:
    first = git(repo, "rev-parse", "HEAD")
    commit(repo, {"web.json": "{}"})
    git(repo, "checkout", "--quiet", first)
    assert opened(repo).snapshot(None).commit == first


def test_an_annotated_tag_leads_to_its_commit(repo: Path, opened: Callable[..., GitSource]) -> None:
    git(repo, "tag", "--annotate", "v1", "--message", "one")
    assert opened(repo, branch="refs/tags/v1").snapshot(None).commit == git(repo, "rev-parse", "HEAD")


def test_packed_refs_and_garbage_collection_change_nothing(repo: Path, opened: Callable[..., GitSource]) -> None:
    source = opened(repo)
    before = source.snapshot(None)
    token = source.token()
    git(repo, "gc", "--quiet", "--prune=now")
    assert not (repo / ".git/refs/heads/main").exists()
    assert source.token() == token
    assert source.snapshot(None).files == before.files
    made = commit(repo, {"web.json": "{}"})
    assert source.token() == made


def test_a_repack_that_replaces_every_open_pack_is_survived(repo: Path, opened: Callable[..., GitSource]) -> None:
    git(repo, "gc", "--quiet")
    source = opened(repo)
    before = source.snapshot(None)
    commit(repo, {"extra.json": "{}"})
    git(repo, "repack", "-a", "-d", "-f", "--quiet")
    git(repo, "prune-packed")
    after = source.snapshot(None)
    assert set(after.files) == {*before.files, "extra.json"}


def test_a_bare_clone_serves_as_well(repo: Path, tmp_path: Path, opened: Callable[..., GitSource]) -> None:
    git(tmp_path, "clone", "--quiet", "--bare", str(repo), "bare.git")
    assert opened(tmp_path / "bare.git", branch="main").snapshot(None).files == opened(repo).snapshot(None).files


def test_a_worktree_whose_git_is_a_file_serves_as_well(
    repo: Path, tmp_path: Path, opened: Callable[..., GitSource]
) -> None:
    git(repo, "worktree", "add", "--quiet", "-b", "side", str(tmp_path / "side"))
    assert (tmp_path / "side/.git").is_file()
    made = commit(tmp_path / "side", {"web.json": "{}"})
    assert opened(tmp_path / "side").snapshot(None).commit == made
    assert opened(tmp_path / "side", branch="main").token() == git(repo, "rev-parse", "main") != made


def test_only_the_folder_is_read_and_paths_keep_it(repo: Path, opened: Callable[..., GitSource]) -> None:
    assert list(opened(repo, folder="/teams/pay/".strip("/")).snapshot(None).files) == ["teams/pay/pay.yaml"]


def test_dotfiles_dot_folders_and_other_suffixes_are_no_specs(repo: Path, opened: Callable[..., GitSource]) -> None:
    commit(repo, {".github/x.yaml": "a", ".hidden.json": "{}", "a.yml": "a", "b.JSON": "{}", "c.txt": "c"})
    snapshot = opened(repo).snapshot(None)
    assert set(snapshot.files) == {"web.json", "teams/pay/pay.yaml", "a.yml"}
    assert snapshot.findings == ()


def test_links_submodules_and_bad_names_are_findings_at_their_path(
    repo: Path, opened: Callable[..., GitSource]
) -> None:
    oid, link = blob(repo, "{}"), blob(repo, "/etc/passwd")
    folder = git(repo, "mktree", "-z", stdin=f"100644 blob {oid}\tx.json\0".encode())
    plant(
        repo,
        {
            "good.json": ("100755", oid),
            "link.json": ("120000", link),
            "linked": ("120000", link),
            "module": ("160000", git(repo, "rev-parse", "HEAD")),
            "line\nbreak.json": ("100644", oid),
            "latin\udce9.json": ("100644", oid),
            "back\u202ewards.json": ("100644", oid),
            "e\u0301.json": ("100644", oid),
            "tab\tfolder": ("040000", folder),
            "line\nbreak.txt": ("100644", oid),
        },
    )
    snapshot = opened(repo).snapshot(None)
    assert list(snapshot.files) == ["good.json"]
    found = {(finding.place.file, finding.rule, finding.severity) for finding in snapshot.findings}
    assert found == {
        ("link.json", "symlink", Severity.ERROR),
        ("linked", "symlink", Severity.INFO),
        ("module", "submodule", Severity.WARNING),
        ("line\\nbreak.json", "file-name", Severity.ERROR),
        ("latin\\udce9.json", "file-name", Severity.ERROR),
        ("back\\u202ewards.json", "file-name", Severity.ERROR),
        ("e\u0301.json", "file-name", Severity.ERROR),
        ("tab\\tfolder", "file-name", Severity.ERROR),
    }


def test_nothing_that_a_commit_brings_is_run(repo: Path, opened: Callable[..., GitSource], tmp_path: Path) -> None:
    ran = tmp_path / "ran"
    script = f"#!/bin/sh\ntouch {ran}\ncat\n"
    commit(repo, {".gitattributes": "* filter=trap diff=trap\n", "hooks/post-checkout": script, "trap.json": script})
    for place in (repo / "hooks/post-checkout", repo / "trap.json"):
        place.chmod(0o755)
    commit(repo, {"web.json": '{"family": "other"}'})
    for key in ("filter.trap.smudge", "diff.trap.textconv", "core.fsmonitor", "core.pager"):
        git(repo, "config", key, f"{repo}/trap.json")
    git(repo, "config", "core.hooksPath", str(repo / "hooks"))
    snapshot = opened(repo).snapshot(None)
    assert snapshot.files["web.json"].content == b'{"family": "other"}'
    assert snapshot.files["trap.json"].content == script.encode()
    assert not ran.exists()
    git(repo, "checkout", "--quiet", "--force", "HEAD")  # git itself runs it
    assert ran.exists()


def test_a_folder_that_would_climb_out_is_a_finding(repo: Path, opened: Callable[..., GitSource]) -> None:
    oid = blob(repo, "{}")
    inner = bytes.fromhex(git(repo, "mktree", "-z", stdin=f"100644 blob {oid}\tx.json\0".encode()))
    raw = b"40000 ..\0" + inner + b"100644 a/b.json\0" + bytes.fromhex(oid) + b"100644 ok.json\0" + bytes.fromhex(oid)
    tree = git(repo, "hash-object", "-t", "tree", "--literally", "-w", "--stdin", stdin=raw)
    git(repo, "update-ref", "refs/heads/main", git(repo, "commit-tree", tree, "-m", "climbing"))
    snapshot = opened(repo).snapshot(None)
    assert list(snapshot.files) == ["ok.json"]
    assert {(finding.place.file, finding.rule) for finding in snapshot.findings} == {
        ("..", "file-name"),
        ("a/b.json", "file-name"),
    }


def test_a_tree_that_repeats_itself_without_end_is_refused_within_the_bound(
    repo: Path, opened: Callable[..., GitSource]
) -> None:
    tree = git(repo, "mktree", "-z", stdin=f"100644 blob {blob(repo, 'x')}\tx.txt\0".encode())
    for _ in range(10):
        lines = "".join(f"040000 tree {tree}\td{index}\0" for index in range(10))
        tree = git(repo, "mktree", "-z", stdin=lines.encode())
    git(repo, "update-ref", "refs/heads/main", git(repo, "commit-tree", tree, "-m", "bomb"))
    with pytest.raises(SourceError, match="more than 500 entries"):
        opened(repo, bounds=Bounds(files=10)).snapshot(None)


@pytest.mark.parametrize("packed", [False, True], ids=["loose", "packed"])
def test_a_file_over_its_bound_is_a_finding_and_stops_no_other(
    *, packed: bool, repo: Path, opened: Callable[..., GitSource]
) -> None:
    commit(repo, {"big.json": "x" * 101, "edge.json": "x" * 100})
    if packed:
        git(repo, "gc", "--quiet", "--prune=now")
    snapshot = opened(repo, bounds=Bounds(file_bytes=100)).snapshot(None)
    assert "edge.json" in snapshot.files
    assert [(finding.place.file, finding.rule) for finding in snapshot.findings] == [("big.json", "size")]


def test_an_lfs_pointer_is_a_finding(repo: Path, opened: Callable[..., GitSource]) -> None:
    commit(repo, {"lfs.json": "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n"})
    assert [finding.rule for finding in opened(repo).snapshot(None).findings] == ["lfs-pointer"]


def test_too_many_files_or_bytes_are_no_snapshot_at_all(repo: Path, opened: Callable[..., GitSource]) -> None:
    assert opened(repo, bounds=Bounds(files=2)).snapshot(None).files.keys() == {"web.json", "teams/pay/pay.yaml"}
    with pytest.raises(SourceError, match="more than 1 spec files"):
        opened(repo, bounds=Bounds(files=1)).snapshot(None)
    with pytest.raises(SourceError, match="exceed 20 bytes"):
        opened(repo, bounds=Bounds(total_bytes=20)).snapshot(None)


def test_no_spec_at_all_is_never_taken_as_everything_deleted(tmp_path: Path, opened: Callable[..., GitSource]) -> None:
    repo = new_repo(tmp_path / "empty", {"README.md": "words"})
    with pytest.raises(SourceError, match="never taken as 'everything was deleted'"):
        opened(repo).snapshot(None)


def test_only_refused_specs_are_no_snapshot_and_the_first_is_named(
    tmp_path: Path, opened: Callable[..., GitSource]
) -> None:
    repo = new_repo(tmp_path / "repo", {"big.json": "x" * 101})
    with pytest.raises(SourceError, match=r"1 refused.*big\.json"):
        opened(repo, bounds=Bounds(file_bytes=100)).snapshot(None)


def _cut_pack(repo: Path) -> None:
    git(repo, "gc", "--quiet", "--prune=now")
    pack = next((repo / ".git/objects/pack").glob("*.pack"))
    content = pack.read_bytes()
    pack.chmod(0o600)
    pack.write_bytes(content[: len(content) // 2])


def _lost_blob(repo: Path) -> None:
    oid = git(repo, "rev-parse", "HEAD:web.json")
    (repo / ".git/objects" / oid[:2] / oid[2:]).unlink()


def _flipped_blob(repo: Path) -> None:
    oid = git(repo, "rev-parse", "HEAD:web.json")
    place = repo / ".git/objects" / oid[:2] / oid[2:]
    place.chmod(0o600)
    place.write_bytes(b"no zlib")


def _empty_packed_refs(repo: Path) -> None:
    (repo / ".git/refs/heads/main").unlink()
    (repo / ".git/packed-refs").write_bytes(b"")


def _garbage_ref(repo: Path) -> None:
    (repo / ".git/refs/heads/main").write_text("garbage\n")


def _gone(repo: Path) -> None:
    shutil.rmtree(repo)


def _not_a_repo(repo: Path) -> None:
    shutil.rmtree(repo / ".git")


def _branchless(repo: Path) -> None:
    (repo / ".git/refs/heads/main").unlink()


def _unmounted(repo: Path) -> None:
    shutil.rmtree(repo / ".git")
    (repo / ".git").write_text("gitdir: /nowhere/at/all\n")


def _a_blob_as_branch(repo: Path) -> None:
    (repo / ".git/refs/heads/main").write_text(blob(repo, "x") + "\n")


def _new_format(repo: Path) -> None:
    git(repo, "config", "core.repositoryformatversion", "7")


@pytest.mark.parametrize("fresh", [True, False], ids=["at the start", "while it runs"])
@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (_gone, "nothing at this path"),
        (_not_a_repo, "not the root of a Git repository"),
        (_branchless, "branch without any commit"),
        (_garbage_ref, "no commit"),
        (_a_blob_as_branch, "is not a commit"),
        (_empty_packed_refs, ""),
        (_lost_blob, "an object of the commit is missing"),
        (_flipped_blob, "cannot be read"),
        (_cut_pack, ""),
    ],
)
def test_every_damage_is_a_source_error_in_plain_words(
    *, damage: Callable[[Path], None], words: str, fresh: bool, repo: Path, opened: Callable[..., GitSource]
) -> None:
    source = opened(repo)
    if not fresh:
        source.snapshot(None)
    damage(repo)
    with pytest.raises(SourceError) as caught:
        source.snapshot(None)
    assert str(caught.value).startswith(str(repo))
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("damage", "words"),
    [(_unmounted, "is that directory mounted as well"), (_new_format, "cannot be read")],
)
def test_a_repository_that_cannot_even_be_opened_is_a_source_error(
    damage: Callable[[Path], None], words: str, repo: Path, opened: Callable[..., GitSource]
) -> None:
    damage(repo)
    with pytest.raises(SourceError, match=words):
        opened(repo).token()


@pytest.mark.parametrize(
    ("branch", "folder", "words"),
    [
        ("nope", "", "there is no branch nope"),
        ("../../HEAD", "", "there is no branch"),
        (None, "nope", "the commit has no folder nope"),
        (None, "web.json", "the commit has no folder web.json"),
        (None, "../x", "must lead down from the root"),
    ],
)
def test_a_branch_or_folder_that_is_not_there_is_named(
    branch: str | None, folder: str, words: str, repo: Path, opened: Callable[..., GitSource]
) -> None:
    with pytest.raises(SourceError, match=words):
        opened(repo, branch=branch, folder=folder).snapshot(None)


def test_it_recovers_by_itself_when_the_repository_is_made_anew(
    repo: Path, tmp_path: Path, opened: Callable[..., GitSource]
) -> None:
    source = opened(repo)
    source.snapshot(None)
    repo.rename(tmp_path / "away")
    with pytest.raises(SourceError):
        source.token()
    new_repo(repo, {"other.json": "{}"})
    assert list(source.snapshot(None).files) == ["other.json"]


@pytest.mark.slow
def test_readings_stay_whole_while_commits_and_garbage_collection_run(
    tmp_path: Path, opened: Callable[..., GitSource]
) -> None:
    names = [f"d{index % 7}/f{index}.json" for index in range(60)]
    repo = new_repo(tmp_path / "busy", dict.fromkeys(names, "0"))
    done = threading.Event()

    def write() -> None:
        for version in range(1, 7):
            commit(repo, dict.fromkeys(names, str(version)))
            subprocess.run(
                ["git", "gc", "--quiet", "--prune=now"], cwd=repo, env=dict(ENVIRONMENT), timeout=60, check=False
            )
        done.set()

    writer = threading.Thread(target=write)
    writer.start()
    source = opened(repo)
    seen, previous = set(), None
    while not done.is_set():
        previous = source.snapshot(previous)
        versions = {file.content for file in previous.files.values()}
        assert len(versions) == 1
        assert len(previous.files) == len(names)
        seen |= versions
    writer.join(60)
    assert source.snapshot(previous).files[names[0]].content == b"6"
    assert len(seen) > 1
