"""Postmen for every sink, and the ways by which clicks come back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plumbrule.app.clicks import open_clicks
from plumbrule.errors import PlumbruleError
from plumbrule.loop.post import Postman
from plumbrule.model.event import Event, Level, Notice

if TYPE_CHECKING:
    from collections.abc import Callable

    from plumbrule.app.clicks import Way
    from plumbrule.loop.shell import Shell
    from plumbrule.model.manners import SinkSettings
    from plumbrule.ports import Desk, Sink
    from plumbrule.settings.values import Settings


class Post:
    """Opens and closes what one set of settings says about telling."""

    def __init__(self, shell: Shell, desk: Desk, opened: Callable[[Settings, SinkSettings], Sink]) -> None:
        self._shell, self._desk, self._opened = shell, desk, opened
        self._postmen: list[Postman] = []
        self._ways: list[Way] = []

    def open(self, settings: Settings) -> None:
        """Begin; secrets are read anew. A sink that cannot be opened is told, and the others go on without it."""
        for sink in settings.manners.sinks:
            try:
                self._postmen.append(Postman(self._shell, sink.name, self._opened(settings, sink)))
            except PlumbruleError as error:
                fields = {"sink": sink.name, "code": error.code, "message": str(error)}
                self._shell.say(Notice(Event.SINK_FAILED, Level.ERROR, fields))
        self._ways = open_clicks(settings, self._desk, self._shell.say)
        for one in (*self._postmen, *self._ways):
            one.start()

    def close(self, seconds: float) -> bool:
        """End, each within `seconds`; whether everything did."""
        ended = [one.stop(seconds) for one in (*self._ways, *self._postmen)]
        self._ways, self._postmen = [], []
        return all(ended)
