"""Sinks out of settings: secrets are read from files, and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plumbrule.edge.credentials import secret_file
from plumbrule.errors import Denied
from plumbrule.model.manners import SinkKind

if TYPE_CHECKING:
    from plumbrule.model.manners import SinkSettings
    from plumbrule.ports import Sink
    from plumbrule.settings.values import Settings


def open_sink(settings: Settings, sink: SinkSettings) -> Sink:
    """One sink; nothing is called yet. Raises Denied: a file with a secret cannot be read."""
    # Libraries are imported where they are used: most verbs tell nobody anything.
    from plumbrule.app.access import through_network  # noqa: PLC0415
    from plumbrule.edge.aws.access import Access  # noqa: PLC0415
    from plumbrule.edge.aws.topic import Topic  # noqa: PLC0415
    from plumbrule.edge.notify.slack import SlackHook, SlackSink  # noqa: PLC0415
    from plumbrule.edge.notify.webhook import Webhook  # noqa: PLC0415

    match sink.kind:
        case SinkKind.SLACK:
            return SlackSink(secret_of(sink.token_file), sink.api_url)
        case SinkKind.SLACK_WEBHOOK:
            return SlackHook(secret_of(sink.url_file))
        case SinkKind.WEBHOOK:
            secret = secret_of(sink.secret_file) if sink.secret_file else ""
            return Webhook(sink.url or secret_of(sink.url_file), secret, settings.instance)
        case SinkKind.SNS:
            role, endpoint = sink.role_arn or None, sink.endpoint_url or None
            access = Access(sink.region, settings.instance, role, endpoint_url=endpoint, connections=2)
            return Topic(through_network(settings, access), sink.topic_arn)


def secret_of(path: str) -> str:
    """What the file says, without the line's end. Raises Denied: it cannot be read, or is empty."""
    try:
        found = secret_file(path).read_text(encoding="utf-8").strip()
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no text"
        raise Denied(f"the secret cannot be read: {reason}", place=path) from None
    if not found:
        raise Denied("the file with the secret is empty", place=path)
    return found
