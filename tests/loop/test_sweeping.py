"""What a sweep asks ECS for: a page of the list where that does, a Describe wherever it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from plumbrule.edge.contents import FileContents
from plumbrule.loop.sweeping import RIPE
from plumbrule.model.event import Event
from plumbrule.model.state import State
from tests.builders.definitions import definition

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.loop.stage import Stage

DESCRIBE, LIST = "DescribeTaskDefinition", "ListTaskDefinitions"
NAMES = ("a", "b", "c", "d")


@pytest.fixture
def settled(stage: Stage) -> Stage:
    """Four families in sync."""
    return _settle(stage)


def _settle(stage: Stage) -> Stage:
    for name in NAMES:
        stage.by_hand(definition(name))
    stage.put(*map(definition, NAMES))
    stage.read()
    assert [stage.state(name) for name in NAMES] == [State.IN_SYNC] * 4
    return stage


def _asked(stage: Stage, work: Callable[[], None]) -> tuple[list[str], int]:
    """Which families were described, and how many pages were listed."""
    described, listed = len(stage.calls(DESCRIBE)), len(stage.calls(LIST))
    work()
    return sorted(call.family for call in stage.calls(DESCRIBE)[described:]), len(stage.calls(LIST)) - listed


def test_a_sweep_over_what_did_not_change_reads_one_page_and_describes_nobody(settled: Stage) -> None:
    settled.heard.forget()
    assert _asked(settled, settled.sweep) == ([], 1)
    (summary,) = settled.heard.of(Event.SWEEP_FINISHED)
    assert (summary["families"], summary["unchanged"], summary["pages"]) == (4, 4, 1)
    assert summary["states"] == {"in_sync": 4}


def test_who_registers_by_hand_is_found_by_the_page_and_described(settled: Stage) -> None:
    settled.by_hand(definition("b", cpu="512", memory="1024"))
    assert _asked(settled, settled.sweep) == (["b"], 1)
    assert settled.state("b") is State.OUT_OF_BAND


def test_a_family_without_active_revisions_is_missing_in_the_list_and_described(settled: Stage) -> None:
    settled.endpoint.deregister(settled.made("b")[0].arn)
    described, _ = _asked(settled, settled.sweep)
    assert set(described) == {"b"}
    assert settled.state("b") is State.WITHDRAWN


def test_a_list_with_an_older_number_is_not_believed(settled: Stage) -> None:
    newest = settled.by_hand(definition("b", cpu="512", memory="1024"))
    settled.sweep()
    settled.endpoint.deregister(newest)
    assert _asked(settled, settled.sweep)[0] == ["b"]


def test_a_family_that_waits_for_another_look_is_always_described(settled: Stage) -> None:
    settled.put(definition("b", cpu="512", memory="1024"))
    settled.fail("RegisterTaskDefinition", "access_denied")
    settled.read()
    assert "b" in _asked(settled, settled.sweep)[0]


def test_tags_are_looked_at_each_day_a_share_in_each_sweep(settled: Stage) -> None:
    settled.clock.advance(RIPE.total_seconds())
    asked = [_asked(settled, settled.sweep)[0] for _ in range(5)]
    assert [len(one) for one in asked] == [1, 1, 1, 1, 0]
    assert sorted(name for one in asked for name in one) == list(NAMES)


def test_an_empty_bucket_lets_the_page_wait_and_nobody_is_described_instead(staged: Callable[..., Stage]) -> None:
    stage = _settle(staged(buckets={"reads": (8, 1.0)}))
    stage.ecs.inner.reads.empty()
    assert _asked(stage, stage.sweep) == ([], 0)
    assert _asked(stage, lambda: stage.wait(60)) == ([], 1)


def test_a_page_that_does_not_come_is_asked_for_again_and_then_everybody_is_described(settled: Stage) -> None:
    settled.fail(LIST, "http_500", 3)

    def until_the_end() -> None:
        settled.sweep()
        for _ in range(4):
            settled.wait(60)

    described, pages = _asked(settled, until_the_end)
    assert (described, pages) == (list(NAMES), 3)
    assert settled.heard.of(Event.SWEEP_FINISHED)[-1]["families"] == 4


def test_after_a_restart_the_page_and_what_was_kept_do(staged: Callable[..., Stage], tmp_path: Path) -> None:
    first = _settle(staged(contents=FileContents(tmp_path / "kept")))
    first.shell.world.contents.close()
    second = staged(contents=FileContents(tmp_path / "kept"), journal=first.journal)
    second.shelf.files.update(first.shelf.files)
    assert _asked(second, second.read) == ([], 1)
    assert [second.state(name) for name in NAMES] == [State.IN_SYNC] * 4
    assert _asked(second, second.sweep) == ([], 1)
    second.shell.world.contents.close()


def test_after_a_restart_without_what_was_kept_everybody_is_described(
    staged: Callable[..., Stage], tmp_path: Path
) -> None:
    first = _settle(staged(contents=FileContents(tmp_path / "kept")))
    first.shell.world.contents.close()
    (tmp_path / "kept").write_bytes(b"SQLite format 3\0 and then nothing of use")
    second = staged(contents=FileContents(tmp_path / "kept"), journal=first.journal)
    second.shelf.files.update(first.shelf.files)
    assert _asked(second, second.read) == (list(NAMES), 0)
    second.shell.world.contents.close()


def test_what_was_kept_is_not_believed_against_a_newer_revision(staged: Callable[..., Stage], tmp_path: Path) -> None:
    first = _settle(staged(contents=FileContents(tmp_path / "kept")))
    first.shell.world.contents.close()
    first.by_hand(definition("b", cpu="512", memory="1024"))
    second = staged(contents=FileContents(tmp_path / "kept"), journal=first.journal)
    second.shelf.files.update(first.shelf.files)
    assert _asked(second, second.read) == (["b"], 1)
    assert second.state("b") is State.OUT_OF_BAND
    second.shell.world.contents.close()


def test_a_reload_judges_everybody_anew_without_asking_for_them(staged: Callable[..., Stage], tmp_path: Path) -> None:
    stage = _settle(staged(contents=FileContents(tmp_path / "kept")))
    passes = stage.meter.read()["passes"]
    assert _asked(stage, lambda: stage.reload(generation="g2"))[0] == []
    assert stage.meter.read()["passes"] == passes + 4
    stage.shell.world.contents.close()
