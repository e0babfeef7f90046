"""Clicks by Socket Mode: a connection that we open, so that nobody has to reach us."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, Final

from slack_sdk.socket_mode import SocketModeClient
from slack_sdk.socket_mode.response import SocketModeResponse

from plumbrule.edge.notify.slack.calls import client, plain_errors, quiet_log
from plumbrule.errors import PlumbruleError
from plumbrule.model.event import Event, Level, Notice

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from slack_sdk.socket_mode.client import BaseSocketModeClient
    from slack_sdk.socket_mode.request import SocketModeRequest

PING_SECONDS: Final = 10.0
"""Between two signs of life; a connection that gives none for four of them is made anew."""
FIRST_WAIT: Final = 1.0
LONGEST_WAIT: Final = 60.0


class Stream:
    """One connection to Slack, made anew as often as it breaks.

    Args:
        app_token: `xapp-…`, with the scope `connections:write`.
        api_url: of the Web API, which says where to connect.
        take: is given each payload once it was acknowledged.
        tell: where it is said that clicks cannot come.
        ping: seconds between two signs of life.
    """

    def __init__(
        self,
        app_token: str,
        api_url: str,
        take: Callable[[Mapping[str, Any]], None],
        tell: Callable[[Notice], None],
        ping: float = PING_SECONDS,
    ) -> None:
        self._app_token, self._api_url, self._take, self._tell, self._ping = app_token, api_url, take, tell, ping
        self._stopped = threading.Event()
        self._client: SocketModeClient | None = None
        self._thread = threading.Thread(target=self._run, name="slack clicks", daemon=True)

    def start(self) -> None:
        """Begin to connect; returns at once."""
        self._thread.start()

    def stop(self, seconds: float) -> bool:
        """Close the connection, waiting at most so long; whether everything ended."""
        self._stopped.set()
        self._thread.join(seconds)
        if self._client is not None:
            _closed(self._client)
        return not self._thread.is_alive()

    def _run(self) -> None:
        """Until the first connection stands; from then on the library makes it anew by itself."""
        wait, told = FIRST_WAIT, False
        while not self._stopped.is_set():
            problem = self._connect()
            if problem is None:
                if told:
                    self._tell(Notice(Event.CLICKS_HEARD, Level.INFO, {"way": "socket"}))
                return
            if not told:
                fields = {"way": "socket", "code": problem.code, "message": str(problem)}
                self._tell(Notice(Event.CLICKS_FAILED, Level.WARNING, fields))
            told = True
            self._stopped.wait(wait)
            wait = min(LONGEST_WAIT, wait * 2)

    def _connect(self) -> PlumbruleError | None:
        made = SocketModeClient(
            self._app_token,
            logger=quiet_log(),
            web_client=client(self._app_token, self._api_url),
            ping_interval=self._ping,
            concurrency=4,
        )
        made.proxy = None
        made.socket_mode_request_listeners.append(self._heard)
        try:
            with plain_errors("connecting for clicks"):
                made.connect()
        except PlumbruleError as error:
            _closed(made)
            return error
        self._client = made
        return None

    def _heard(self, connection: BaseSocketModeClient, request: SocketModeRequest) -> None:
        """Acknowledged first, since Slack waits three seconds."""
        connection.send_socket_mode_response(SocketModeResponse(envelope_id=request.envelope_id))
        if request.type == "interactive":
            self._take(request.payload)


def _closed(made: SocketModeClient) -> None:
    """While it connects anew, closing raises what nobody can do anything about."""
    try:
        made.auto_reconnect_enabled = False
        made.close()
    except Exception:  # noqa: BLE001, S110 - see above
        pass
