"""Law 8 over whole lives: everything is said, nothing twice, and what does not change says nothing."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from plumbrule.errors import Declined
from plumbrule.model.incident import Kind
from tests.builders.definitions import definition_with
from tests.builders.people import unix
from tests.loop.stage import new_account
from tests.loop.telling.newsroom import CHANNEL, Newsroom, words
from tests.world.client import World
from tests.world.slack import Slack

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.model.incident import Incident

pytestmark = pytest.mark.slow

STEPS = 25
LIVES_PER_EXAMPLE = 0.25
FAMILIES = ("web", "api", "job")
IMAGES = ("r/app:1", "r/app:2", "r/app:hand")
KINDS = ("http_429", "http_500", "reset", "lost_answer", "slow")
ADA = unix("ada")


class Life(RuleBasedStateMachine):
    """What people and machines may do to a newsroom, in any order."""

    def __init__(self, room: Newsroom) -> None:
        super().__init__()
        self.room = room
        room.settle(*(definition_with(name, image=IMAGES[0]) for name in FAMILIES))
        self.seen: dict[str, Incident] = {}

    @rule(family=st.sampled_from(FAMILIES), image=st.sampled_from(IMAGES))
    def somebody_registers(self, family: str, image: str) -> None:
        self.room.by_hand(definition_with(family, image=image))
        self.room.sweep()

    @rule(family=st.sampled_from(FAMILIES), image=st.sampled_from(IMAGES))
    def git_says_something(self, family: str, image: str) -> None:
        self.room.put(definition_with(family, image=image))
        self.room.read()

    @rule(family=st.sampled_from(FAMILIES))
    def somebody_approves(self, family: str) -> None:
        with suppress(ValueError, Declined):
            self.room.approve(ADA, family)

    @precondition(lambda self: self.room.open())
    @rule(snooze=st.booleans(), which=st.integers(0, 9))
    def somebody_takes_one(self, snooze: bool, which: int) -> None:  # noqa: FBT001
        every = self.room.open()
        message = self.room.desk.incidents()[which % len(every)]
        if snooze:
            self.room.desk.snooze(ADA, [message.id], lasts=timedelta(hours=2))
        else:
            self.room.desk.acknowledge(ADA, [message.id])

    @rule(hours=st.sampled_from((0.1, 1.0, 5.0, 26.0)))
    def time_passes(self, hours: float) -> None:
        self.room.clock.advance(hours * 3600)
        self.room.remind()

    @rule(kind=st.sampled_from(KINDS), method=st.sampled_from(("*", "chat.postMessage", "chat.update")))
    def slack_has_trouble(self, kind: str, method: str) -> None:
        self.room.slack.fail(kind, method, seconds=0.01)

    @rule(rounds=st.integers(1, 4))
    def the_postman_goes_his_rounds(self, rounds: int) -> None:
        self.room.post(rounds, 35)

    @rule()
    def the_postman_is_replaced(self) -> None:
        self.room.postman = self.room.hire()

    @rule()
    def nothing_changes(self) -> None:
        """Everything that is due is said; then the same state once more says nothing."""
        self._everything_said()
        before = len(self.room.slack.messages(CHANNEL))
        self.room.clock.advance(60)
        self.room.sweep()
        self.room.post(4, 20)
        assert len(self.room.slack.messages(CHANNEL)) == before

    @invariant()
    def one_incident_is_open_for_each_subject(self) -> None:
        for one in self.room.open():
            self.seen[one.id] = one
        assert max(Counter(one.concern.subject for one in self.room.open()).values(), default=0) <= 1

    def teardown(self) -> None:
        try:
            self._everything_said()
            self._judge()
        finally:
            self.room.slack.workspace.__init__()  # type: ignore[misc]  # an empty workspace for the next life

    def _everything_said(self) -> None:
        self.room.slack.heal()
        self.room.remind()
        for _ in range(30):
            if not self.room.journal.untold():
                return
            self.room.post(4, 35)
        raise AssertionError(f"something is never said: {self.room.journal.untold()}")

    def _judge(self) -> None:
        roots = {f"{CHANNEL}:{one['ts']}": one for one in self.room.slack.roots(CHANNEL)}
        for name in self.seen:
            (incident,) = self.room.journal.incidents_named(name)
            letter = self.room.journal.letter_of(name, "slack", CHANNEL)
            assert letter is not None, f"silent: {incident}"
            shown = words(roots[letter.ref])
            assert incident.concern.family in shown
            if len(letter.members) == 1 and incident.kind is not Kind.REGISTERED:
                assert ("\N{LARGE GREEN CIRCLE}" in shown) == (not incident.is_open)
        keys = Counter(one["metadata"]["event_payload"]["key"] for one in self.room.slack.messages(CHANNEL))
        assert max(keys.values(), default=1) == 1


@pytest.fixture
def rooms(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    with World.start() as endpoint, Slack() as slack:
        made: list[Newsroom] = []

        def make() -> Newsroom:
            if made:
                made.pop().close()
            made.append(Newsroom(endpoint, new_account(monkeypatch), slack))
            return made[0]

        yield make
        for one in made:
            one.close()


def test_every_incident_is_said_once_and_the_same_state_twice_says_nothing(rooms: Any) -> None:  # noqa: ANN401
    class InThisRoom(Life):
        def __init__(self) -> None:
            super().__init__(rooms())

    examples = max(5, int(settings().max_examples * LIVES_PER_EXAMPLE))
    run_state_machine_as_test(InThisRoom, settings=settings(max_examples=examples, stateful_step_count=STEPS))
