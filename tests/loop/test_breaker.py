"""The breaker: when many families differ although nobody changed anything, nothing is registered in their target."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
import yaml

from plumbrule.model.digest import canonical_json
from plumbrule.model.event import Event
from plumbrule.model.fact import OwnFact
from plumbrule.model.state import State
from tests.builders.clocks import T0
from tests.builders.definitions import definition, definition_with
from tests.loop.stage import PROD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.loop.stage import Stage

AHEAD = "zz-ahead"
"""Sorted last, so that every other family was compared before it."""
FIRST = "aa-ahead"
"""Sorted first: nothing is known yet when its turn comes."""


def families(number: int) -> list[str]:
    return [f"web-{each:02}" for each in range(number)]


@contextmanager
def read_only_by_default(stage: Stage) -> Iterator[None]:
    """AWS fills in a field that everybody knows, with a value that says something, for every revision there is."""
    stage.endpoint.knobs(era={"year": 2026, "container": {"readonlyRootFilesystem": True}})
    try:
        yield
    finally:
        stage.endpoint.knobs(era=2026)


def settled(staged: Callable[..., Stage], number: int, **changes: object) -> Stage:
    """So many families that agree, and two more that say themselves what AWS will fill in."""
    stage = staged(**changes)
    said = [definition_with(name, readonlyRootFilesystem=True) for name in (FIRST, AHEAD)]
    stage.put(*map(definition, families(number)), *said)
    stage.read()
    assert stage.shell.standings.states(PROD) == {"in_sync": number + 2}
    return stage


def restarted(staged: Callable[..., Stage], before: Stage, **changes: object) -> Stage:
    """A new process with the journal of the one before; its first look finds both others changed in Git."""
    stage = staged(journal=before.journal, **changes)
    stage.shelf.files = dict(before.shelf.files)
    stage.put(*(definition_with(name, readonlyRootFilesystem=True, stopTimeout=30) for name in (FIRST, AHEAD)))
    stage.read()
    return stage


@pytest.mark.parametrize(("number", "opens"), [(4, False), (5, True), (40, True)])
def test_after_a_start_it_opens_when_five_families_differ_by_themselves(
    staged: Callable[..., Stage], *, number: int, opens: bool
) -> None:
    before = settled(staged, number)
    with read_only_by_default(before):
        stage = restarted(staged, before)
    assert {stage.state(name) for name in families(number)} == {State.UNEXPLAINED}
    assert [len(stage.ours(name)) for name in (FIRST, AHEAD)] == ([1, 1] if opens else [2, 2])
    assert [stage.gates(name) for name in (FIRST, AHEAD)] == ([["breaker_open"]] * 2 if opens else [[], []])
    assert [len(stage.made(name)) for name in families(number)] == [1] * number
    told = stage.heard.of(Event.BREAKER_OPENED)
    assert [(one["unexplained"], one["families"], one["target"]) for one in told] == (
        [(number, number + 2, "prod")] if opens else []
    )


def test_it_opens_within_the_process_too_and_the_notice_names_path_and_fact_once(
    staged: Callable[..., Stage],
) -> None:
    stage = settled(staged, 6)
    with read_only_by_default(stage):
        stage.reload(generation="g2")
        stage.sweep()
        stage.sweep()
    (told,) = stage.heard.of(Event.BREAKER_OPENED)
    assert told["paths"] == {"containerDefinitions[].readonlyRootFilesystem": 6}
    assert yaml.safe_load(str(told["fact"])) == {
        "facts": [
            {
                "path": "containerDefinitions[].readonlyRootFilesystem",
                "default": True,
                "until": "2027-02-21",
                "reason": "AWS fills it in, seen 2026-11-23",
            }
        ]
    }


def test_while_it_is_open_nothing_at_all_is_registered(staged: Callable[..., Stage]) -> None:
    stage = settled(staged, 6)
    with read_only_by_default(stage):
        stage.reload(generation="g2")
        stage.put(definition("missing"), definition("web-00", cpu="512", memory="1024"))
        stage.read()
        stage.wait(3600)
        stage.sweep()
        assert stage.made("missing") == []
        assert (stage.state("missing"), stage.gates("missing")) == (State.MISSING, ["breaker_open"])
        assert len(stage.made("web-00")) == 1


def test_the_fact_closes_it_and_what_was_held_is_registered(staged: Callable[..., Stage]) -> None:
    before = settled(staged, 5)
    fact = OwnFact("containerDefinitions[].readonlyRootFilesystem", canonical_json(True), T0.date(), "AWS fills it in")  # noqa: FBT003
    with read_only_by_default(before):
        stage = restarted(staged, before)
        assert stage.gates(AHEAD) == ["breaker_open"]
        stage.reload(generation="g2", facts=(fact,))
        assert {stage.state(name) for name in (*families(5), FIRST, AHEAD)} == {State.IN_SYNC}
        assert [len(stage.ours(name)) for name in (FIRST, AHEAD)] == [2, 2]
    (told,) = stage.heard.of(Event.BREAKER_CLOSED)
    assert (told["unexplained"], told["families"]) == (0, 7)


def test_it_closes_when_aws_takes_it_back_and_opens_again_as_news(staged: Callable[..., Stage]) -> None:
    stage = settled(staged, 5)
    with read_only_by_default(stage):
        stage.reload(generation="g2")
    stage.reload(generation="g3")
    with read_only_by_default(stage):
        stage.reload(generation="g4")
    events = [one.event for one in stage.heard.notices if one.event in {Event.BREAKER_OPENED, Event.BREAKER_CLOSED}]
    assert events == [Event.BREAKER_OPENED, Event.BREAKER_CLOSED, Event.BREAKER_OPENED]


def test_drift_by_hand_never_opens_it(staged: Callable[..., Stage]) -> None:
    stage = settled(staged, 8)
    for name in families(8):
        stage.by_hand(definition(name, cpu="512", memory="1024"))
    stage.put(definition_with(AHEAD, readonlyRootFilesystem=True, stopTimeout=30))
    stage.reload(generation="g2")
    stage.read()
    assert {stage.state(name) for name in families(8)} == {State.OUT_OF_BAND}
    assert len(stage.ours(AHEAD)) == 2
    assert stage.heard.of(Event.BREAKER_OPENED) == []


def test_families_that_cannot_be_observed_keep_no_other_waiting_for_ever(staged: Callable[..., Stage]) -> None:
    before = settled(staged, 6)
    stage = staged(journal=before.journal)
    stage.shelf.files = dict(before.shelf.files)
    stage.put(definition_with(FIRST, readonlyRootFilesystem=True, stopTimeout=30))

    def broken(family: object) -> None:
        if str(family).startswith("web-"):
            raise RuntimeError("a fault of ours")

    stage.ecs.before["latest"] = broken
    stage.read()
    assert len(stage.ours(FIRST)) == 2
