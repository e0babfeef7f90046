"""Clicks by HTTP: for whoever lets Slack reach in. Signature, time and repeats are checked before anything is read."""

from __future__ import annotations

import json
import threading
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qs

import uvicorn
from slack_sdk.signature import SignatureVerifier
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route

from plumbrule.edge.doors import quiet, tcp_door
from plumbrule.edge.notify.slack.nonces import Nonces
from plumbrule.model.event import Event, Level, Notice

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from starlette.requests import Request

PATH: Final = "/slack/actions"
LARGEST: Final = 256 * 1024
MOST_AT_ONCE: Final = 32


class Endpoint:
    """One HTTP listener for Slack's interactivity.

    Args:
        listen: host and port; whoever terminates TLS stands before it.
        secret: the app's signing secret.
        take: is given each payload, in a thread of its own, after Slack has its answer.
        tell: where it is said that it cannot listen.
    """

    def __init__(
        self,
        listen: str,
        secret: str,
        take: Callable[[Mapping[str, Any]], None],
        tell: Callable[[Notice], None],
    ) -> None:
        self._listen, self._take, self._tell = listen, take, tell
        self._verifier, self._nonces = SignatureVerifier(secret), Nonces()
        self._server: uvicorn.Server | None = None
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Listen; that it cannot be done is told, and nothing else suffers."""
        try:
            door = tcp_door(self._listen, MOST_AT_ONCE)
        except OSError as error:
            fields = {"way": "http", "code": "unavailable", "message": f"{self._listen}: {error.strerror or error}"}
            self._tell(Notice(Event.CLICKS_FAILED, Level.WARNING, fields))
            return
        self._server = uvicorn.Server(self._config())
        self._thread = threading.Thread(target=self._server.run, args=([door],), name="slack clicks", daemon=True)
        self._thread.start()

    def stop(self, seconds: float) -> bool:
        """Close it, waiting at most so long; whether it ended."""
        if self._server is None or self._thread is None:
            return True
        self._server.should_exit = True
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _config(self) -> uvicorn.Config:
        app = Starlette(routes=[Route(PATH, self._answer, methods=["POST"])])
        return quiet(app, MOST_AT_ONCE)

    async def _answer(self, request: Request) -> Response:
        body = await _read(request)
        if body is None:
            return Response("too large", 413)
        if not self._is_slack(body, request):
            return Response("not signed by Slack", 401)
        payload = _payload(body)
        if payload is None:
            return Response("no payload", 400)
        threading.Thread(target=self._take, args=(payload,), name="slack click", daemon=True).start()
        return Response("", 200)

    def _is_slack(self, body: bytes, request: Request) -> bool:
        """The library takes the same request twice within five minutes, and raises on a time that is no number."""
        stamp = request.headers.get("x-slack-request-timestamp", "")
        signature = request.headers.get("x-slack-signature", "")
        if not stamp.isascii() or not stamp.isdigit() or not signature:
            return False
        return self._verifier.is_valid(body, stamp, signature) and self._nonces.is_new(signature)


async def _read(request: Request) -> bytes | None:
    found = bytearray()
    async for piece in request.stream():
        found += piece
        if len(found) > LARGEST:
            return None
    return bytes(found)


def _payload(body: bytes) -> Mapping[str, Any] | None:
    try:
        found = json.loads(parse_qs(body.decode())["payload"][0])
    except (KeyError, ValueError):
        return None
    return found if isinstance(found, dict) else None
