"""From files to specs: whatever one file holds, the others are taken in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plumbrule.edge.source import GitSource, LinkSource
from plumbrule.model.event import Event
from plumbrule.model.ids import TargetName
from tests.builders.definitions import as_text, definition
from tests.edge.source.repos import commit, new_repo, publish, write
from tests.loop.intake.office import TEST, WEB, Desk, key

if TYPE_CHECKING:
    from pathlib import Path


def test_every_file_becomes_a_spec_for_each_target_that_takes_it(desk: Desk) -> None:
    desk.shelf.files = {"prod/web.json": WEB, "both/api.json": as_text(definition("api"))}
    intake = desk.take()
    assert set(intake.specs) == {key(), key("api"), key("api", TEST)}
    assert intake.keys(TEST) == {key("api", TEST)}
    assert intake.keys(TargetName("none")) == set()
    (told,) = desk.heard.of(Event.SNAPSHOT_TAKEN)
    assert told == {"commit": intake.commit, "files": 2, "families": 3}


def test_a_file_that_no_target_takes_is_a_finding_and_no_family(desk: Desk) -> None:
    desk.shelf.files = {"elsewhere/web.json": WEB}
    assert desk.take().specs == {}
    assert desk.told() == [("elsewhere/web.json", "unrouted")]


def test_one_broken_file_does_not_stop_the_others(desk: Desk) -> None:
    desk.fill(3)
    desk.shelf.files["prod/f1.json"] = "{"
    assert set(desk.take().specs) == {key("f0"), key("f2")}


def test_of_two_files_for_one_family_the_first_counts_and_carries_the_conflict(desk: Desk) -> None:
    desk.shelf.files = {"prod/b.json": WEB, "prod/a.json": as_text(definition(cpu="512", memory="1024"))}
    intake = desk.take()
    spec = intake.specs[key()]
    assert spec.path == "prod/a.json"
    assert [(f.rule, f.is_error) for f in spec.findings if f.rule == "conflict"] == [("conflict", True)]
    assert desk.told() == [("prod/a.json", "conflict")]


def test_specs_come_from_a_commit(desk: Desk, tmp_path: Path) -> None:
    repo = new_repo(tmp_path / "repo", {"prod/web.json": WEB})
    source = GitSource(repo)
    first = desk.take(source=source)
    made = commit(repo, {"prod/api.json": as_text(definition("api"))})
    second = desk.take(first, source=source)
    source.close()
    assert second.changed_since(first) == {key("api")}
    assert (second.commit, desk.parsed()) == (made, 2)


def test_specs_come_from_a_published_link(desk: Desk, tmp_path: Path) -> None:
    source = LinkSource(tmp_path / "current")
    write(tmp_path / "one", {"prod/web.json": WEB})
    publish(tmp_path / "current", tmp_path / "one")
    first = desk.take(source=source)
    write(tmp_path / "two", {"prod/web.json": WEB, "prod/api.json": as_text(definition("api"))})
    publish(tmp_path / "current", tmp_path / "two")
    second = desk.take(first, source=source)
    source.close()
    assert second.changed_since(first) == {key("api")}
    assert desk.parsed() == 2
