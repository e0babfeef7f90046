"""Buttons: a click is a decision at the desk, and the message says who made it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from slack_sdk import WebClient

from plumbrule.edge.notify.slack.clicks import read
from plumbrule.model.event import Event
from plumbrule.model.incident import Status
from plumbrule.model.policy import Clause, Consent, Requirement
from plumbrule.model.tree import as_object
from tests.builders.definitions import definition_with
from tests.loop.desk.office import policy
from tests.loop.telling.newsroom import CHANNEL, EVERYBODY, V1, words
from tests.world.slack import BOT_TOKEN

if TYPE_CHECKING:
    from tests.loop.telling.newsroom import Newsroom

V2 = definition_with(user="1001", image="r/app:1")
V3 = definition_with(user="1002", image="r/app:1")
TWO_PEOPLE = policy(people=EVERYBODY, clauses=(Clause(Consent.APPROVE, requirement=Requirement(2)),))


@pytest.fixture
def asking(newsroom: Newsroom) -> Newsroom:
    """Git says something new, and people are asked."""
    newsroom.settle()
    newsroom.put(V2)
    newsroom.read()
    newsroom.post()
    return newsroom


def test_what_waits_for_approval_is_told_with_its_plan_and_risk(asking: Newsroom) -> None:
    said = words(asking.root())
    assert "web in prod waits for approval" in said
    assert "Risk: user" in said
    assert f"plumbrule approve {asking.plan().id[:16]}" in said


def test_approve_registers_and_the_message_says_who_did_it(asking: Newsroom) -> None:
    asking.click("approve")
    asking.post()
    assert len(asking.ours()) == 1
    assert "Registered as revision 2." in words(asking.root())
    assert asking.thread() == ["Registered as revision 2."]
    assert asking.open() == ()
    (approval,) = [one for one in asking.desk.audit().lines if one["kind"] == "approval"]
    body = as_object(approval["body"])
    assert (body["person"], body["identity"]) == ("ada", {"method": "slack", "subject": "U0ADA"})


def test_of_two_needed_the_first_is_shown_while_the_second_is_awaited(asking: Newsroom) -> None:
    asking.reload(policy=TWO_PEOPLE)
    asking.click("approve")
    asking.post()
    assert "approved by ada at" in words(asking.root())
    assert asking.ours() == []
    asking.click("approve", by="U0BOB")
    asking.post()
    assert len(asking.ours()) == 1
    assert "Registered as revision 2." in words(asking.root())


def test_ten_clicks_of_one_person_are_one_approval(asking: Newsroom) -> None:
    payload = asking.slack.payload(CHANNEL, asking.root(), "plumbrule:approve", "U0ADA")
    for _ in range(10):
        asking.clicks.take(payload)
    asking.run()
    asking.post()
    assert len([one for one in asking.desk.audit().lines if one["kind"] == "approval"]) == 1
    assert len(asking.ours()) == 1


def test_a_button_for_a_plan_that_has_moved_says_so_and_does_nothing(asking: Newsroom) -> None:
    before = asking.root()
    asking.put(V3)
    asking.read()
    asking.click("approve", message=before)
    asking.post()
    (whisper,) = asking.slack.whispers
    assert whisper["text"].startswith("Nothing was done:")
    assert "Git says something else" in whisper["text"]
    assert asking.ours() == []


def test_an_approval_that_is_void_is_told(asking: Newsroom) -> None:
    asking.reload(policy=TWO_PEOPLE)
    asking.click("approve")
    asking.post()
    asking.put(V3)
    asking.read()
    asking.post()
    assert [line.splitlines()[0] for line in asking.thread()] == [
        "Approved by ada (in Slack).",
        "The approval is void: what was approved has moved.",
    ]


def test_reject_asks_why_and_the_reason_is_kept(asking: Newsroom) -> None:
    asking.click("reject", by="U0BOB")
    (view,) = asking.slack.views
    asking.clicks.take(asking.slack.submission(view, "U0BOB", "not before the launch"))
    asking.run()
    asking.post()
    assert "Rejected by bob (not before the launch)." in asking.thread()
    assert "rejected" in asking.gates()


def test_somebody_who_is_nobody_is_told_so_in_private(asking: Newsroom) -> None:
    asking.click("approve", by="U0MALLORY")
    (whisper,) = asking.slack.whispers
    assert (whisper["user"], "mapped to nobody" in whisper["text"]) == ("U0MALLORY", True)
    assert asking.ours() == []
    assert Event.CLICK_REFUSED in {one.event for one in asking.heard.notices}


def test_another_workspace_is_a_stranger(asking: Newsroom) -> None:
    asking.click("approve", team="T0EVIL")
    assert asking.ours() == []


def test_a_forged_value_is_no_click() -> None:
    payload = {
        "type": "block_actions",
        "user": {"id": "U0ADA"},
        "actions": [{"action_id": "plumbrule:approve", "value": "../../x"}],
    }
    assert read(payload) is None


def test_what_is_written_with_the_bot_s_token_is_never_a_wish(asking: Newsroom) -> None:
    plan, root = asking.plan().id, asking.root()
    bot = WebClient(BOT_TOKEN, base_url=asking.slack.api)
    said = f"plumbrule approve {plan}"
    bot.chat_postMessage(channel=CHANNEL, text=said, blocks=root["blocks"], metadata=root["metadata"])
    bot.chat_postMessage(channel=CHANNEL, text=said, thread_ts=root["ts"])
    bot.chat_update(channel=CHANNEL, ts=root["ts"], text="Approved by ada (in Slack).")
    asking.post()
    asking.remind()
    asking.sweep()
    assert asking.ours() == []
    assert asking.gates() == ["awaiting_approval"]
    assert [one for one in asking.desk.audit().lines if one["kind"] == "approval"] == []


def test_acknowledge_is_shown_and_takes_its_buttons_away(asking: Newsroom) -> None:
    asking.click("acknowledge", by="U0CAT")
    asking.post()
    (incident,) = asking.open()
    assert (incident.status, incident.person) == (Status.ACKNOWLEDGED, "cat")
    assert "acknowledged by cat" in words(asking.root())
    (actions,) = [block for block in asking.root()["blocks"] if block["type"] == "actions"]
    assert "plumbrule:acknowledge" not in {one["action_id"] for one in actions["elements"]}


def test_look_again_now_looks_again(asking: Newsroom) -> None:
    before = len(asking.calls("DescribeTaskDefinition"))
    asking.click("reconcile")
    assert len(asking.calls("DescribeTaskDefinition")) > before


def test_show_full_diff_opens_a_window_for_one_person(asking: Newsroom) -> None:
    asking.click("show")
    (view,) = asking.slack.views
    assert '- "1000"\n+ "1001"' in words(view)


def test_what_is_over_has_nothing_to_acknowledge(asking: Newsroom) -> None:
    before = asking.root()
    asking.put(V1)
    asking.read()
    asking.click("acknowledge", message=before)
    assert "it is over already" in asking.slack.whispers[0]["text"]
