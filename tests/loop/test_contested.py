"""Two writers who put their own content on top of each other's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from plumbrule.loop.turns import Turns
from plumbrule.model.apart import Contest
from plumbrule.model.event import Event
from tests.builders.cases import KEY, digest, revision
from tests.builders.definitions import definition

if TYPE_CHECKING:
    from tests.loop.stage import Stage

DAY = 86_400.0
OURS, THEIRS = "role/plumbrule", "role/ci"


def played(turns: Turns, *moves: tuple[str, str, float]) -> Contest | None:
    """What is said after the last of (content, writer, seconds)."""
    found = None
    for number, (letter, writer, at) in enumerate(moves, start=1):
        live = revision(number, registered_by=writer)
        found = turns.note(KEY, live, digest(letter) or pytest.fail(letter), at)
    return found


def test_three_turns_of_two_writers_within_a_day_are_a_contest() -> None:
    moves = [("A", OURS, 0.0), ("B", THEIRS, 1.0), ("A", OURS, 2.0), ("B", THEIRS, 3.0)]
    turns = Turns()
    assert played(turns, *moves) == Contest(3, (THEIRS, OURS), (4, 3))


@pytest.mark.parametrize(
    "moves",
    [
        pytest.param([("A", OURS, 0.0), ("B", THEIRS, 1.0), ("A", OURS, 2.0)], id="two turns"),
        pytest.param(
            [("A", OURS, 0.0), ("B", THEIRS, 1.0), ("A", OURS, 2.0), ("C", THEIRS, 3.0)], id="always something new"
        ),
        pytest.param([("A", OURS, 0.0), ("B", OURS, 1.0), ("A", OURS, 2.0), ("B", OURS, 3.0)], id="one writer"),
        pytest.param(
            [("A", OURS, 0.0), ("B", THEIRS, 1.0), ("A", OURS, 2.0), ("B", THEIRS, DAY + 1.0)], id="more than a day"
        ),
        pytest.param(
            [("A", OURS, 0.0), ("B", THEIRS, 1.0), ("B", OURS, 2.0), ("A", OURS, 3.0)], id="the same content again"
        ),
    ],
)
def test_what_is_no_contest(moves: list[tuple[str, str, float]]) -> None:
    assert played(Turns(), *moves) is None


def test_a_contest_ends_when_a_day_has_passed_since_the_first_turn() -> None:
    turns = Turns()
    played(turns, ("A", OURS, 0.0), ("B", THEIRS, 10.0), ("A", OURS, 20.0), ("B", THEIRS, 30.0))
    live = revision(4, registered_by=THEIRS)
    assert turns.note(KEY, live, digest("B") or pytest.fail("B"), 10.0 + DAY - 1.0) is not None
    assert turns.note(KEY, live, digest("B") or pytest.fail("B"), 10.0 + DAY) is None


def test_registering_a_contested_family_stops_and_both_are_named(stage: Stage) -> None:
    one, other, third = (definition(cpu=cpu, memory="2048") for cpu in ("256", "512", "1024"))
    stage.put(one)
    stage.read()
    stage.by_hand(other)
    stage.sweep()
    stage.put(other)
    stage.read()
    stage.put(one)
    stage.read()
    stage.by_hand(other)
    stage.sweep()
    before = len(stage.made())
    stage.put(other)
    stage.read()
    stage.put(third)
    stage.read()
    assert (len(stage.made()), stage.gates()) == (before, ["contested"])
    (reason,) = stage.heard.of(Event.PASS_SETTLED)[-1]["reasons"]
    assert reason.startswith("two contents took turns 3 times within a day: revision 4 is by ")
    assert "assumed-role/Console/somebody" in reason
    stage.wait(DAY)
    assert len(stage.made()) == before + 1
