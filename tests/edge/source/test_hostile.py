"""What a hostile or careless tree holds is a finding at its path, the same from every kind of source."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from plumbrule.edge.source import open_source
from plumbrule.edge.source.directory import Directory
from plumbrule.errors import SourceError
from plumbrule.model.finding import Severity
from plumbrule.model.pace import Bounds, SourceKind
from tests.edge.source.follower import QUICK
from tests.edge.source.repos import commit, git, new_repo, publish, write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from plumbrule.edge.source.directory import Steps
    from plumbrule.model.spec import Snapshot
    from plumbrule.ports import Source

GOOD = {"web.json": "{}", "teams/pay/pay.yaml": "family: pay\n"}
DECOMPOSED = "cafe\u0301.json"


class Tree:
    """A tree of one kind of source, made anew from the same files.

    Attributes:
        root: where the files are written; `read` publishes them.
    """

    def __init__(self, kind: SourceKind, root: Path) -> None:
        self.kind = kind
        self._place = root
        self._opened: list[Source] = []
        self.root = new_repo(root / "repo") if kind is SourceKind.GIT else root / "tree"
        write(self.root, GOOD)

    def read(self, bounds: Bounds | None = None) -> Snapshot:
        """Publish and read."""
        place = self.root
        if self.kind is SourceKind.GIT:
            git(self.root, "config", "core.precomposeunicode", "false")
            commit(self.root)
        elif self.kind is SourceKind.LINK:
            place = self._place / "current"
            publish(place, self.root)
        source = open_source(self.kind, place, bounds=bounds or Bounds(), quiescence=QUICK)
        self._opened.append(source)
        return source.snapshot(None)

    def close(self) -> None:
        for source in self._opened:
            source.close()


@pytest.fixture(name="tree", params=[kind.value for kind in SourceKind])
def _tree(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Tree]:
    tree = Tree(SourceKind(request.param), tmp_path)
    yield tree
    tree.close()


def findings(snapshot: Snapshot) -> set[tuple[str, str, Severity]]:
    return {(found.place.file, found.rule, found.severity) for found in snapshot.findings}


def test_names_that_only_case_tells_apart_are_refused_both_and_nothing_else(tree: Tree) -> None:
    write(tree.root, {"api.json": "1", "API.json": "2", "Teams/pay/pay.yaml": "family: pay\n", "teams/x.json": "1"})
    snapshot = tree.read()
    assert list(snapshot.files) == ["teams/x.json", "web.json"]
    assert findings(snapshot) == {
        ("api.json", "name-case", Severity.ERROR),
        ("API.json", "name-case", Severity.ERROR),
        ("teams/pay/pay.yaml", "name-case", Severity.ERROR),
        ("Teams/pay/pay.yaml", "name-case", Severity.ERROR),
    }
    said = {found.place.file: found.message for found in snapshot.findings}
    assert "API.json" in said["api.json"]
    assert "api.json" in said["API.json"]


def test_letters_that_only_unicode_s_case_rules_join_are_refused_too(tree: Tree) -> None:
    write(tree.root, {"straße.json": "1", "STRASSE.json": "2"})
    assert {found.rule for found in tree.read().findings} == {"name-case"}


def test_a_name_that_is_not_composed_is_refused_and_its_composed_twin_is_read(tree: Tree) -> None:
    write(tree.root, {DECOMPOSED: "1", "caf\u00e9.json": "2"})
    snapshot = tree.read()
    assert findings(snapshot) == {(DECOMPOSED, "file-name", Severity.ERROR)}
    assert sorted(snapshot.files) == ["caf\u00e9.json", "teams/pay/pay.yaml", "web.json"]


def test_links_out_of_the_tree_are_never_followed(tree: Tree) -> None:
    (tree.root / "out.json").symlink_to("/etc/passwd")
    (tree.root / "up.json").symlink_to("../../etc/passwd")
    (tree.root / "folder").symlink_to("/etc")
    (tree.root / "loop").symlink_to(".")
    snapshot = tree.read()
    assert findings(snapshot) == {
        ("out.json", "symlink", Severity.ERROR),
        ("up.json", "symlink", Severity.ERROR),
        ("folder", "symlink", Severity.INFO),
        ("loop", "symlink", Severity.INFO),
    }
    assert snapshot.files.keys() == GOOD.keys()


def test_too_many_files_are_no_snapshot_and_just_enough_are_one(tree: Tree) -> None:
    assert len(tree.read(Bounds(files=2)).files) == 2
    write(tree.root, {"one-more.json": "{}"})
    with pytest.raises(SourceError, match="more than 2 spec files"):
        tree.read(Bounds(files=2))


def test_a_huge_file_is_a_finding_beside_the_others(tree: Tree) -> None:
    write(tree.root, {"edge.json": "x" * 100, "big.json": "x" * 101})
    snapshot = tree.read(Bounds(file_bytes=100))
    assert findings(snapshot) == {("big.json", "size", Severity.ERROR)}
    assert "edge.json" in snapshot.files


def test_a_pointer_of_git_lfs_is_a_finding(tree: Tree) -> None:
    write(tree.root, {"big.json": "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n"})
    assert findings(tree.read()) == {("big.json", "lfs-pointer", Severity.ERROR)}


def test_a_folder_replaced_by_a_file_loses_its_specs_and_a_file_replaced_by_a_folder_its_content(tree: Tree) -> None:
    tree.read()
    shutil.rmtree(tree.root / "teams")
    (tree.root / "teams").write_text("a file now")
    (tree.root / "web.json").unlink()
    write(tree.root, {"web.json/inner.json": "{}"})
    snapshot = tree.read()
    assert list(snapshot.files) == ["web.json/inner.json"]
    assert snapshot.findings == ()


def _between_listing_and_opening(monkeypatch: pytest.MonkeyPatch, happens: Callable[[], object]) -> None:
    """Something happens once, when the root has been listed and nothing below it was opened yet."""
    listing, events = Directory.entries, [happens]

    def interrupted(tree: Directory, folder: Steps) -> object:
        found = list(listing(tree, folder))
        if type(tree) is Directory and not folder and events:
            events.pop()()
        return found

    monkeypatch.setattr(Directory, "entries", interrupted)


@pytest.mark.parametrize(
    ("happens", "left"),
    [
        (lambda root: shutil.rmtree(root / "teams"), ["web.json"]),
        (lambda root: ((root / "teams").rename(root / ".gone"), (root / "teams").write_text("")), ["web.json"]),
        (lambda root: (root / "web.json").unlink(), ["teams/pay/pay.yaml"]),
    ],
    ids=["a folder removed", "a folder replaced by a file", "a file removed"],
)
def test_a_plain_directory_that_changes_under_the_reader_is_read_again(
    happens: Callable[[Path], object], left: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree = Tree(SourceKind.DIRECTORY, tmp_path)
    _between_listing_and_opening(monkeypatch, lambda: happens(tree.root))
    assert list(tree.read().files) == left
    tree.close()


@pytest.mark.parametrize("kind", [SourceKind.LINK, SourceKind.DIRECTORY])
def test_a_tree_that_is_removed_while_it_is_read_is_never_a_smaller_tree(
    kind: SourceKind, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree = Tree(kind, tmp_path)
    _between_listing_and_opening(monkeypatch, lambda: shutil.rmtree(tree.root))
    with pytest.raises(SourceError):
        tree.read()
    tree.close()
