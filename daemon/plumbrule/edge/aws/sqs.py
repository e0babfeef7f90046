"""A queue of SQS as an inbox: long polling, tens at a time, and deleting what was taken in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from plumbrule.edge.aws.answers import our_errors
from plumbrule.edge.aws.sessions import open_sqs
from plumbrule.errors import Unavailable
from plumbrule.model.hint import Delivered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plumbrule.edge.aws.access import Access

RECEIVE: Final = "sqs:ReceiveMessage"
DELETE: Final = "sqs:DeleteMessage"

WAIT_SECONDS: Final = 20
"""The longest wait of one call: 4,320 calls a day (SQS API reference, ReceiveMessage, seen 2026-11)."""

AT_ONCE: Final = 10
"""Messages of one call at most, received or deleted (the same page, and DeleteMessageBatch, seen 2026-11)."""

COUNT: Final = "ApproximateNumberOfMessages"


def waiting(access: Access, queue_url: str) -> int:
    """About how many messages wait; none is taken. Raises Denied, Unavailable, Throttled."""
    sqs: Any = open_sqs(access, 0)
    try:
        with our_errors("sqs:GetQueueAttributes"):
            answer: Any = sqs.get_queue_attributes(QueueUrl=queue_url, AttributeNames=[COUNT])
    finally:
        sqs.close()
    return int(answer.get("Attributes", {}).get(COUNT, 0))


class SqsInbox:
    """Satisfies `ports.Inbox`.

    Args:
        access: Region, role and endpoint of the queue.
        queue_url: the queue.
        wait: seconds that one call waits for a message; less is for tests.
    """

    def __init__(self, access: Access, queue_url: str, wait: int = WAIT_SECONDS) -> None:
        self._queue_url, self._wait = queue_url, wait
        self._sqs: Any = open_sqs(access, wait)

    def receive(self) -> tuple[Delivered, ...]:
        """See `ports.Inbox`."""
        with our_errors(RECEIVE):
            answer: Any = self._sqs.receive_message(
                QueueUrl=self._queue_url, MaxNumberOfMessages=AT_ONCE, WaitTimeSeconds=self._wait
            )
        return tuple(
            Delivered(str(one.get("MessageId", "")), str(one["ReceiptHandle"]), str(one.get("Body", "")))
            for one in answer.get("Messages", ())
        )

    def settle(self, delivered: Sequence[Delivered]) -> None:
        """See `ports.Inbox`."""
        for begin in range(0, len(delivered), AT_ONCE):
            entries = [
                {"Id": str(at), "ReceiptHandle": one.receipt}
                for at, one in enumerate(delivered[begin : begin + AT_ONCE])
            ]
            with our_errors(DELETE):
                answer: Any = self._sqs.delete_message_batch(QueueUrl=self._queue_url, Entries=entries)
            if failed := answer.get("Failed"):
                raise Unavailable(f"{DELETE}: {len(failed)} messages were not deleted: {failed[0].get('Code')}")

    def close(self) -> None:
        """See `ports.Inbox`."""
        self._sqs.close()
