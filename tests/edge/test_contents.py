"""Contents on disk: private, bounded, and never a reason to fail."""

from __future__ import annotations

import os
import sqlite3
import stat
import zlib
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from plumbrule.edge import contents as module
from plumbrule.edge.contents import FileContents
from plumbrule.model.ids import Family, TargetId
from plumbrule.model.revision import Kept, Revision

if TYPE_CHECKING:
    from pathlib import Path

    from plumbrule.model.tree import Object

HERE, ELSEWHERE = (TargetId("aws", "123456789012", region) for region in ("eu-west-1", "eu-west-2"))
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def revision(family: str = "web", number: int = 1, value: str = "grüße") -> Revision:
    arn = f"arn:aws:ecs:eu-west-1:123456789012:task-definition/{family}:{number}"
    definition: Object = {
        "taskDefinitionArn": arn,
        "family": family,
        "containerDefinitions": [{"name": "app", "user": value}],
    }
    by = "arn:aws:sts::123456789012:assumed-role/somebody"
    return Revision(arn, Family(family), number, definition, {"team": "a"}, registered_at=NOON, registered_by=by)


def test_what_was_kept_is_there_after_a_restart_as_it_was_read(tmp_path: Path) -> None:
    first = FileContents(tmp_path / "kept")
    first.keep(HERE, revision(), NOON.astimezone(timezone(timedelta(hours=5))))
    assert first.revision(HERE, revision().arn) == revision(), "before it is on the disk"
    first.close()
    second = FileContents(tmp_path / "kept")
    assert second.known(HERE) == {"web": Kept(revision().arn, NOON)}
    assert second.revision(HERE, revision().arn) == revision()
    assert (second.known(ELSEWHERE), second.revision(ELSEWHERE, revision().arn)) == ({}, None)
    second.close()


def test_only_the_newest_answer_of_a_family_is_kept(tmp_path: Path) -> None:
    kept = FileContents(tmp_path / "kept")
    kept.keep(HERE, revision(), NOON)
    kept.prune(HERE, {Family("web")})
    kept.keep(HERE, revision(number=2), NOON)
    kept.prune(HERE, {Family("web")})
    assert kept.revision(HERE, revision().arn) is None
    assert kept.revision(HERE, revision(number=2).arn) == revision(number=2)
    kept.close()


def test_families_that_nobody_watches_any_more_are_forgotten(tmp_path: Path) -> None:
    kept = FileContents(tmp_path / "kept")
    for target in (HERE, ELSEWHERE):
        kept.keep(target, revision(), NOON)
        kept.keep(target, revision("api"), NOON)
    kept.prune(HERE, {Family("api")})
    kept.close()
    again = FileContents(tmp_path / "kept")
    assert (set(again.known(HERE)), set(again.known(ELSEWHERE))) == ({"api"}, {"api", "web"})
    again.close()


@pytest.mark.parametrize("before", [0o666, 0o600])
def test_nobody_else_may_read_it_whatever_was_there_before(tmp_path: Path, before: int) -> None:
    path = tmp_path / "kept"
    path.touch()
    path.chmod(before)
    mask = os.umask(0)
    try:
        kept = FileContents(path)
        kept.keep(HERE, revision(value="s3cret"), NOON)
        kept.prune(HERE, {Family("web")})
        modes = {stat.S_IMODE(one.stat().st_mode) for one in tmp_path.iterdir()}
        kept.close()
    finally:
        os.umask(mask)
    assert modes == {0o600}


def test_a_link_in_its_place_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "somebody's").write_text("theirs")
    (tmp_path / "kept").symlink_to(tmp_path / "somebody's")
    FileContents(tmp_path / "kept").close()
    assert (tmp_path / "somebody's").read_text() == "theirs"


@pytest.mark.parametrize("garbage", [b"", b"no database", b"SQLite format 3\0" + bytes(4096)])
def test_a_file_that_cannot_be_read_is_begun_anew(tmp_path: Path, garbage: bytes) -> None:
    (tmp_path / "kept").write_bytes(garbage)
    kept = FileContents(tmp_path / "kept")
    kept.keep(HERE, revision(), NOON)
    kept.close()
    assert set(FileContents(tmp_path / "kept").known(HERE)) == {"web"}


def test_a_file_of_another_format_is_begun_anew(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "kept") as base:
        base.execute("CREATE TABLE contents (other TEXT)")
        base.execute("PRAGMA user_version = 99")
    base.close()
    kept = FileContents(tmp_path / "kept")
    kept.keep(HERE, revision(), NOON)
    kept.close()
    assert set(FileContents(tmp_path / "kept").known(HERE)) == {"web"}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"x",
        b"\x78\x9c\x03\x00\x00\x00\x00\x01",
        zlib.compress(b"null"),
        zlib.compress(b'{"definition": {}}'),
        "text",
    ],
)
def test_a_body_that_cannot_be_read_is_as_good_as_none(tmp_path: Path, body: bytes | str) -> None:
    kept = FileContents(tmp_path / "kept")
    kept.keep(HERE, revision(), NOON)
    kept.close()
    with sqlite3.connect(tmp_path / "kept") as base:
        base.execute("UPDATE contents SET body = ?", (body,))
    base.close()
    again = FileContents(tmp_path / "kept")
    assert again.revision(HERE, revision().arn) is None
    again.close()


def test_a_place_where_nothing_can_be_written_keeps_nothing_and_says_nothing(tmp_path: Path) -> None:
    kept = FileContents(tmp_path / "missing" / "kept")
    kept.keep(HERE, revision(), NOON)
    kept.prune(HERE, {Family("web")})
    assert (kept.known(HERE), kept.revision(HERE, revision().arn)) == ({}, None)
    kept.close()
    kept.close()


@pytest.mark.parametrize("opened_before", [True, False])
def test_the_last_room_on_the_disk_is_left_to_the_journal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, opened_before: bool
) -> None:
    monkeypatch.setattr(module, "ROOM", 0 if opened_before else 2**60)
    kept = FileContents(tmp_path / "kept")
    monkeypatch.setattr(module, "ROOM", 2**60)
    kept.keep(HERE, revision(), NOON)
    kept.prune(HERE, {Family("web")})
    assert (kept.known(HERE), kept.revision(HERE, revision().arn)) == ({}, None)
    kept.close()
    assert (tmp_path / "kept").exists() is opened_before


def test_there_is_a_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_FAMILIES", 2)
    kept = FileContents(tmp_path / "kept")
    for name in ("a", "b", "c"):
        kept.keep(HERE, revision(name), NOON)
    kept.keep(HERE, revision("b", 2), NOON)
    assert {name: one.arn[-3:] for name, one in kept.known(HERE).items()} == {"a": "a:1", "b": "b:2"}
    kept.close()
