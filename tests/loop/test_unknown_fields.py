"""Fields that AWS invents tomorrow, and own facts about them, through the real loop."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

from plumbrule.model.event import Event
from plumbrule.model.fact import OwnFact
from plumbrule.model.state import State
from tests.builders.clocks import T0
from tests.builders.definitions import definition
from tests.world.ecs.era import TOMORROW

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import Any

    from tests.loop.stage import Stage

FAMILIES = [definition(f"web-{number}") for number in range(6)]
NAMES = [each["family"] for each in FAMILIES]
SIGNING = OwnFact("containerDefinitions[].imageSigning", '{"policy":"AUDIT"}', T0.date(), "AWS fills it in")


@contextmanager
def era(stage: Stage, of: Mapping[str, Any]) -> Iterator[None]:
    """ECS of another year, for as long as it lasts: the endpoint is shared with other tests."""
    stage.endpoint.knobs(era=dict(of))
    try:
        yield
    finally:
        stage.endpoint.knobs(era=2026)


def states(stage: Stage) -> set[State]:
    return {stage.state(name) for name in NAMES}


def test_a_field_of_tomorrow_is_told_once_and_changes_no_family(staged: Callable[..., Stage]) -> None:
    first = staged()
    first.put(*FAMILIES)
    first.read()
    with era(first, TOMORROW):
        # A start: nothing is known but the journal.
        stage = staged(journal=first.journal)
        stage.put(*FAMILIES)
        stage.read()
        stage.reload(generation="g2")
        stage.sweep()
        assert states(stage) == {State.IN_SYNC}
    told = {one["path"]: (one["type"], one["target"], one["example"]) for one in stage.heard.of(Event.FIELD_UNKNOWN)}
    assert told == {
        "placementHints": ("list", "prod", "[]"),
        "carbonAware": ("boolean", "prod", "false"),
        "launchPolicy": ("object", "prod", '{"mode":"STANDARD"}'),
        "containerDefinitions[].startupProbe": ("object", "prod", "{}"),
        "containerDefinitions[].imageSigning": ("object", "prod", '{"policy":"AUDIT"}'),
    }
    assert len(stage.heard.of(Event.FIELD_UNKNOWN)) == len(told)
    assert stage.heard.of(Event.DRIFT_FOUND) == []
    assert [len(stage.made(name)) for name in NAMES] == [1] * len(NAMES)


def test_a_field_that_aws_invents_while_we_run_is_told_within_a_day_and_changes_no_family(stage: Stage) -> None:
    stage.put(*FAMILIES)
    stage.read()
    stage.sweep()
    with era(stage, TOMORROW):
        for _ in range(25):
            stage.wait(3600)
            stage.sweep()
        told = [one["path"] for one in stage.heard.of(Event.FIELD_UNKNOWN)]
        assert len(told) == len(set(told)) == 5
        assert states(stage) == {State.IN_SYNC}
    assert stage.heard.of(Event.DRIFT_FOUND) == []
    assert [len(stage.made(name)) for name in NAMES] == [1] * len(NAMES)


def test_what_an_unknown_field_holds_is_masked(stage: Stage) -> None:
    with era(stage, {"year": 2026, "task": {"sessionToken": "correct-horse", "more": {"password": "battery"}}}):
        stage.put(FAMILIES[0])
        stage.read()
        stage.sweep()
    assert {one["path"] for one in stage.heard.of(Event.FIELD_UNKNOWN)} == {"sessionToken", "more"}
    assert "correct-horse" not in repr(stage.heard.notices)
    assert "battery" not in repr(stage.heard.notices)


def test_a_change_by_hand_is_seen_beside_a_field_of_tomorrow(stage: Stage) -> None:
    with era(stage, TOMORROW):
        stage.put(FAMILIES[0])
        stage.read()
        stage.by_hand({**FAMILIES[0], "cpu": "512", "memory": "1024"})
        stage.sweep()
        assert stage.state("web-0") is State.OUT_OF_BAND
    (told,) = stage.heard.of(Event.DRIFT_FOUND)
    assert [change["path"] for change in told["changes"]] == ["cpu", "memory"]


def test_a_family_that_git_changes_under_tomorrows_ecs_is_registered(stage: Stage) -> None:
    with era(stage, TOMORROW):
        stage.put(FAMILIES[0])
        stage.read()
        stage.put({**FAMILIES[0], "cpu": "512", "memory": "1024"})
        stage.read()
        assert (stage.state("web-0"), len(stage.ours("web-0"))) == (State.IN_SYNC, 2)


def test_an_own_fact_makes_a_field_known_and_its_other_values_count(staged: Callable[..., Stage]) -> None:
    with era(stage := staged(facts=(SIGNING,)), TOMORROW):
        stage.put(FAMILIES[0])
        stage.read()
        assert stage.state("web-0") is State.IN_SYNC
        assert SIGNING.path not in {one["path"] for one in stage.heard.of(Event.FIELD_UNKNOWN)}
    with era(stage, {"year": 2026, "container": {"imageSigning": {"policy": "ENFORCE"}}}):
        stage.reload(generation="g2")
        assert stage.state("web-0") is State.UNEXPLAINED
    assert len(stage.made("web-0")) == 1


def test_a_fact_counts_until_its_last_day_ends_and_is_told_once_when_it_has(staged: Callable[..., Stage]) -> None:
    known = OwnFact("containerDefinitions[].readonlyRootFilesystem", "true", T0.date(), "AWS fills it in")
    stage = staged(facts=(known,))
    stage.put(FAMILIES[0])
    with era(stage, {"year": 2026, "container": {"readonlyRootFilesystem": True}}):
        stage.read()
        stage.wait(timedelta(hours=11).total_seconds())
        stage.sweep()
        assert (stage.state("web-0"), stage.heard.of(Event.FACT_EXPIRED)) == (State.IN_SYNC, [])
        stage.wait(timedelta(hours=2).total_seconds())
        stage.sweep()
        stage.sweep()
        assert stage.state("web-0") is State.UNEXPLAINED
    (told,) = stage.heard.of(Event.FACT_EXPIRED)
    assert told == {"path": known.path, "until": "2026-11-23", "reason": "AWS fills it in"}
    assert len(stage.made("web-0")) == 1
