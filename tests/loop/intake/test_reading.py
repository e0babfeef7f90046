"""Nothing is read twice: once per content, under the same settings."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tests.builders.clocks import T0, HandClock
from tests.builders.definitions import as_text, definition, definition_with

if TYPE_CHECKING:
    from tests.loop.intake.office import Desk


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
