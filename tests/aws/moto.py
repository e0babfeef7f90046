"""moto for whatever is not ECS: a process of its own, a queue, and a rule of EventBridge that feeds it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

import boto3

from tests.world.client import REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Iterator

REGION: Final = "eu-west-1"
ACCOUNT: Final = "123456789012"
"""moto's own, whatever the credentials."""

PAGE: Final = REPOSITORY / "docs" / "how-to" / "hear-of-changes-at-once.md"
_KEYS: Final = {"aws_access_key_id": "moto", "aws_secret_access_key": "moto", "region_name": REGION}


@contextmanager
def running_moto() -> Iterator[str]:
    """A server of its own; its URL."""
    words = [sys.executable, "-m", "tests.contract.moto_process"]
    process = subprocess.Popen(
        words, cwd=REPOSITORY, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    with process:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
        process.terminate()


def patterns() -> list[str]:
    """The rules that the operator's page tells to make."""
    blocks = re.findall(r"```json\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    return [block for block in blocks if "detail-type" in block]


def _client(service: str, url: str) -> Any:  # noqa: ANN401 - services without stubs here
    make: Any = boto3.client
    return make(service, endpoint_url=url, **_KEYS)


class Bus:
    """A queue that a rule of EventBridge's default bus feeds.

    Args:
        url: where moto answers.
        name: of the queue, for a test of its own.
    """

    def __init__(self, url: str, name: str = "plumbrule") -> None:
        self.sqs, self._events = _client("sqs", url), _client("events", url)
        self.name = name
        self.queue_url = self.make_queue()
        arn = f"arn:aws:sqs:{REGION}:{ACCOUNT}:{name}"
        # moto 5.2.5 leaves `account` out of what it delivers by itself; the whole event is what AWS delivers by itself.
        whole = {"InputPathsMap": {}, "InputTemplate": "<aws.events.event.json>"}
        for number, pattern in enumerate(patterns()):
            rule = f"{name[:60]}-{number}"
            self._events.put_rule(Name=rule, EventPattern=pattern)
            self._events.put_targets(Rule=rule, Targets=[{"Id": "queue", "Arn": arn, "InputTransformer": whole}])

    def make_queue(self) -> str:
        """Make it, or make it again after it was deleted."""
        found: str = self.sqs.create_queue(QueueName=self.name)["QueueUrl"]
        return found

    def put(self, envelope: dict[str, Any]) -> None:
        """Give an event to EventBridge, which makes the envelope anew; AWS itself takes none from `aws.ecs`."""
        entry = {
            "Source": envelope["source"],
            "DetailType": envelope["detail-type"],
            "Detail": json.dumps(envelope["detail"]),
            "Resources": envelope["resources"],
        }
        answer = self._events.put_events(Entries=[entry])
        assert answer["FailedEntryCount"] == 0

    def send(self, body: str) -> None:
        """Put a body into the queue past EventBridge."""
        self.sqs.send_message(QueueUrl=self.queue_url, MessageBody=body)

    def send_copies(self, body: str, copies: int) -> None:
        """The same body many times, tens at a time."""
        entries = [{"Id": str(number), "MessageBody": body} for number in range(copies)]
        for begin in range(0, copies, 10):
            self.sqs.send_message_batch(QueueUrl=self.queue_url, Entries=entries[begin : begin + 10])

    def left(self) -> int:
        """Messages that the queue still has, in hand or not."""
        names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
        found = self.sqs.get_queue_attributes(QueueUrl=self.queue_url, AttributeNames=names)["Attributes"]
        return sum(int(found[name]) for name in names)

    def close(self) -> None:
        """Release the connections."""
        self.sqs.close()
        self._events.close()
