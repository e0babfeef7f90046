from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from plumbrule.edge.source import LinkSource, open_source
from plumbrule.edge.source.directory import Directory
from plumbrule.errors import SourceError
from plumbrule.model.digest import blob_id
from plumbrule.model.finding import Severity
from plumbrule.model.pace import Bounds, SourceKind
from tests.edge.source.repos import publish, write

if TYPE_CHECKING:
    from collections.abc import Callable

    from plumbrule.edge.source.directory import Steps
    from plumbrule.model.spec import SourceFile
    from plumbrule.ports import Source

ROOT = Path(__file__).parents[3]
COMMITS = tuple(character * 40 for character in "abcdef")
FILES = {"web.json": "{}", "teams/pay/pay.yaml": "family: pay\n", "README.md": "words", ".git": "gitdir: /git/x\n"}


@pytest.fixture(name="link")
def _link(tmp_path: Path) -> Path:
    write(tmp_path / "worktrees" / COMMITS[0], FILES)
    publish(tmp_path / "current", tmp_path / "worktrees" / COMMITS[0])
    return tmp_path / "current"


def _next(link: Path, number: int, files: dict[str, str]) -> Path:
    """Publish another version, the one before removed at once as git-sync does."""
    before = link.resolve()
    write(before.parent / COMMITS[number], files)
    publish(link, before.parent / COMMITS[number])
    shutil.rmtree(before)
    return before


def test_a_published_directory_is_read_with_the_commit_its_name_tells(link: Path) -> None:
    snapshot = LinkSource(link).snapshot(None)
    assert snapshot.commit == COMMITS[0]
    assert list(snapshot.files) == ["teams/pay/pay.yaml", "web.json"]
    assert snapshot.files["web.json"].blob == blob_id(b"{}")
    assert snapshot.findings == ()


def test_a_config_map_mount_is_read_through_its_data_link(tmp_path: Path) -> None:
    write(tmp_path / "mount/..2026_11_23", {"web.json": "{}"})
    (tmp_path / "mount/..data").symlink_to("..2026_11_23")
    (tmp_path / "mount/web.json").symlink_to("..data/web.json")
    snapshot = LinkSource(tmp_path / "mount/..data").snapshot(None)
    assert (snapshot.commit, list(snapshot.files)) == (None, ["web.json"])


def test_a_new_version_changes_the_token_and_keeps_what_is_equal(link: Path) -> None:
    source = LinkSource(link)
    token, before = source.token(), source.snapshot(None)
    assert source.token() == token
    _next(link, 1, {**FILES, "web.json": '{"a": 1}'})
    after = source.snapshot(before)
    assert source.token() != token
    assert after.commit == COMMITS[1]
    assert after.files["teams/pay/pay.yaml"] is before.files["teams/pay/pay.yaml"]
    assert after.files["web.json"].content == b'{"a": 1}'


def test_another_directory_under_the_same_name_changes_the_token(link: Path) -> None:
    source = LinkSource(link)
    token = source.token()
    target = link.resolve()
    target.rename(target.with_name("kept"))
    write(target, {"web.json": "{}"})
    assert source.token() != token


def test_only_the_folder_is_read_and_paths_keep_it(link: Path) -> None:
    assert list(LinkSource(link, folder="teams/").snapshot(None).files) == ["teams/pay/pay.yaml"]


def _during_listing(monkeypatch: pytest.MonkeyPatch, events: list[Callable[[], object]]) -> None:
    """Run the next event of `events` each time the root has been listed, before its files are read."""
    listing = Directory.entries

    def interrupted(tree: Directory, folder: Steps) -> object:
        found = list(listing(tree, folder))
        if not folder and events:
            events.pop(0)()
        return found

    monkeypatch.setattr(Directory, "entries", interrupted)


def test_a_worktree_removed_under_the_reader_is_read_again_from_the_link(
    link: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _during_listing(monkeypatch, [lambda: _next(link, 1, {"new.json": "{}"})])
    snapshot = LinkSource(link).snapshot(None)
    assert (snapshot.commit, list(snapshot.files)) == (COMMITS[1], ["new.json"])


def test_a_file_that_vanished_before_it_was_listed_is_not_taken_as_deleted(
    link: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Removal of the old worktree may empty a folder before it is listed: no error tells, only the link does."""

    def replace() -> None:
        write(link.resolve().parent / COMMITS[1], FILES)
        old = link.resolve()
        publish(link, old.parent / COMMITS[1])
        (old / "teams/pay/pay.yaml").unlink()

    _during_listing(monkeypatch, [replace])
    assert list(LinkSource(link).snapshot(None).files) == ["teams/pay/pay.yaml", "web.json"]


def test_a_link_re_pointed_during_every_reading_is_a_source_error_after_a_few(
    link: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = iter(range(1, 100))

    def swap() -> None:
        fresh = link.resolve().parent / f"v{next(numbers)}"
        write(fresh, FILES)
        publish(link, fresh)

    _during_listing(monkeypatch, [swap] * 50)
    with pytest.raises(SourceError, match="re-pointed during each of 5 readings"):
        LinkSource(link).snapshot(None)
    assert next(numbers) == 6


@pytest.mark.slow
def test_every_reading_is_of_one_version_while_versions_come_and_go(link: Path) -> None:
    names = [f"d{index % 5}/f{index}.json" for index in range(40)]
    _next(link, 1, dict.fromkeys(names, "0"))
    done = threading.Event()

    def feed() -> None:
        for version in range(1, 60):
            _next(link, 2 + version % 2, dict.fromkeys(names, str(version)))
            done.wait(0.02)  # slower than a reading, as any sync is
        done.set()

    feeder = threading.Thread(target=feed)
    feeder.start()
    source, previous, readings = LinkSource(link), None, 0
    while not done.is_set():
        try:
            previous = source.snapshot(previous)
        except SourceError:
            continue
        readings += 1
        assert len(previous.files) == len(names)
        assert len({file.content for file in previous.files.values()}) == 1
    feeder.join(60)
    assert readings > 1
    assert source.snapshot(None).files[names[0]].content == b"59"


def test_links_and_special_files_inside_are_findings_and_never_followed(link: Path) -> None:
    root = link.resolve()
    (root / "out.json").symlink_to("/etc/passwd")
    (root / "outside").symlink_to("/etc")
    (root / "in.json").symlink_to("web.json")
    os.mkfifo(root / "pipe.json")
    (root / "line\nbreak.json").write_text("{}")
    snapshot = LinkSource(link).snapshot(None)
    assert list(snapshot.files) == ["teams/pay/pay.yaml", "web.json"]
    assert {(finding.place.file, finding.rule, finding.severity) for finding in snapshot.findings} == {
        ("out.json", "symlink", Severity.ERROR),
        ("outside", "symlink", Severity.INFO),
        ("in.json", "symlink", Severity.ERROR),
        ("pipe.json", "not-a-file", Severity.ERROR),
        ("line\\nbreak.json", "file-name", Severity.ERROR),
    }


@pytest.mark.parametrize(
    ("swap", "outcome"),
    [
        (lambda place: place.symlink_to("/etc/passwd"), "cannot"),
        (os.mkfifo, "not-a-file"),
        (lambda place: place.mkdir(), "not-a-file"),
    ],
    ids=["a link", "a pipe", "a folder"],
)
def test_a_file_swapped_between_listing_and_opening_is_not_followed(
    swap: Callable[[Path], None], outcome: str, link: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = link.resolve() / "web.json"

    def exchange() -> None:
        place.unlink()
        swap(place)

    _during_listing(monkeypatch, [exchange])
    if outcome == "cannot":
        with pytest.raises(SourceError):
            LinkSource(link).snapshot(None)
    else:
        snapshot = LinkSource(link).snapshot(None)
        assert [finding.rule for finding in snapshot.findings] == [outcome]
        assert list(snapshot.files) == ["teams/pay/pay.yaml"]


def test_a_file_over_its_bound_is_a_finding_and_stops_no_other(link: Path) -> None:
    write(link.resolve(), {"big.json": "x" * 101, "edge.json": "x" * 100})
    snapshot = LinkSource(link, bounds=Bounds(file_bytes=100)).snapshot(None)
    assert "edge.json" in snapshot.files
    assert [(finding.place.file, finding.rule) for finding in snapshot.findings] == [("big.json", "size")]


def test_too_many_files_bytes_or_entries_are_no_snapshot_at_all(link: Path) -> None:
    with pytest.raises(SourceError, match="more than 1 spec files"):
        LinkSource(link, bounds=Bounds(files=1)).snapshot(None)
    with pytest.raises(SourceError, match="exceed 10 bytes"):
        LinkSource(link, bounds=Bounds(total_bytes=10)).snapshot(None)
    write(link.resolve(), {f"{index}.txt": "" for index in range(150)})
    with pytest.raises(SourceError, match="more than 100 entries"):
        LinkSource(link, bounds=Bounds(files=2)).snapshot(None)


def test_folders_without_end_are_a_finding(link: Path) -> None:
    write(link.resolve(), {"/".join("d" * 70) + "/deep.json": "{}"})
    snapshot = LinkSource(link).snapshot(None)
    assert [finding.rule for finding in snapshot.findings] == ["folder-depth"]
    assert list(snapshot.files) == ["teams/pay/pay.yaml", "web.json"]


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda _: None, "nothing at this path"),
        (lambda link: link.symlink_to("nowhere"), "leads nowhere"),
        (lambda link: link.symlink_to(link.name), "in a circle"),
        (lambda link: link.mkdir(), "not a link"),
        (lambda link: (link.with_name("f").write_text(""), link.symlink_to("f")), "not lead to a directory"),
        (lambda link: (link.with_name("d").mkdir(), link.symlink_to("d")), "never taken as 'everything was deleted'"),
    ],
    ids=["missing", "dangling", "circular", "a plain directory", "a link to a file", "empty"],
)
def test_every_broken_link_is_a_source_error_in_plain_words(
    make: Callable[[Path], object], words: str, tmp_path: Path
) -> None:
    make(tmp_path / "current")
    with pytest.raises(SourceError, match=words) as caught:
        LinkSource(tmp_path / "current").snapshot(None)
    assert str(caught.value).startswith(str(tmp_path / "current"))


@pytest.mark.parametrize(
    ("folder", "words"),
    [("nope", "not below it"), ("web.json", "not lead to a directory"), ("../x", "must lead down from the root")],
)
def test_a_folder_that_is_not_there_is_named(folder: str, words: str, link: Path) -> None:
    with pytest.raises(SourceError, match=words):
        LinkSource(link, folder=folder).snapshot(None)


def test_a_folder_that_is_a_link_is_not_followed(link: Path, tmp_path: Path) -> None:
    write(tmp_path / "secret", {"secret.json": "{}"})
    (link.resolve() / "out").symlink_to(tmp_path / "secret")
    with pytest.raises(SourceError, match="not lead to a directory"):
        LinkSource(link, folder="out").snapshot(None)


def test_a_folder_swapped_for_a_link_after_it_was_listed_is_not_followed(
    link: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "secret", {"secret.json": "{}"})
    folder = link.resolve() / "teams"

    def swap() -> None:
        shutil.rmtree(folder)
        folder.symlink_to(tmp_path / "secret")

    _during_listing(monkeypatch, [swap])
    snapshot = LinkSource(link).snapshot(None)
    assert list(snapshot.files) == ["web.json"]
    assert [finding.rule for finding in snapshot.findings] == ["symlink"]


def test_what_may_not_be_read_is_told() -> None:
    """As another user where root runs the tests, since nothing is forbidden to root."""
    script = (
        "import os, sys; from pathlib import Path\n"
        "from plumbrule.edge.source import LinkSource\n"
        "if os.geteuid() == 0: os.setuid(65534)\n"
        "snapshot = LinkSource(Path(sys.argv[1])).snapshot(None)\n"
        "print(*snapshot.files, *(f'{finding.place.file} {finding.rule}' for finding in snapshot.findings), sep=', ')\n"
        "try: LinkSource(Path(sys.argv[2])).snapshot(None)\n"
        "except Exception as fault: print(type(fault).__name__, fault)"
    )
    outer = Path(tempfile.mkdtemp())
    try:
        outer.chmod(0o755)
        write(outer / "open", {"web.json": "{}", "closed.json": "{}", "closed/x.json": "{}"})
        write(outer / "shut", {"web.json": "{}"})
        for place in ("open/closed.json", "open/closed", "shut"):
            (outer / place).chmod(0)
        publish(outer / "one", outer / "open")
        publish(outer / "two", outer / "shut")
        ran = subprocess.run(
            [sys.executable, "-c", script, str(outer / "one"), str(outer / "two")],
            env={**os.environ, "PYTHONPATH": str(ROOT / "daemon")},
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
    finally:
        for place in ("open/closed", "shut"):
            (outer / place).chmod(0o700)
        shutil.rmtree(outer)
    assert ran.stdout.splitlines() == [
        "web.json, closed unreadable, closed.json unreadable",
        f"SourceError {outer}/two: {outer}/shut may not be read by this user",
    ]


def test_no_descriptor_stays_open_whatever_happens(link: Path) -> None:
    def held() -> list[str]:
        found = []
        for descriptor in Path("/proc/self/fd").iterdir():
            with contextlib.suppress(FileNotFoundError):  # the one that lists them is gone already
                found.append(str(descriptor.readlink()))
        return [path for path in found if path.startswith(str(link.parent))]

    source = LinkSource(link, bounds=Bounds(files=1))
    with pytest.raises(SourceError):
        source.snapshot(None)
    files: dict[str, SourceFile] = dict(LinkSource(link).snapshot(None).files)
    assert files
    assert held() == []


def test_the_factory_gives_the_kind_that_was_asked_for_and_touches_nothing(tmp_path: Path) -> None:
    for kind in SourceKind:
        source: Source = open_source(kind, tmp_path / "nothing")
        with pytest.raises(SourceError, match="nothing at this path"):
            source.token()
        source.close()
