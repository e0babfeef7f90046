"""Laws 1, 7 and 9 over whole lives: whatever happens in whatever order, and then everything is quiet."""

from __future__ import annotations

from contextlib import closing
from itertools import count
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from plumbrule.edge.aws.access import Access
from plumbrule.edge.aws.sessions import open_clients
from tests.faults.seeds.ledger import File
from tests.laws.machine.ground import ACCOUNT, REGION, Ground
from tests.laws.machine.people import People
from tests.loop.stage import use_account
from tests.world.client import World

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from plumbrule.edge.aws.sessions import Clients

pytestmark = pytest.mark.slow

STEPS = 30
LIVES_PER_EXAMPLE = 0.15
"""A life costs what hundreds of small examples cost."""


@pytest.fixture
def ground(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Callable[[], Ground]]:
    """Makes fresh grounds, one after the other, over one endpoint."""
    use_account(monkeypatch, ACCOUNT)
    lives = count()
    with World.start() as endpoint, closing(_clients(endpoint.url)) as clients:
        yield lambda: Ground(endpoint, clients, tmp_path / str(next(lives)) / "journal.sqlite")


def _clients(url: str) -> Clients:
    return open_clients(Access(REGION, "machine", endpoint_url=url, connections=1))


def test_after_any_life_each_plan_was_registered_once_and_everything_comes_to_rest(
    ground: Callable[[], Ground],
) -> None:
    class Life(People):
        def __init__(self) -> None:
            super().__init__(ground())

    examples = int(settings().max_examples * LIVES_PER_EXAMPLE)
    run_state_machine_as_test(Life, settings=settings(max_examples=examples, stateful_step_count=STEPS))


# Lives that once went wrong, or would with one line less in the daemon.


def lost_while_the_wall_clock_jumps_a_day(people: People) -> None:
    people.begin(lagging=True)
    people.edit("web", trouble="lost_answer", then="a day")


def lost_and_then_the_file_breaks(people: People) -> None:
    people.begin(lagging=True)
    people.edit("web", trouble="lost_answer", then="sweep")
    people.break_or_remove_the_file("api", content=File.BROKEN, then="minute")
    people.restart(then="minute")


def lost_and_then_the_file_goes(people: People) -> None:
    people.begin(lagging=True)
    people.edit("web", trouble="lost_answer", then="sweep")
    people.break_or_remove_the_file("api", content=File.GONE, then="nothing")
    people.restart(then="minute")


def rolled_back_by_hand_while_git_goes_on(people: People) -> None:
    people.begin(lagging=False)
    people.edit("web", trouble=None, then="sweep")
    people.edit("web", trouble=None, then="sweep")
    people.register_by_hand("web", what="rollback", then="sweep")
    people.edit("web", trouble=None, then="minute")


def withdrawn_while_git_goes_on(people: People) -> None:
    people.begin(lagging=False)
    people.edit("web", trouble=None, then="sweep")
    people.deregister("web", then="nothing")
    people.edit("web", trouble=None, then="minute")


@pytest.mark.parametrize(
    "life",
    [
        lost_while_the_wall_clock_jumps_a_day,
        lost_and_then_the_file_breaks,
        lost_and_then_the_file_goes,
        rolled_back_by_hand_while_git_goes_on,
        withdrawn_while_git_goes_on,
    ],
)
def test_a_life_that_is_known_comes_to_rest(life: Callable[[People], None], ground: Callable[[], Ground]) -> None:
    people = People(ground())
    try:
        life(people)
    finally:
        people.teardown()
    assert people.ledger.counts["registered"] > 0
