"""What is new is told once for each content."""

from __future__ import annotations

from datetime import timedelta

from plumbrule.model.event import Event
from plumbrule.model.finding import Finding, Severity
from plumbrule.model.place import Place
from tests.builders.clocks import T0, HandClock
from tests.builders.definitions import as_text, definition_with
from tests.loop.intake.office import WEB, Desk, key


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


def test_a_conflict_is_told_once_and_over_when_one_file_is_gone(desk: Desk) -> None:
    desk.shelf.files = {"prod/b.json": WEB, "prod/a.json": WEB}
    first = desk.take()
    second = desk.take(first)
    assert desk.told() == [("prod/a.json", "conflict")]
    del desk.shelf.files["prod/a.json"]
    third = desk.take(second)
    assert [found for found in third.specs[key()].findings if found.rule == "conflict"] == []
    assert third.changed_since(second) == {key()}


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
