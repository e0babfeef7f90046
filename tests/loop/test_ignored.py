"""Ignore rules: a difference that does not count while the rule lasts, and Git's value when Git registers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from plumbrule.model.event import Event
from plumbrule.model.exemption import Exemptions, IgnoreRule
from plumbrule.model.state import State
from plumbrule.model.target_policy import Concession
from tests.builders.clocks import T0
from tests.builders.definitions import definition, manifest
from tests.loop.stage import POLICY

if TYPE_CHECKING:
    from collections.abc import Callable

    from plumbrule.core.tell.standing import Standing
    from tests.builders.definitions import Definition
    from tests.loop.stage import Stage

PATH = "specs/web.yaml"
DAY = 86_400.0
RULE = {"path": "memory", "owner": "ops", "reason": "OPS-12"}


def wanting(memory: str = "1024", cpu: str = "256") -> Definition:
    """A definition of that size."""
    return definition(memory=memory, cpu=cpu)


def say(stage: Stage, of: Definition, **more: object) -> None:
    """Git ignores the memory, under `more`."""
    stage.shelf.files[PATH] = manifest(of, ignore=[{**RULE, **more}])
    stage.read()


@pytest.fixture
def ignoring(stage: Stage) -> Stage:
    """Somebody gave the task more memory, which does not count until tomorrow."""
    say(stage, wanting(), until=str((T0 + timedelta(days=1)).date()))
    stage.by_hand(wanting(memory="2048"))
    stage.heard.forget()
    stage.sweep()
    return stage


def test_a_difference_that_does_not_count_is_no_drift_and_its_path_is_told(ignoring: Stage) -> None:
    assert (ignoring.state(), ignoring.gates()) == (State.IN_SYNC, [])
    assert ignoring.heard.of(Event.DRIFT_FOUND) == []
    (told,) = ignoring.heard.of(Event.PASS_SETTLED)
    assert (told["changes"], told["ignored"]) == ([], ["memory"])


def test_what_else_differs_counts(ignoring: Stage) -> None:
    ignoring.by_hand(wanting(memory="2048", cpu="512"))
    ignoring.sweep()
    (told,) = ignoring.heard.of(Event.DRIFT_FOUND)
    assert [one["path"] for one in told["changes"]] == ["cpu"]


def test_when_git_registers_its_value_is_sent(ignoring: Stage) -> None:
    say(ignoring, wanting(cpu="512"))
    assert [(one.definition["cpu"], one.definition["memory"]) for one in ignoring.made()] == [
        ("256", "1024"),
        ("256", "2048"),
        ("512", "1024"),
    ]
    assert ignoring.state() is State.IN_SYNC
    assert ignoring.heard.of(Event.PASS_SETTLED)[-1]["ignored"] == []


def test_on_the_day_after_its_last_the_difference_counts_again(ignoring: Stage) -> None:
    ignoring.clock.advance(DAY)
    ignoring.read()
    ignoring.sweep()
    assert ignoring.state() is State.IN_SYNC
    ignoring.clock.advance(DAY)
    ignoring.read()
    ignoring.sweep()
    assert (ignoring.state(), len(ignoring.made())) == (State.OUT_OF_BAND, 2)
    (finding,) = ignoring.heard.of(Event.SPEC_ADVISED)
    assert (finding["rule"], finding["severity"], finding["pointer"]) == (
        "ignore-expired",
        "warning",
        "/spec/ignore/0/path",
    )


def test_the_last_day_of_a_rule_of_the_settings_needs_no_new_snapshot(staged: Callable[..., Stage]) -> None:
    rule = IgnoreRule("memory", "ops", "OPS-12", date(T0.year, T0.month, T0.day))
    stage = staged(policy=replace(POLICY, concessions=(Concession(Exemptions(ignore=(rule,))),)))
    stage.put(wanting())
    stage.read()
    stage.by_hand(wanting(memory="2048"))
    stage.sweep()
    assert stage.state() is State.IN_SYNC
    stage.clock.advance(DAY)
    stage.sweep()
    assert stage.state() is State.OUT_OF_BAND


def test_a_plan_names_gits_value_although_the_difference_does_not_count(staged: Callable[..., Stage]) -> None:
    stands: list[Standing] = []
    stage = staged(policy=replace(POLICY, auto=frozenset()), on_settled=stands.append)
    stage.by_hand(wanting(memory="2048"))
    for memory in ("1024", "3072"):
        say(stage, wanting(cpu="512", memory=memory))
    first, other = (one.plan for one in stands)
    assert first is not None
    assert other is not None
    assert first.id != other.id
    assert [change.path for change in first.changes] == ["cpu"]


def test_hits_are_counted_for_each_rule(staged: Callable[..., Stage]) -> None:
    stands: list[Standing] = []
    stage = staged(on_settled=stands.append)
    idle = {"path": "volumes", "owner": "ops", "reason": "none yet"}
    past = {"path": "cpu", "owner": "ops", "reason": "long ago", "until": "2020-01-31"}
    stage.shelf.files[PATH] = manifest(wanting(), ignore=[RULE, idle, past])
    stage.read()
    stage.by_hand(wanting(memory="2048"))
    stage.sweep()
    assert [(hits.rule.path, hits.count, hits.lasts) for hits in stands[-1].apart.hits] == [
        ("memory", 1, True),
        ("volumes", 0, True),
        ("cpu", 0, False),
    ]
