"""Too much vanishing is no decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from plumbrule.errors import SourceError
from plumbrule.model.event import Event
from tests.builders.definitions import as_text, definition

if TYPE_CHECKING:
    from tests.loop.intake.office import Desk


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
