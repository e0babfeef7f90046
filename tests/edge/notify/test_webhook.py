"""Webhooks for machines: CloudEvents, signed; refusals told apart; addresses never repeated."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from typing import TYPE_CHECKING

import pytest

from plumbrule.core.tell.samples import samples
from plumbrule.edge.notify.slack import SlackHook
from plumbrule.edge.notify.webhook import Webhook
from plumbrule.errors import Ambiguous, Denied, PlumbruleError, Rejected, Throttled, Unavailable
from tests.edge.notify.received import Receiver
from tests.world.slack import Slack

if TYPE_CHECKING:
    from collections.abc import Iterator

KEY = base64.b64encode(b"a key of at least 24 bytes!").decode()
DRIFT = dict(samples())["drift"]


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as found:
        yield found


def test_an_event_has_the_form_of_cloudevents(receiver: Receiver) -> None:
    Webhook(receiver.url, "", "payments").post("", DRIFT)
    (one,) = receiver.received
    event = json.loads(one.body)
    assert one.headers["content-type"] == "application/cloudevents+json; charset=utf-8"
    assert (event["specversion"], event["id"], event["source"], event["type"]) == (
        "1.0",
        DRIFT.key,
        "plumbrule/payments",
        "dev.plumbrule.incident",
    )
    (incident,) = event["data"]["incidents"]
    assert (incident["family"], incident["status"], incident["facts"]["state"]) == (
        "payments-api",
        "open",
        "out_of_band",
    )
    assert "payments-api in prod has drifted" in event["data"]["text"]


def test_it_is_signed_in_the_manner_of_standard_webhooks(receiver: Receiver) -> None:
    Webhook(receiver.url, f"whsec_{KEY}", "payments").post("", DRIFT)
    (one,) = receiver.received
    signed = f"{one.headers['webhook-id']}.{one.headers['webhook-timestamp']}.".encode() + one.body
    digest = hmac.new(base64.b64decode(KEY), signed, hashlib.sha256).digest()
    assert one.headers["webhook-signature"] == f"v1,{base64.b64encode(digest).decode()}"


def test_a_repeat_has_the_same_id_so_that_a_receiver_can_tell(receiver: Receiver) -> None:
    hook = Webhook(receiver.url, "secret", "payments")
    hook.post("", DRIFT)
    hook.post("", DRIFT)
    assert len({one.headers["webhook-id"] for one in receiver.received}) == 1


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (301, Rejected),
        (400, Rejected),
        (401, Denied),
        (403, Denied),
        (404, Rejected),
        (408, Ambiguous),
        (429, Throttled),
        (500, Ambiguous),
        (503, Ambiguous),
    ],
)
def test_answers_are_told_apart_and_never_repeat_the_address(
    receiver: Receiver, status: int, kind: type[PlumbruleError]
) -> None:
    receiver.status = status
    receiver.headers = {"Location": "http://127.0.0.1:1/elsewhere"} if status == 301 else {}
    for sink in (Webhook(receiver.url, "", "x"), SlackHook(receiver.url)):
        with pytest.raises(kind) as caught:
            sink.post("", DRIFT)
        assert "s3cr3t" not in str(caught.value)
        assert "127.0.0.1" not in str(caught.value)
    assert len(receiver.received) == 2


def test_it_waits_as_long_as_the_receiver_says(receiver: Receiver) -> None:
    receiver.status, receiver.headers = 429, {"Retry-After": "17"}
    with pytest.raises(Throttled) as caught:
        Webhook(receiver.url, "", "x").post("", DRIFT)
    assert caught.value.after == 17


def test_nobody_listening_is_no_answer_that_was_lost() -> None:
    with pytest.raises(Unavailable):
        Webhook("http://127.0.0.1:1/x", "", "x").post("", DRIFT)


def test_an_incoming_webhook_of_slack_takes_every_sample() -> None:
    with Slack() as slack:
        hook = SlackHook(slack.hook("alerts"))
        for _, message in samples():
            hook.post("", message)
        assert len(slack.messages("alerts")) == len(dict(samples()))
        kinds = {block["type"] for one in slack.messages("alerts") for block in one["blocks"]}
        assert "actions" not in kinds
