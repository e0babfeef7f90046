"""Trouble that several share is told once, and its end once, when nobody suffers from it any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from plumbrule.errors import JournalError, Unavailable
from plumbrule.loop.containment import contain
from plumbrule.loop.standings import Standings
from plumbrule.model.event import Event
from plumbrule.model.state import State
from tests.builders.definitions import definition

if TYPE_CHECKING:
    from tests.loop.stage import Stage

DESCRIBE = "DescribeTaskDefinition"


def test_trouble_lasts_until_the_last_one_that_suffers_is_relieved() -> None:
    standings = Standings()
    assert [standings.suffers(name, "prod", "silence") for name in ("a", "b", "a")] == [True, False, False]
    assert [standings.relieved(name) for name in ("a", "a", "b", "b")] == [(), (), ("prod",), ()]
    assert standings.suffers("a", "prod", "silence")


def test_words_that_take_turns_are_told_once_each() -> None:
    standings = Standings()
    told = [standings.suffers(name, "prod", words) for name, words in (("a", "x"), ("b", "y"), ("a", "x"), ("b", "y"))]
    assert told == [True, True, False, False]


def test_one_may_suffer_in_two_places() -> None:
    standings = Standings()
    standings.suffers("a", "prod", "x")
    standings.suffers("a", "the journal", "y")
    assert set(standings.relieved("a")) == {"prod", "the journal"}


def test_a_family_that_never_answers_beside_others_that_do_is_told_once(stage: Stage) -> None:
    stage.put(definition("good"), definition("bad"))
    stage.fail(DESCRIBE, "http_500", 20, family="bad")
    stage.read()
    for _ in range(5):
        stage.sweep()
        stage.wait(30)
    assert stage.state("good") is State.IN_SYNC
    assert len(stage.heard.of(Event.TARGET_FAILED)) == 1
    assert stage.heard.of(Event.TARGET_RECOVERED) == []
    for _ in range(20):
        stage.wait(900)
    assert stage.state("bad") is State.IN_SYNC
    assert len(stage.heard.of(Event.TARGET_RECOVERED)) == 1


@pytest.mark.parametrize("name", ["source", "journal"])
def test_the_end_of_a_broken_journal_is_told_once_when_the_last_family_could_be_done(name: str, stage: Stage) -> None:
    stage.put(definition(name), definition("other"))
    for family in (name, "other"):
        contain(stage.shell, "prod", stage.key(family), JournalError("the disk is full"))
    stage.read()
    assert [one["where"] for one in stage.heard.of(Event.FAILURE_ENDED)] == ["journal"]
    assert stage.heard.of(Event.TARGET_RECOVERED) == stage.heard.of(Event.SOURCE_RECOVERED) == []


def test_the_end_of_a_fault_is_told_by_its_name(stage: Stage) -> None:
    stage.put(definition())
    contain(stage.shell, "prod", stage.key(), ZeroDivisionError("x"))
    stage.read()
    assert [one["name"] for one in stage.heard.of(Event.FAILURE_ENDED)] == ["prod/web"]


def test_the_end_of_a_target_that_was_silent_has_its_name(stage: Stage) -> None:
    stage.put(definition())
    contain(stage.shell, "prod", stage.key(), Unavailable("no answer"))
    stage.wait(5)
    stage.read()
    assert [one["target"] for one in stage.heard.of(Event.TARGET_RECOVERED)] == ["prod"]
