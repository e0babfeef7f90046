"""Queues of events: whether they are there, without taking a message."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.app.doctor.finding import Check, Said, ok, warning, wrong
from plumbrule.app.ears import access_to_queue
from plumbrule.edge.aws.sqs import waiting
from plumbrule.errors import Denied, PlumbruleError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.app.doctor.ground import Ground
    from plumbrule.settings.values import QueueSettings, Settings

MANY: Final = 1000
"""More than a daemon that listens leaves there."""


def _examine(ground: Ground) -> Iterator[Said]:
    for queue in ground.settings.events:
        yield _said(ground.settings, queue)


def _said(settings: Settings, queue: QueueSettings) -> Said:
    where = queue.queue_url.rpartition("/")[2]
    try:
        count = waiting(access_to_queue(settings, queue), queue.queue_url)
    except Denied as error:
        return wrong(error.message, "allow it; deploy/iam/detector-events.json has it", where)
    except PlumbruleError as error:
        return wrong(error.message, "see queue_url, region and endpoint_url", where)
    if count > MANY:
        return warning(f"it is there, and some {count} messages wait", "see that the daemon runs and may delete", where)
    return ok(f"it is there; messages that wait: {count}", where)


CHECK = Check(60, "events", _examine)
