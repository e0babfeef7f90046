"""The ways by which clicks in Slack reach the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from plumbrule.app.sinks import secret_of
from plumbrule.errors import PlumbruleError
from plumbrule.model.event import Event, Level, Notice
from plumbrule.model.manners import SinkKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from plumbrule.model.manners import SinkSettings
    from plumbrule.ports import Desk
    from plumbrule.settings.values import Settings


class Way(Protocol):
    """One way; see `edge/notify/slack`."""

    def start(self) -> None:
        """Begin to listen; returns at once."""

    def stop(self, seconds: float) -> bool:
        """End; whether it did."""
        ...


def open_clicks(settings: Settings, desk: Desk, tell: Callable[[Notice], None]) -> list[Way]:
    """Every way that the settings open; what cannot be opened is told."""
    found: list[Way] = []
    for sink in settings.manners.sinks:
        if sink.kind is SinkKind.SLACK and (sink.app_token_file or sink.listen):
            try:
                found += _ways(sink, desk, tell)
            except PlumbruleError as error:
                fields = {"way": sink.name, "code": error.code, "message": str(error)}
                tell(Notice(Event.CLICKS_FAILED, Level.WARNING, fields))
    return found


def _ways(sink: SinkSettings, desk: Desk, tell: Callable[[Notice], None]) -> Iterator[Way]:
    from plumbrule.edge.notify.slack import Asking, Clicks, Endpoint, Stream  # noqa: PLC0415 - see sinks.py

    clicks = Clicks(desk, Asking(secret_of(sink.token_file), sink.api_url), tell)
    if sink.app_token_file:
        yield Stream(secret_of(sink.app_token_file), sink.api_url, clicks.take, tell)
    if sink.listen:
        yield Endpoint(sink.listen, secret_of(sink.signing_secret_file), clicks.take, tell)
