"""Who is told: secrets can be read, tokens are good, hosts answer; nothing is posted."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING, Final, assert_never
from urllib.parse import urlsplit

from plumbrule.app.doctor.finding import Check, Said, not_tried, ok, warning, wrong
from plumbrule.app.sinks import secret_of
from plumbrule.errors import Denied, PlumbruleError
from plumbrule.model.manners import SinkKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.app.doctor.ground import Ground
    from plumbrule.model.manners import SinkSettings

SECONDS: Final = 5
PORTS: Final = {"http": 80, "https": 443}
FILES: Final = "make the file readable for this user, or load the credential"


def _examine(ground: Ground) -> Iterator[Said]:
    sinks = ground.settings.manners.sinks
    if not sinks:
        yield warning("nobody is told anything but the log", "name a sink in notify.sinks")
    for sink in sinks:
        try:
            yield from _sink(sink)
        except Denied as error:
            yield wrong(str(error), FILES, sink.name)


def _sink(sink: SinkSettings) -> Iterator[Said]:
    """Each secret that the sink names is read."""
    for path in filter(None, (sink.app_token_file, sink.signing_secret_file, sink.secret_file)):
        secret_of(path)
    match sink.kind:
        case SinkKind.SLACK:
            yield _slack(sink)
        case SinkKind.SLACK_WEBHOOK:
            yield _host(secret_of(sink.url_file), sink.name)
        case SinkKind.WEBHOOK:
            yield _host(sink.url or secret_of(sink.url_file), sink.name)
        case SinkKind.SNS:
            yield not_tried("sns:Publish: no call of it is harmless; plumbrule notify test publishes", where=sink.name)
        case _ as never:
            assert_never(never)


def _slack(sink: SinkSettings) -> Said:
    # Slack's library takes its time to import, and most settings have no Slack.
    from plumbrule.edge.notify.slack.knowing import whose  # noqa: PLC0415

    try:
        return ok(f"the token is of {whose(secret_of(sink.token_file), sink.api_url)}", sink.name)
    except PlumbruleError as error:
        return wrong(error.message, "see the app's token and scopes, and that this machine reaches Slack", sink.name)


def _host(url: str, name: str) -> Said:
    """That somebody listens. The rest of the address may be a secret."""
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or PORTS.get(parts.scheme, 443)
    try:
        socket.create_connection((host, port), SECONDS).close()
    except OSError as error:
        why = error.strerror or type(error).__name__
        return wrong(
            f"{host}:{port} cannot be reached: {why}", "see its address, and that this machine may go there", name
        )
    return ok(f"{host}:{port} listens; nothing was posted, plumbrule notify test does", name)


CHECK = Check(70, "sinks", _examine)
