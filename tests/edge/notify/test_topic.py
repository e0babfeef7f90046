"""SNS: what a topic's subscribers get, judged by moto's own store."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import boto3
import pytest
from moto.server import ThreadedMotoServer

from plumbrule.core.tell.samples import samples
from plumbrule.edge.aws.access import Access
from plumbrule.edge.aws.topic import Topic
from plumbrule.errors import Ambiguous, Rejected
from tests.loop.stage import use_account

if TYPE_CHECKING:
    from collections.abc import Iterator

REGION = "eu-west-1"


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


def test_a_subscriber_gets_text_and_incidents(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    use_account(monkeypatch, "123456789012")
    made = {name: boto3.client(name, region_name=REGION, endpoint_url=url) for name in ("sns", "sqs")}
    topic = made["sns"].create_topic(Name="alerts")["TopicArn"]
    queue = made["sqs"].create_queue(QueueName="seen")["QueueUrl"]
    where = made["sqs"].get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    made["sns"].subscribe(TopicArn=topic, Protocol="sqs", Endpoint=where)
    sink = Topic(Access(REGION, "x", endpoint_url=url), topic)
    sink.post("", dict(samples())["drift"])
    (seen,) = made["sqs"].receive_message(QueueUrl=queue, MessageAttributeNames=["All"])["Messages"]
    told = json.loads(seen["Body"])
    body = json.loads(told["Message"])
    assert told["Subject"] == "payments-api in prod has drifted"
    assert told["MessageAttributes"]["urgency"]["Value"] == "warning"
    assert body["incidents"][0]["family"] == "payments-api"
    assert "Somebody registered revision 58" in body["text"]
    sink.close()
    for one in made.values():
        one.close()


def test_a_topic_that_is_not_there_is_refused_for_good(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    use_account(monkeypatch, "123456789012")
    sink = Topic(Access(REGION, "x", endpoint_url=url), f"arn:aws:sns:{REGION}:123456789012:nowhere")
    with pytest.raises(Rejected, match="NotFound"):
        sink.post("", dict(samples())["drift"])
    sink.close()


def test_nobody_answering_is_an_answer_that_was_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    use_account(monkeypatch, "123456789012")
    sink = Topic(Access(REGION, "x", endpoint_url="http://127.0.0.1:1"), f"arn:aws:sns:{REGION}:123456789012:x")
    with pytest.raises(Ambiguous):
        sink.post("", dict(samples())["drift"])
    sink.close()
