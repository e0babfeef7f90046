"""Clicks reach us by Socket Mode and by HTTP, whatever connections do."""

from __future__ import annotations

import socket
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest

from plumbrule.core.tell.samples import samples
from plumbrule.edge.notify.slack import Endpoint, SlackSink, Stream
from plumbrule.model.event import Event, Notice
from tests.world.slack import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET, Slack
from tests.world.slack.slack import send_click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

pytestmark = pytest.mark.slow
DRIFT = dict(samples())["drift"]


class Taken:
    """What arrived."""

    def __init__(self) -> None:
        self.payloads: list[Mapping[str, Any]] = []
        self.notices: list[Notice] = []

    def take(self, payload: Mapping[str, Any]) -> None:
        self.payloads.append(payload)


@pytest.fixture
def slack() -> Iterator[Slack]:
    with Slack() as found:
        yield found


@pytest.fixture
def taken() -> Taken:
    return Taken()


@pytest.fixture
def stream(slack: Slack, taken: Taken) -> Iterator[Stream]:
    made = Stream(APP_TOKEN, slack.api, taken.take, taken.notices.append, ping=1.0)
    made.start()
    slack.wait(lambda: slack.sockets)
    yield made
    made.stop(5)


def message(slack: Slack) -> dict[str, Any]:
    SlackSink(BOT_TOKEN, slack.api).post("alerts", DRIFT)
    return slack.roots("alerts")[0]


def click(slack: Slack, times: int = 1) -> str:
    payload = slack.payload("alerts", message(slack), "plumbrule:approve", "U0ADA")
    return slack.envelope(payload, times)


def test_a_click_arrives_and_is_acknowledged(slack: Slack, taken: Taken, stream: Stream) -> None:
    del stream
    name = click(slack)
    slack.wait(lambda: taken.payloads)
    assert taken.payloads[0]["actions"][0]["action_id"] == "plumbrule:approve"
    slack.wait(lambda: name in slack.acks)


def test_every_duplicate_is_acknowledged(slack: Slack, taken: Taken, stream: Stream) -> None:
    del stream
    name = click(slack, times=3)
    slack.wait(lambda: slack.acks.count(name) == 3)
    assert len({str(one) for one in taken.payloads}) == 1


@pytest.mark.parametrize("abrupt", [False, True], ids=["slack asks for a new connection", "the connection is torn"])
def test_a_connection_that_ends_is_made_anew_and_clicks_arrive_again(
    slack: Slack, taken: Taken, stream: Stream, *, abrupt: bool
) -> None:
    del stream
    slack.disconnect(abrupt=abrupt)
    slack.wait(lambda: slack.sockets_opened >= 2 and slack.sockets, 30)
    click(slack)
    slack.wait(lambda: taken.payloads, 20)


def test_a_token_that_is_wrong_is_told_once_and_tried_again(slack: Slack, taken: Taken) -> None:
    slack.fail("slack_error", "apps.connections.open", times=2, error="invalid_auth")
    made = Stream(APP_TOKEN, slack.api, taken.take, taken.notices.append)
    made.start()
    slack.wait(lambda: slack.sockets, 20)
    slack.wait(lambda: len(taken.notices) == 2)
    assert [one.event for one in taken.notices] == [Event.CLICKS_FAILED, Event.CLICKS_HEARD]
    assert APP_TOKEN not in str(taken.notices)
    made.stop(5)


def test_nothing_is_left_running(slack: Slack, taken: Taken) -> None:
    made = Stream(APP_TOKEN, slack.api, taken.take, taken.notices.append)
    made.start()
    slack.wait(lambda: slack.sockets)
    assert made.stop(5)
    slack.wait(lambda: slack.sockets == 0)
    names = {one.name for one in threading.enumerate()}
    assert "slack clicks" not in names


def free() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def endpoint(taken: Taken) -> Iterator[str]:
    port = free()
    made = Endpoint(f"127.0.0.1:{port}", SIGNING_SECRET, taken.take, taken.notices.append)
    made.start()
    yield f"http://127.0.0.1:{port}/slack/actions"
    assert made.stop(5)


def send(url: str, payload: dict[str, Any], **changes: str) -> int:
    """Once it listens."""
    for _ in range(100):
        try:
            return send_click(url, payload, **changes)
        except OSError:
            time.sleep(0.05)
    raise AssertionError("nobody listens")


def test_a_signed_click_arrives(slack: Slack, taken: Taken, endpoint: str) -> None:
    payload = slack.payload("alerts", message(slack), "plumbrule:approve", "U0ADA")
    assert send(endpoint, payload) == 200
    slack.wait(lambda: taken.payloads == [payload])


REFUSED: dict[str, Callable[[], dict[str, str]]] = {
    "somebody else's signature": lambda: {"signature": "v0=" + "0" * 64},
    "a body that was changed on the way": lambda: {"sent": "payload=%7B%7D"},
    "a time of an hour ago": lambda: {"stamp": str(int(time.time()) - 3600)},
    "a time that is no number": lambda: {"stamp": "yesterday"},
    "no signature": lambda: {"signature": "v0="},
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_slack_did_not_sign_now_is_refused(slack: Slack, taken: Taken, endpoint: str, case: str) -> None:
    payload = slack.payload("alerts", message(slack), "plumbrule:approve", "U0ADA")
    assert send(endpoint, payload, **REFUSED[case]()) == 401
    assert taken.payloads == []


def test_the_same_request_twice_is_a_replay(slack: Slack, taken: Taken, endpoint: str) -> None:
    payload = slack.payload("alerts", message(slack), "plumbrule:approve", "U0ADA")
    stamp = str(int(time.time()))
    assert send(endpoint, payload, stamp=stamp) == 200
    assert send(endpoint, payload, stamp=stamp) == 401
    slack.wait(lambda: len(taken.payloads) == 1)


def test_a_port_that_is_taken_is_told_and_stops_nothing(taken: Taken) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        made = Endpoint(f"127.0.0.1:{other.getsockname()[1]}", SIGNING_SECRET, taken.take, taken.notices.append)
        made.start()
        assert [one.event for one in taken.notices] == [Event.CLICKS_FAILED]
        assert made.stop(1)
