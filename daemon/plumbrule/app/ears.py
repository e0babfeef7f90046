"""Ears for every queue of events in the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plumbrule.app.access import through_network
from plumbrule.edge.aws.access import Access
from plumbrule.edge.aws.sqs import SqsInbox
from plumbrule.loop.hear import Ear

if TYPE_CHECKING:
    from collections.abc import Callable

    from plumbrule.loop.shell import Shell
    from plumbrule.ports import Inbox
    from plumbrule.settings.values import QueueSettings, Settings


def open_inbox(settings: Settings, queue: QueueSettings) -> Inbox:
    """One queue; nothing is called yet."""
    return SqsInbox(access_to_queue(settings, queue), queue.queue_url)


def access_to_queue(settings: Settings, queue: QueueSettings) -> Access:
    """How the queue is reached."""
    access = Access(
        region=queue.region,
        instance=settings.instance,
        role_arn=queue.role_arn,
        external_id=queue.external_id,
        endpoint_url=queue.endpoint_url,
        connections=2,
    )
    return through_network(settings, access)


class Ears:
    """Opens and closes what one set of settings says about events."""

    def __init__(self, shell: Shell, opened: Callable[[Settings, QueueSettings], Inbox]) -> None:
        self._shell, self._opened = shell, opened
        self._ears: list[Ear] = []

    def open(self, settings: Settings) -> None:
        """Begin to listen."""
        self._ears = [Ear(self._shell, one.queue_url, self._opened(settings, one)) for one in settings.events]
        for one in self._ears:
            one.start()

    def close(self, seconds: float) -> bool:
        """Take no more, all within `seconds`; whether every call had ended. What they still bring is taken in."""
        ears, self._ears = self._ears, []
        for one in ears:
            one.stop(0.0)
        ended = [one.stop(seconds / len(ears)) for one in ears]
        return all(ended)
