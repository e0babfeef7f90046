"""The workspace in a process of its own: what it remembers is not what the daemon holds."""

from __future__ import annotations

from multiprocessing import get_context
from multiprocessing.managers import BaseManager
from typing import TYPE_CHECKING, Any, Final

from tests.world.slack import Slack

if TYPE_CHECKING:
    from tests.world.slack.state import Message

DOORS: Final = ("where", "at", "roots", "newest", "payload", "fail", "heal", "said")


class Apart(Slack):
    """A workspace that can be asked from another process."""

    def where(self) -> str:
        """The Web API's address."""
        return self.api

    def at(self, seconds: float) -> None:
        """What time it is from now on: messages are looked for by when they came."""
        self.workspace.now = lambda: seconds

    def newest(self, channel: str, action: str) -> Message | None:
        """The last message with a button that does `action`."""
        found = [one for one in self.roots(channel) if any(action in str(block) for block in one["blocks"])]
        return found[-1] if found else None

    def said(self, channel: str) -> list[str]:
        """The key of every message and every line of a thread."""
        return [str(one["metadata"]["event_payload"]["key"]) for one in self.messages(channel)]


class _Processes(BaseManager):
    """Where it runs."""


_Processes.register("Apart", Apart, exposed=DOORS)


class Workspace:
    """A running workspace; `stop` leaves nothing behind."""

    def __init__(self) -> None:
        self._processes = _Processes(ctx=get_context("spawn"))
        self._processes.start()
        self.slack: Any = self._processes.Apart()  # type: ignore[attr-defined]  # made by `register`

    def stop(self) -> None:
        """End the process."""
        self._processes.shutdown()
