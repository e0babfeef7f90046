"""Nothing is lost, whatever Slack does; and nothing is said twice but once for each lost answer that hid it."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from plumbrule.model.event import Event
from plumbrule.model.outbox import Sending
from tests.builders.definitions import definition_with
from tests.builders.people import unix
from tests.loop.telling.newsroom import CHANNEL, V1, words

if TYPE_CHECKING:
    from tests.loop.telling.newsroom import Newsroom

ADA_AT_THE_SOCKET = unix("ada")
OTHER = ({"user": "2"}, {"image": "r/app:2"}, {"workingDirectory": "/x"}, {"readonlyRootFilesystem": True})
POST = "chat.postMessage"
WEB2 = definition_with("web2", user="1000", image="r/app:1")


@pytest.fixture
def drifting(newsroom: Newsroom) -> Newsroom:
    """A family has drifted, and nobody was told yet."""
    newsroom.settle()
    newsroom.drift()
    return newsroom


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("http_429", {"retry_after": 7}),
        ("http_500", {}),
        ("http_503", {}),
        ("reset", {}),
        ("garbage", {}),
        ("slack_error", {"error": "internal_error"}),
        ("slack_error", {"error": "ratelimited"}),
        ("slack_error", {"error": "invalid_auth"}),
    ],
    ids=str,
)
def test_what_time_or_the_operator_mends_delays_the_message_and_loses_nothing(
    drifting: Newsroom, kind: str, more: dict[str, object]
) -> None:
    drifting.slack.fail(kind, POST, times=3, **more)
    drifting.post(30, 20)
    assert "web in prod has drifted" in words(drifting.root())
    assert drifting.journal.untold() == {}


def test_a_429_is_waited_for_as_long_as_slack_says(drifting: Newsroom) -> None:
    drifting.slack.fail("http_429", POST, retry_after=120)
    drifting.post(10, 10)
    assert drifting.slack.roots(CHANNEL) == []
    assert len(drifting.slack.calls(POST)) == 1
    drifting.post(10, 10)
    assert drifting.root()


def test_a_lost_answer_is_looked_for_and_not_repeated(drifting: Newsroom) -> None:
    drifting.slack.fail("lost_answer", POST)
    drifting.post(30)
    assert len(drifting.slack.messages(CHANNEL)) == 1
    drifting.drift(V1)
    drifting.post()
    assert "web in prod is as Git says again" in words(drifting.root())


def test_a_lost_answer_in_a_thread_is_looked_for_and_not_repeated(drifting: Newsroom) -> None:
    drifting.post()
    drifting.slack.fail("lost_answer", POST)
    drifting.drift(V1)
    drifting.post(30)
    assert drifting.thread() == ["Resolved. Revision 3 is what Git says."]


def test_without_the_scope_to_look_a_lost_answer_costs_one_repeat(drifting: Newsroom) -> None:
    drifting.slack.workspace.scopes.clear()
    drifting.slack.fail("lost_answer", POST)
    drifting.post(30)
    assert len(drifting.slack.roots(CHANNEL)) == 2


def test_slack_down_for_hours_loses_nothing_and_does_not_flood_on_return(drifting: Newsroom) -> None:
    drifting.post()
    drifting.slack.fail("http_503", times=None)
    for number in range(6):
        drifting.drift(definition_with(user=f"{2000 + number}", image="r/app:hand"))
        drifting.post(4, 300)
    before = len(drifting.slack.messages(CHANNEL))
    drifting.slack.heal()
    drifting.post(20)
    assert '- "2005"' in words(drifting.root())
    assert len(drifting.slack.messages(CHANNEL)) - before == 1
    assert drifting.thread()[0].startswith("Held back from 2026-11-23 12:")
    assert "the difference is another now (6 times)" in drifting.thread()[0]


def test_what_came_and_went_while_slack_was_down_is_told_once_when_it_returns(drifting: Newsroom) -> None:
    drifting.slack.fail("http_503", times=None)
    drifting.post(4, 300)
    drifting.drift(V1)
    drifting.post(4, 300)
    drifting.slack.heal()
    drifting.post(20)
    said = words(drifting.root())
    assert "web in prod is as Git says again" in said
    assert "Held back from" in said
    assert drifting.thread() == []


def test_trouble_of_a_sink_is_logged_once_and_its_end_too(drifting: Newsroom) -> None:
    drifting.slack.fail("http_503", times=None)
    drifting.post(10, 60)
    drifting.slack.heal()
    drifting.post(20)
    assert len(drifting.heard.of(Event.SINK_FAILED, sink="slack")) == 1
    assert len(drifting.heard.of(Event.SINK_RECOVERED, sink="slack")) == 1


def test_a_channel_that_is_gone_makes_a_dead_letter_which_retry_sends_again(drifting: Newsroom) -> None:
    drifting.slack.channel(CHANNEL, "is_archived")
    drifting.post()
    (dead,) = drifting.desk.status().dead
    assert (dead.channel, dead.error) == (
        CHANNEL,
        "posting a message: Slack says is_archived: the channel is archived: name another one in notify.routes",
    )
    drifting.slack.channel(CHANNEL, "")
    assert "1 dead letters" in drifting.desk.retry(ADA_AT_THE_SOCKET).message
    drifting.post()
    assert "web in prod has drifted" in words(drifting.root())
    assert drifting.desk.status().dead == ()


def test_poison_for_one_channel_does_not_keep_others_from_being_told(newsroom: Newsroom) -> None:
    newsroom.settle(V1, WEB2)
    newsroom.drift()
    newsroom.slack.fail("slack_error", POST, error="invalid_blocks")
    newsroom.post()
    newsroom.clock.advance(7200)
    newsroom.drift(definition_with("web2", user="9", image="r/app:9"))
    newsroom.post()
    assert "web2 in prod has drifted" in words(newsroom.root())
    assert [one.state for one in newsroom.journal.dead()] == [Sending.DEAD]


def test_a_message_that_somebody_deleted_is_made_anew(drifting: Newsroom) -> None:
    drifting.post()
    drifting.slack.delete(CHANNEL, drifting.root()["ts"])
    drifting.drift(definition_with(user="0", image="r/app:hand"))
    drifting.post()
    assert '- "0"' in words(drifting.root())


def test_one_message_a_second_for_each_channel(newsroom: Newsroom) -> None:
    """By the clock of the stage, which stands still between two rounds."""
    names = [f"web{number}" for number in range(4)]
    newsroom.settle(*(definition_with(name, user="1", image="r/app:1") for name in names))
    for number, name in enumerate(names):
        changed = {"user": "1", "image": "r/app:1", **OTHER[number]}
        newsroom.by_hand(definition_with(name, **changed))
    newsroom.sweep()
    newsroom.clock.advance(60)
    for told in range(1, 5):
        newsroom.postman.round()
        newsroom.postman.round()
        assert len(newsroom.slack.roots(CHANNEL)) == told
        newsroom.clock.advance(1)


def test_a_postman_that_dies_between_posting_and_writing_it_down_repeats_nothing(drifting: Newsroom) -> None:
    record, calls = drifting.journal.record, []

    def dying(*entries: object) -> None:
        calls.append(entries)
        if any(getattr(one, "ref", "") for one in entries):
            raise KeyboardInterrupt
        record(*entries)  # type: ignore[arg-type]

    drifting.clock.advance(60)
    drifting.journal.record = dying  # type: ignore[method-assign]
    with pytest.raises(KeyboardInterrupt):
        drifting.postman.round()
    del drifting.journal.record
    drifting.postman = drifting.hire()
    drifting.post()
    assert len(drifting.slack.messages(CHANNEL)) == 1


def test_a_failing_sink_never_slows_a_pass(drifting: Newsroom) -> None:
    """The postman hangs in Slack; sweeps go on beside it."""
    drifting.slack.fail("slow", POST, seconds=3)
    drifting.clock.advance(60)
    hanging = threading.Thread(target=drifting.postman.round)
    hanging.start()
    drifting.slack.wait(lambda: drifting.slack.calls(POST))
    drifting.drift(definition_with(user="0", image="r/app:hand"))
    assert hanging.is_alive()
    assert drifting.state().value == "out_of_band"
    hanging.join(10)
