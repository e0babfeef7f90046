"""HTTP/1.1 with keep-alive over loopback: one thread per connection, one write per answer."""

from __future__ import annotations

import json
import socket
import struct
import traceback
import uuid
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

from tests.world.control import answer_control
from tests.world.front import answer_aws
from tests.world.wire import Drop, Request, json_reply

if TYPE_CHECKING:
    from tests.world.state import State
    from tests.world.wire import Answer

MOST_BODY_BYTES = 64 * 1024 * 1024


class Server(ThreadingHTTPServer):
    """The world's listener; `state` is shared by all connections."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, port: int, state: State) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.state = state

    @property
    def url(self) -> str:
        """Where to reach it."""
        return f"http://127.0.0.1:{self.server_address[1]}"


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Server
    raw_requestline: bytes

    def parse_request(self) -> bool:
        """Read the request line and the headers; http.server's way through the email parser costs more than a call."""
        self.requestline = self.raw_requestline.decode("latin-1").rstrip()
        parts = self.requestline.split()
        if len(parts) != 3:
            self.close_connection = True
            return False
        self.command, self.path, self.request_version = parts
        self.fields: dict[str, str] = {}
        while (line := self.rfile.readline(65537)) not in (b"\r\n", b"\n", b""):
            name, _, value = line.decode("latin-1").partition(":")
            self.fields[name.strip().lower()] = value.strip()
        self.close_connection = self.fields.get("connection", "").lower() == "close"
        return True

    def _body(self) -> bytes:
        length = min(int(self.fields.get("content-length", "0")), MOST_BODY_BYTES)
        return self.rfile.read(length) if length else b""

    def _answer(self) -> None:
        request = Request(self.command, self.path, self.fields, self._body())
        inside = request.path.startswith("/world/")
        try:
            answer = answer_control(self.server.state, request) if inside else answer_aws(self.server.state, request)
        except Exception:  # noqa: BLE001 - a mistake of the world's own must not look like a lost answer
            answer = json_reply({"__type": "WorldIsBroken", "message": traceback.format_exc()}, 500)
        self._send(answer)

    do_GET = do_POST = _answer  # noqa: N815 - http.server's names

    def _send(self, answer: Answer) -> None:
        if isinstance(answer, Drop):
            self._drop(abrupt=answer.abrupt)
            return
        head = (
            f"HTTP/1.1 {answer.status} {HTTPStatus(answer.status).phrase}\r\n"
            f"Content-Type: {answer.content_type}\r\n"
            f"Content-Length: {len(answer.body)}\r\n"
            f"x-amzn-RequestId: {uuid.uuid4()}\r\n\r\n"
        )
        self.wfile.write(head.encode() + answer.body)

    def _drop(self, *, abrupt: bool) -> None:
        self.close_connection = True
        if abrupt:
            # Linger 0 turns the close into a reset.
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()

    def handle(self) -> None:
        """Serve the connection until either side ends it; a client that leaves is no error."""
        try:
            super().handle()
        except (ConnectionError, TimeoutError):
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's name
        """Say nothing: the calls are in /world/calls."""


def greeting(server: Server) -> str:
    """Return the line that tells the starter where the world listens."""
    return json.dumps({"url": server.url})
