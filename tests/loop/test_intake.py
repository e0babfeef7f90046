"""From files to specs: once per content, and nothing vanishes by accident."""

from __future__ import annotations

import dataclasses
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from plumbrule.edge.aws.shape import api_shape
from plumbrule.edge.journal import memory_journal
from plumbrule.edge.source import GitSource, LinkSource
from plumbrule.edge.telemetry.meter import Counts
from plumbrule.errors import SourceError, Unavailable
from plumbrule.loop.intake import Intake, take_in
from plumbrule.loop.world import TargetPorts, World
from plumbrule.model.event import Event
from plumbrule.model.finding import Finding, Severity
from plumbrule.model.ids import Digest, Family, Instance, Key, Target, TargetId, TargetName
from plumbrule.model.pace import DEFAULT_BOUNDS, Pace
from plumbrule.model.place import Place
from plumbrule.model.record import Agreed
from plumbrule.model.target_policy import Route, TargetPolicy
from tests.builders.cases import arn
from tests.builders.clocks import T0, HandClock
from tests.builders.definitions import as_text, definition, definition_with, manifest
from tests.builders.notices import Heard
from tests.builders.sources import Shelf
from tests.edge.source.repos import commit, new_repo, publish, write

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from plumbrule.model.revision import Listed, Observed, Revision
    from plumbrule.model.tree import Object

PROD, TEST = TargetName("prod"), TargetName("test")


class Unreached:
    """A `ports.Revisions` behind a network that is down: taking in must not need it."""

    def identity(self) -> TargetId:
        raise Unavailable("down")

    def admit(self) -> None:
        raise Unavailable("down")

    def latest(self, family: Family) -> Observed:
        raise Unavailable(family)

    def listed(self, token: str | None) -> Listed:
        raise Unavailable(str(token))

    def numbered(self, family: Family, number: int) -> Revision | None:
        raise Unavailable(f"{family}:{number}")

    def highest(self, family: Family) -> int:
        raise Unavailable(family)

    def reserve(self) -> None:
        raise Unavailable("down")

    def register(self, definition: Object, tags: Mapping[str, str]) -> Revision:
        raise Unavailable(f"{definition} {tags}")

    def tag(self, arn: str, tags: Mapping[str, str]) -> None:
        raise Unavailable(f"{arn} {tags}")

    def untag(self, arn: str, keys: Sequence[str]) -> None:
        raise Unavailable(f"{arn} {keys}")


class Desk:
    """A World to take in with, and what it said."""

    def __init__(self) -> None:
        self.shelf, self.heard, self.meter = Shelf(), Heard(), Counts()
        self.journal = memory_journal()
        self.world = World(
            generation="g1",
            instance=Instance("desk"),
            pace=Pace(vanish_share=0.3, vanish_floor=2),
            bounds=DEFAULT_BOUNDS,
            shape=api_shape(),
            source=self.shelf,
            targets=dict([_target(PROD, "prod/**", "both/**"), _target(TEST, "both/**")]),
            journal=self.journal,
            notifier=self.heard,
            clock=HandClock(),
            meter=self.meter,
        )

    def fill(self, count: int) -> None:
        """So many good files, one family each."""
        self.shelf.files = {f"prod/f{n}.json": as_text(definition(f"f{n}")) for n in range(count)}

    def take(self, before: Intake | None = None, **changes: Any) -> Intake:  # noqa: ANN401 - any field
        return take_in(dataclasses.replace(self.world, **changes), before)

    def parsed(self) -> int:
        return self.meter.read().get("specs_parsed", 0)

    def told(self) -> list[tuple[str, str]]:
        return [(told["file"], told["rule"]) for told in self.heard.of(Event.SPEC_REFUSED)]


def _target(name: TargetName, *paths: str) -> tuple[TargetName, TargetPorts]:
    target = Target(name, TargetId("aws", "123456789012", "eu-west-1"))
    return name, TargetPorts(target, TargetPolicy(routes=tuple(Route(path) for path in paths)), Unreached())


def key(family: str = "web", target: TargetName = PROD) -> Key:
    return Key(target, Family(family))


@pytest.fixture
def desk() -> Iterator[Desk]:
    made = Desk()
    yield made
    made.journal.close()


WEB = as_text(definition())


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


# Nothing is done twice.


def test_a_file_whose_content_did_not_change_is_not_parsed_again(desk: Desk) -> None:
    desk.fill(5)
    first = desk.take()
    assert desk.parsed() == 5
    desk.shelf.files["prod/f0.json"] = as_text(definition("f0", cpu="512", memory="1024"))
    second = desk.take(first)
    assert desk.parsed() == 6
    kept = [path for path in first.readings if second.readings[path] is first.readings[path]]
    assert kept == [f"prod/f{n}.json" for n in range(1, 5)]


def test_under_other_settings_everything_is_read_again(desk: Desk) -> None:
    desk.fill(3)
    first = desk.take()
    second = desk.take(first, generation="g2")
    assert desk.parsed() == 6
    assert (first.generation, second.generation) == ("g1", "g2")


def test_on_another_day_everything_is_judged_again_and_what_says_the_same_is_kept(desk: Desk) -> None:
    desk.fill(3)
    desk.shelf.files["prod/f0.json"] = as_text(definition_with("f0", esential=True))
    first = desk.take()
    told = len(desk.heard.notices)
    second = desk.take(first, clock=HandClock(T0 + timedelta(days=1)))
    assert (first.day, second.day) == (T0.date(), (T0 + timedelta(days=1)).date())
    assert desk.parsed() == 6
    assert all(second.readings[path] is reading for path, reading in first.readings.items())
    assert second.changed_since(first) == set()
    assert len(desk.heard.notices) == told, "a new day alone is no news"


def test_on_another_day_a_new_commit_is_told_as_ever(desk: Desk) -> None:
    desk.fill(1)
    first = desk.take()
    desk.fill(2)
    second = desk.take(first, clock=HandClock(T0 + timedelta(days=1)))
    assert [told["commit"] for told in desk.heard.of(Event.SNAPSHOT_TAKEN)] == [first.commit, second.commit]


def test_under_other_settings_what_was_told_is_not_told_again(desk: Desk) -> None:
    desk.shelf.files["prod/web.json"] = as_text(definition_with(esential=True))
    first = desk.take()
    desk.take(first, generation="g2")
    assert len(desk.told()) == 1


def test_only_what_changed_is_looked_at(desk: Desk) -> None:
    desk.fill(4)
    first = desk.take()
    desk.shelf.files["prod/f1.json"] = as_text(definition("f1", cpu="512", memory="1024"))
    desk.shelf.files["prod/new.json"] = as_text(definition("new"))
    del desk.shelf.files["prod/f2.json"]
    desk.shelf.files["prod/moved.json"] = desk.shelf.files.pop("prod/f3.json")
    second = desk.take(first)
    assert second.changed_since(first) == {key(name) for name in ("f1", "new", "f2", "f3")}
    assert desk.take(second).changed_since(second) == set()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(manifest(definition()), manifest(definition(), suspend={"reason": "x"}), id="it is suspended"),
        pytest.param(WEB, as_text(definition(esential=True)), id="it has a mistake"),
        pytest.param(WEB, as_text(definition(cpu="0256")), id="it is written in another way"),
    ],
)
def test_a_family_has_changed_when(before: str, after: str, desk: Desk) -> None:
    desk.shelf.files["prod/web.json"] = before
    first = desk.take()
    desk.shelf.files["prod/web.json"] = after
    assert desk.take(first).changed_since(first) == {key()}


def test_white_space_alone_changes_no_family(desk: Desk) -> None:
    desk.shelf.files["prod/web.json"] = WEB
    first = desk.take()
    desk.shelf.files["prod/web.json"] = f"{WEB}\n\n"
    assert desk.take(first).changed_since(first) == set()


# Broken is not deleted.


def agree(desk: Desk, path: str = "prod/web.json", authored: Digest | None = None) -> Agreed:
    entry = Agreed(key(), arn(3), 3, Digest("c1:sha256:x"), authored, {"family": "web", "cpu": "256"}, T0, path)
    desk.journal.record(entry)
    return entry


def test_a_broken_file_keeps_the_family_it_had_with_the_content_that_was_agreed(desk: Desk) -> None:
    agreed = agree(desk, authored=Digest("i1:sha256:y"))
    desk.shelf.files["prod/web.json"] = "{"
    spec = desk.take().spec(key(), desk.journal)
    assert spec is not None
    assert (spec.definition, spec.input_digest, spec.path) == (agreed.definition, "i1:sha256:y", "prod/web.json")
    assert any(finding.is_error for finding in spec.findings)


def test_what_was_read_back_from_tags_counts_by_its_content(desk: Desk) -> None:
    agree(desk)
    desk.shelf.files["prod/web.json"] = "{"
    spec = desk.take().spec(key(), desk.journal)
    assert spec is not None
    assert spec.input_digest == "c1:sha256:x"


@pytest.mark.parametrize(
    "files",
    [
        pytest.param({}, id="the file is gone"),
        pytest.param({"prod/other.json": "{"}, id="another file is broken"),
        pytest.param({"prod/web.json": as_text(definition("renamed"))}, id="the file names another family now"),
    ],
)
def test_a_family_is_gone_when(files: dict[str, str], desk: Desk) -> None:
    agree(desk)
    desk.shelf.files = files
    assert desk.take().spec(key(), desk.journal) is None


def test_a_broken_file_that_was_never_agreed_has_no_family(desk: Desk) -> None:
    desk.shelf.files["prod/web.json"] = "{"
    assert desk.take().spec(key(), desk.journal) is None


def test_one_broken_file_does_not_stop_the_others(desk: Desk) -> None:
    desk.fill(3)
    desk.shelf.files["prod/f1.json"] = "{"
    assert set(desk.take().specs) == {key("f0"), key("f2")}


# Too much vanishing is no decision.


@pytest.mark.parametrize(
    ("count", "gone", "believed"),
    [
        pytest.param(10, 3, True, id="three of ten are the share that is believed"),
        pytest.param(10, 4, False, id="four of ten are more"),
        pytest.param(10, 10, False, id="all of ten"),
        pytest.param(3, 2, True, id="of a few the floor is believed"),
        pytest.param(3, 3, False, id="and no more than the floor"),
        pytest.param(2, 2, True, id="all of so few as the floor"),
    ],
)
def test_families_that_vanish_at_once(count: int, gone: int, *, believed: bool, desk: Desk) -> None:
    desk.fill(count)
    first = desk.take()
    for number in range(gone):
        del desk.shelf.files[f"prod/f{number}.json"]
    if believed:
        assert len(desk.take(first).specs) == count - gone
        return
    with pytest.raises(SourceError, match=f"{gone} of {count} families vanished at once"):
        desk.take(first)
    assert len(desk.heard.of(Event.SNAPSHOT_TAKEN)) == 1


def test_a_refusal_to_believe_names_a_few_families_only(desk: Desk) -> None:
    desk.fill(9)
    first = desk.take()
    desk.shelf.files.clear()
    with pytest.raises(SourceError, match=r"Gone: prod/f0, prod/f1, prod/f2, prod/f3, prod/f4 …$"):
        desk.take(first)


@pytest.mark.parametrize(
    "text",
    [pytest.param("{", id="broken"), pytest.param(as_text(definition("renamed")), id="renamed")],
)
def test_families_whose_files_are_still_there_have_not_vanished(text: str, desk: Desk) -> None:
    desk.fill(9)
    first = desk.take()
    desk.shelf.files = dict.fromkeys(desk.shelf.files, text)
    desk.take(first)


def test_the_first_reading_may_be_of_any_size(desk: Desk) -> None:
    assert desk.take().specs == {}


# Conflicts.


def test_of_two_files_for_one_family_the_first_counts_and_carries_the_conflict(desk: Desk) -> None:
    desk.shelf.files = {"prod/b.json": WEB, "prod/a.json": as_text(definition(cpu="512", memory="1024"))}
    intake = desk.take()
    spec = intake.specs[key()]
    assert spec.path == "prod/a.json"
    assert [(f.rule, f.is_error) for f in spec.findings if f.rule == "conflict"] == [("conflict", True)]
    assert desk.told() == [("prod/a.json", "conflict")]


def test_a_conflict_is_told_once_and_over_when_one_file_is_gone(desk: Desk) -> None:
    desk.shelf.files = {"prod/b.json": WEB, "prod/a.json": WEB}
    first = desk.take()
    second = desk.take(first)
    assert desk.told() == [("prod/a.json", "conflict")]
    del desk.shelf.files["prod/a.json"]
    third = desk.take(second)
    assert [found for found in third.specs[key()].findings if found.rule == "conflict"] == []
    assert third.changed_since(second) == {key()}


# Telling.


def test_findings_are_told_once_per_content_with_their_place(desk: Desk) -> None:
    desk.shelf.files["prod/web.json"] = as_text(definition_with(esential=True))
    first = desk.take()
    desk.take(first)
    (told,) = desk.heard.of(Event.SPEC_REFUSED)
    assert (told["file"], told["pointer"], told["line"]) == ("prod/web.json", "/containerDefinitions/0/esential", 14)
    assert "essential" in told["hint"]


def test_a_mistake_is_told_once_although_two_targets_take_the_file(desk: Desk) -> None:
    desk.shelf.files["both/web.json"] = as_text(definition_with(esential=True))
    desk.take()
    assert len(desk.told()) == 1


def test_what_the_source_refused_is_told_once(desk: Desk) -> None:
    desk.shelf.findings = (Finding("link", Severity.WARNING, Place("prod/link.json"), "a link is not followed"),)
    first = desk.take()
    desk.take(first)
    assert [told["file"] for told in desk.heard.of(Event.SPEC_ADVISED, rule="link")] == ["prod/link.json"]


# Real sources.


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
