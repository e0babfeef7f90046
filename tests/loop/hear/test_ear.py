"""Whatever becomes of the queue, the loop goes on, and the trouble and its end are each said once."""

from __future__ import annotations

import json
import threading
import time
from typing import TYPE_CHECKING

import pytest

from plumbrule.errors import Denied, Throttled, Unavailable
from plumbrule.loop.hear.ear import DENIED_WAIT, LONGEST_WAIT
from plumbrule.loop.hear.noting import SERVICES_AFTER
from plumbrule.model.event import Event
from plumbrule.model.state import State
from tests.builders.definitions import definition
from tests.builders.events import envelope, registering

if TYPE_CHECKING:
    from plumbrule.errors import PlumbruleError
    from tests.loop.hear.conftest import Post

BY_HAND = definition(cpu="512", memory="1024")
QUEUE = "https://sqs.test/queue"


@pytest.mark.parametrize(
    ("error", "level"),
    [
        (Unavailable("sqs:ReceiveMessage: the queue does not exist"), "warning"),
        (Throttled("sqs:ReceiveMessage: slow down"), "warning"),
        (Denied("AWS does not allow sqs:ReceiveMessage"), "error"),
    ],
    ids=lambda one: getattr(one, "code", ""),
)
def test_a_queue_in_trouble_is_told_once_and_so_is_its_end_while_polling_goes_on(
    post: Post, error: PlumbruleError, level: str
) -> None:
    post.hole.failing = error
    for _ in range(5):
        assert post.ear.round() >= 1
    (told,) = [one for one in post.stage.heard.notices if one.event is Event.EVENTS_FAILED]
    assert (told.level, told.fields) == (level, {"queue": QUEUE, "code": error.code, "message": str(error)})
    post.stage.by_hand(BY_HAND)
    post.stage.sweep()
    assert post.stage.state() is State.OUT_OF_BAND
    post.hole.failing = None
    post.ear.round()
    post.ear.round()
    assert post.stage.heard.of(Event.EVENTS_HEARD) == [{"queue": QUEUE}]


def test_trouble_in_other_words_is_no_news_while_it_lasts_and_news_after_it_ended(post: Post) -> None:
    for words in ("request 1", "request 2", None, "request 3"):
        post.hole.failing = Unavailable(words) if words else None
        post.ear.round()
    assert [one["message"] for one in post.stage.heard.of(Event.EVENTS_FAILED)] == ["request 1", "request 3"]


def test_waits_grow_up_to_a_minute_and_a_denial_waits_a_minute_at_once(post: Post) -> None:
    post.hole.failing = Unavailable("gone")
    waits = [post.ear.round() for _ in range(40)]
    assert (waits[:4], waits[-1]) == ([1, 2, 4, 8], LONGEST_WAIT)
    post.hole.failing = None
    post.ear.round()
    post.hole.failing = Denied("no")
    assert post.ear.round() == DENIED_WAIT


def test_a_queue_without_messages_is_not_asked_without_a_pause(post: Post) -> None:
    assert 0 < post.ear.round() <= 1
    post.hole.put("{}")
    assert post.ear.round() == 0


def test_poison_is_told_once_for_each_reason_counted_and_let_go_of(post: Post) -> None:
    given_away = "token: hunter2-hunter2"
    assert post.come("{" + given_away, "no json either", json.dumps({"x": given_away}), "[" * 100_000) == 0
    told = post.stage.heard.of(Event.EVENT_REFUSED)
    assert [one["message"] for one in told] == ["it is no JSON", "it is no event of EventBridge"]
    assert "hunter2" not in str(post.stage.heard.notices)
    assert (post.hole.waiting, post.count("refused")) == ([], 4)


def test_a_sound_message_behind_poison_is_followed(post: Post) -> None:
    made = post.stage.by_hand(BY_HAND)
    assert post.come("poison", registering(made), "poison") == 1
    assert post.stage.state() is State.OUT_OF_BAND


def test_a_message_that_cannot_be_deleted_comes_again_and_costs_nothing_more(post: Post) -> None:
    made = post.stage.by_hand(BY_HAND)
    post.hole.keeping = Unavailable("sqs:DeleteMessage: 1 messages were not deleted")
    post.hole.put(registering(made))
    post.ear.round()
    post.stage.run()
    assert post.stage.state() is State.OUT_OF_BAND
    asked = len(post.stage.calls("DescribeTaskDefinition"))
    post.ear.round()
    post.hole.keeping = None
    post.ear.round()
    post.stage.run()
    assert len(post.stage.calls("DescribeTaskDefinition")) == asked
    assert post.hole.waiting == []
    assert len(post.stage.heard.of(Event.EVENTS_FAILED)) == len(post.stage.heard.of(Event.EVENTS_HEARD)) == 1


def test_a_journal_that_is_broken_costs_one_look_too_many_and_no_message(post: Post) -> None:
    post.stage.journal.close()
    post.hole.put(registering(post.stage.by_hand(BY_HAND)))
    before = post.stage.shell.queue.depth()
    post.ear.round()
    assert post.hole.waiting == []
    assert post.stage.shell.queue.depth() == before + 1


def test_services_that_are_named_are_looked_at_soon_and_once_and_no_family_is(post: Post) -> None:
    event = envelope("ECS Service Action", {"group": "service:web"}, account=post.stage.account)
    before = len(post.stage.calls("ListClusters"))
    assert post.come(*[event] * 30) == 0
    assert len(post.stage.calls("ListClusters")) == before
    post.stage.wait(SERVICES_AFTER)
    assert len(post.stage.calls("ListClusters")) == before + 1
    assert post.count("of_services") == 30


def test_a_thread_hears_until_it_is_stopped_and_closes_its_inbox(post: Post) -> None:
    post.hole.put(registering(post.stage.by_hand(BY_HAND)))
    post.ear.start()
    until = time.monotonic() + 10
    while post.hole.waiting and time.monotonic() < until:
        time.sleep(0.01)
    assert post.ear.stop(10)
    assert post.hole.closed
    assert "ear" not in {one.name for one in threading.enumerate()}
    post.stage.run()
    assert post.stage.state() is State.OUT_OF_BAND
