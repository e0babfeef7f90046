"""A directory written in place: at rest, or exactly as its manifest says, or not at all."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import threading
import time
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from plumbrule.edge.source import PlainSource, open_source
from plumbrule.edge.source.directory import Directory
from plumbrule.errors import SourceError
from plumbrule.model.ids import CommitId
from plumbrule.model.pace import Bounds, Quiescence, SourceKind
from tests.edge.source.follower import QUICK, SOON, Follower
from tests.edge.source.repos import write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from plumbrule.edge.source.directory import Steps

COMMIT = CommitId("5b1f0c9a8e7d6c5b4a3928170f6e5d4c3b2a1908")
FILES = {"web.json": "{}", "teams/pay/pay.yaml": "family: pay\n"}
QUIET = QUICK.quiet.total_seconds()
IMPATIENT = Quiescence(timedelta(seconds=0.2), timedelta(seconds=0.6))


@pytest.fixture(name="place")
def _place(tmp_path: Path) -> Path:
    write(tmp_path / "specs", FILES | {"README.md": "words", ".git/config.json": "{}"})
    return tmp_path / "specs"


@pytest.fixture(name="opened")
def _opened() -> Iterator[Callable[..., PlainSource]]:
    made: list[PlainSource] = []

    def open_it(path: Path, quiescence: Quiescence = QUICK, **more: object) -> PlainSource:
        source = open_source(SourceKind.DIRECTORY, path, quiescence=quiescence, **more)  # type: ignore[arg-type]
        assert isinstance(source, PlainSource)
        made.append(source)
        return source

    yield open_it
    for source in made:
        source.close()


def manifest(place: Path, files: dict[str, str], commit: str = COMMIT) -> None:
    """Write `.revision` as a publisher does: beside, then renamed."""
    lines = [f"{hashlib.sha256(text.encode()).hexdigest()}  {name}\n" for name, text in files.items()]
    (place / ".revision.new").write_text(f"# commit {commit}\n{''.join(lines)}")
    (place / ".revision.new").rename(place / ".revision")


def settled_anew(source: PlainSource, before: str) -> str:
    """Poll the token until it is another one."""
    until = time.monotonic() + SOON
    while time.monotonic() < until:
        with contextlib.suppress(SourceError):
            if (token := source.token()) != before:
                return token
        time.sleep(0.02)
    raise AssertionError("it did not settle")


# Coming to rest.


def test_the_first_token_waits_until_nothing_has_changed_for_the_quiet_time(
    place: Path, opened: Callable[..., PlainSource]
) -> None:
    started = time.monotonic()
    opened(place).token()
    assert time.monotonic() - started >= QUIET


def test_a_snapshot_has_every_spec_below_and_no_commit(place: Path, opened: Callable[..., PlainSource]) -> None:
    snapshot = opened(place).snapshot(None)
    assert {path: file.content.decode() for path, file in snapshot.files.items()} == FILES
    assert snapshot.commit is None
    assert snapshot.findings == ()
    again = opened(place).snapshot(snapshot)
    assert again.files["web.json"] is snapshot.files["web.json"]


def test_a_later_token_never_waits_and_stays_until_the_new_content_is_at_rest(
    place: Path, opened: Callable[..., PlainSource]
) -> None:
    source = opened(place, Quiescence(timedelta(seconds=3), timedelta(seconds=60)))
    before = source.token()
    (place / "web.json").write_text('{"a": 1}')
    for _ in range(3):
        # One that waited would have come back with the new content at rest, and with its token.
        assert source.token() == before
    assert settled_anew(source, before) == source.token()
    assert source.snapshot(None).files["web.json"].content == b'{"a": 1}'


def test_a_writer_that_pauses_for_less_than_the_quiet_time_is_never_caught_half_way(
    place: Path, opened: Callable[..., PlainSource]
) -> None:
    names = [f"f{number}.json" for number in range(6)]
    shutil.rmtree(place)
    write(place, dict.fromkeys(names, "0"))
    with Follower(opened(place), hints=False, polls=True) as follower:
        assert follower.sees(dict.fromkeys(names, "0"))
        for version in ("1", "2"):
            for name in names:
                assert len(set(follower.contents().values())) == 1
                (place / name).write_text(version)
                time.sleep(QUIET / 4)
            assert follower.sees(dict.fromkeys(names, version))


def test_a_change_while_it_is_read_is_read_again_until_it_stands_still(
    place: Path, opened: Callable[..., PlainSource], monkeypatch: pytest.MonkeyPatch
) -> None:
    listing, changes = Directory.entries, iter(["1", "2"])
    source = opened(place)
    source.token()

    def interrupted(tree: Directory, folder: Steps) -> object:
        found = list(listing(tree, folder))
        if type(tree) is Directory and not folder and (change := next(changes, None)):
            (place / "web.json").write_text(change)
            (place / "teams/pay/pay.yaml").write_text(change)
        return found

    monkeypatch.setattr(Directory, "entries", interrupted)
    snapshot = source.snapshot(None)
    assert {file.content for file in snapshot.files.values()} == {b"2"}
    assert source.token() == source.token()


def test_a_directory_that_never_comes_to_rest_is_told_with_both_times(
    place: Path, opened: Callable[..., PlainSource]
) -> None:
    over = threading.Event()

    def scribble() -> None:
        for number in range(10_000):
            (place / "web.json").write_text(str(number))
            if over.wait(0.01):
                return

    writer = threading.Thread(target=scribble)
    writer.start()
    source = opened(place, IMPATIENT)
    try:
        with pytest.raises(SourceError, match=r"not been quiet for 0\.2 s in 0\.6 s: somebody keeps writing") as caught:
            source.token()
        assert str(caught.value).startswith(str(place))
    finally:
        over.set()
        writer.join(SOON)
    assert settled_anew(source, ""), "it recovers by itself"
    assert source.snapshot(None).files.keys() == FILES.keys()


def test_closing_lets_go_whoever_waits_for_rest(place: Path, opened: Callable[..., PlainSource]) -> None:
    source = opened(place, Quiescence(timedelta(seconds=60), timedelta(seconds=120)))
    threading.Timer(0.2, source.close).start()
    started = time.monotonic()
    with pytest.raises(SourceError, match="closed"):
        source.token()
    assert time.monotonic() - started < SOON


@pytest.mark.parametrize(
    "change",
    [
        lambda place: (place / "web.json").write_text("[]"),
        lambda place: os.utime(place / "web.json", ns=(1, 1)),
        lambda place: (place / "web.json").rename(place / "api.json"),
        lambda place: (place / "web.json").unlink(),
        lambda place: (place / "new.json").write_text("{}"),
        lambda place: (place / "out.json").symlink_to("/etc/passwd"),
        lambda place: (place.rename(place.with_name("old")), shutil.copytree(place.with_name("old"), place)),
    ],
    ids=["content", "time", "name", "removed", "new", "a link", "another directory"],
)
def test_every_change_of_a_spec_is_another_token(
    change: Callable[[Path], object], place: Path, opened: Callable[..., PlainSource]
) -> None:
    source = opened(place)
    before = source.token()
    change(place)
    assert settled_anew(source, before) != before


def test_strangers_and_reading_are_no_change(place: Path, opened: Callable[..., PlainSource]) -> None:
    source = opened(place)
    before = source.token()
    (place / "README.md").write_text("other words")
    (place / ".web.json.swp").write_text("an editor's")
    source.snapshot(None)
    time.sleep(QUIET * 2)
    assert source.token() == before


# With a manifest.


def test_a_manifest_gives_the_commit_and_takes_no_waiting(place: Path, opened: Callable[..., PlainSource]) -> None:
    manifest(place, FILES)
    source = opened(place, Quiescence(timedelta(seconds=60), timedelta(seconds=120)))
    started = time.monotonic()
    source.token()
    assert source.snapshot(None).commit == COMMIT
    assert time.monotonic() - started < SOON


def test_what_does_not_fit_its_manifest_is_not_read_however_quiet_it_is(
    place: Path, opened: Callable[..., PlainSource]
) -> None:
    manifest(place, FILES)
    source = opened(place)
    before = source.token()
    (place / "web.json").write_text('{"a": 1}')
    time.sleep(QUIET * 3)
    assert source.token() == before, "the writer pauses, for longer than the quiet time"
    manifest(place, FILES | {"web.json": '{"a": 1}'}, "b" * 40)
    assert source.token() != before
    assert source.snapshot(None).commit == "b" * 40


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (
            lambda place: (place / "web.json").write_text("[]"),
            r"by its manifest \.revision, web\.json has another content",
        ),
        (lambda place: (place / "web.json").unlink(), r"web\.json is missing"),
        (lambda place: (place / "api.json").write_text("[]"), r"api\.json is not in it"),
        (lambda place: (place / ".revision").write_text("half"), "its last line is cut off"),
        (lambda place: (place / ".revision").write_text("half\n"), "line 1 is not a SHA-256"),
        (lambda place: (place / ".revision").unlink(), "has gone; a restart takes it without one"),
    ],
    ids=["another content", "missing", "too many", "cut off", "no manifest", "gone"],
)
def test_a_manifest_that_does_not_come_to_fit_is_told_after_the_longest_wait(
    damage: Callable[[Path], object], words: str, place: Path, opened: Callable[..., PlainSource]
) -> None:
    manifest(place, FILES)
    source = opened(place, IMPATIENT)
    before = source.token()
    damage(place)
    assert source.token() == before
    time.sleep(0.7)
    with pytest.raises(SourceError, match=r"not been whole for 0\.6 s: ") as caught:
        source.token()
    assert caught.match(words)
    write(place, FILES)
    (place / "api.json").unlink(missing_ok=True)
    manifest(place, FILES, "c" * 40)
    assert source.snapshot(None).commit == "c" * 40


def test_a_link_in_the_manifest_s_place_is_not_followed(place: Path, opened: Callable[..., PlainSource]) -> None:
    manifest(place, FILES)
    (place / ".revision").rename(place.parent / "elsewhere")
    (place / ".revision").symlink_to(place.parent / "elsewhere")
    with pytest.raises(SourceError, match="its manifest"):
        opened(place, IMPATIENT).token()


def test_with_a_manifest_no_snapshot_is_torn_whatever_the_writer_s_pauses(
    place: Path, opened: Callable[..., PlainSource]
) -> None:
    names = [f"d{number % 3}/f{number}.json" for number in range(12)]
    shutil.rmtree(place)
    write(place, dict.fromkeys(names, "0"))
    manifest(place, dict.fromkeys(names, "0"), "0" * 40)
    over = threading.Event()

    def feed() -> None:
        for version in range(1, 6):
            for number, name in enumerate(names):
                (place / name).write_text(str(version))
                over.wait(QUIET * 1.5 if number == 6 else 0)
            manifest(place, dict.fromkeys(names, str(version)), f"{version:040x}")
            over.wait(QUIET)
        over.set()

    feeder = threading.Thread(target=feed)
    feeder.start()
    source, seen = opened(place), set()
    while not over.is_set():
        snapshot = source.snapshot(None)
        (version,) = {file.content for file in snapshot.files.values()}
        assert len(snapshot.files) == len(names)
        assert snapshot.commit == f"{int(version):040x}"
        seen.add(version)
    feeder.join(SOON)
    assert len(seen) > 2


# What is wrong with it.


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda _: None, "nothing at this path"),
        (lambda place: place.write_text(""), "not a directory"),
        (lambda place: place.symlink_to("."), "this is a link: name the directory itself, or set kind to link"),
        (lambda place: place.mkdir(), "never taken as 'everything was deleted'"),
    ],
    ids=["missing", "a file", "a link", "empty"],
)
def test_every_broken_directory_is_a_source_error_in_plain_words(
    make: Callable[[Path], object], words: str, tmp_path: Path, opened: Callable[..., PlainSource]
) -> None:
    make(tmp_path / "specs")
    with pytest.raises(SourceError, match=words) as caught:
        opened(tmp_path / "specs", IMPATIENT).snapshot(None)
    assert str(caught.value).startswith(str(tmp_path / "specs"))


@pytest.mark.parametrize(
    ("folder", "words"),
    [("nope", "there is no folder 'nope' below it"), ("web.json", "not a directory"), ("../x", "must lead down")],
)
def test_a_folder_that_is_not_there_is_named(
    folder: str, words: str, place: Path, opened: Callable[..., PlainSource]
) -> None:
    with pytest.raises(SourceError, match=words):
        opened(place, folder=folder).token()


def test_only_the_folder_is_read_and_counts_for_the_manifest(place: Path, opened: Callable[..., PlainSource]) -> None:
    manifest(place, FILES)
    (place / "web.json").write_text("another content, in another folder")
    snapshot = opened(place, folder="teams").snapshot(None)
    assert (snapshot.commit, list(snapshot.files)) == (COMMIT, ["teams/pay/pay.yaml"])


@pytest.mark.parametrize(
    ("replace", "words"),
    [
        (shutil.rmtree, "nothing at this path"),
        (lambda place: (place.rename(place.with_name("old")), place.write_text("")), "not a directory"),
    ],
    ids=["removed", "replaced by a file"],
)
def test_a_directory_that_goes_away_keeps_its_token_for_a_while_and_is_then_told(
    replace: Callable[[Path], object], words: str, place: Path, opened: Callable[..., PlainSource]
) -> None:
    source = opened(place, IMPATIENT)
    before = source.token()
    replace(place)
    assert source.token() == before, "perhaps it is only being replaced"
    time.sleep(0.7)
    with pytest.raises(SourceError, match=words):
        source.token()


def test_bounds_hold_while_looking_too(place: Path, opened: Callable[..., PlainSource]) -> None:
    with pytest.raises(SourceError, match="more than 1 spec files"):
        opened(place, bounds=Bounds(files=1)).token()
    with pytest.raises(SourceError, match="exceed 5 bytes"):
        opened(place, bounds=Bounds(total_bytes=5)).snapshot(None)


def test_files_have_no_history_to_tell_of(place: Path, opened: Callable[..., PlainSource]) -> None:
    source = opened(place)
    assert source.descends(COMMIT, CommitId("b" * 40)) is None
    assert source.descends(COMMIT, COMMIT) is True
