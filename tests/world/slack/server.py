"""HTTP/1.1 on loopback: a thread for each connection."""

from __future__ import annotations

import json
import socket
import struct
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from tests.world.slack.api import Limited, answer, store
from tests.world.slack.checks import Refused
from tests.world.slack.sockets import Sockets, accept
from tests.world.slack.state import Call

if TYPE_CHECKING:
    from tests.world.slack.state import Fault, Workspace


class Server(ThreadingHTTPServer):
    """The listener."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def __init__(self, workspace: Workspace, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.workspace, self.sockets = workspace, Sockets()

    @property
    def place(self) -> str:
        """Host and port."""
        return f"127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that leaves is no error."""


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        """Only websockets begin so, and methods that only read."""
        if self.headers.get("Upgrade", "").lower() == "websocket":
            self.send_response(101)
            self.send_header("Upgrade", "websocket")
            self.send_header("Connection", "Upgrade")
            self.send_header("Sec-WebSocket-Accept", accept(self.headers["Sec-WebSocket-Key"]))
            self.end_headers()
            self.close_connection = True
            self.server.sockets.serve(self.connection)
        else:
            self.do_POST()

    def do_POST(self) -> None:
        """A method of the Web API, or a webhook."""
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        path, _, query = self.path.partition("?")
        said = self._said(body) | dict(parse_qsl(query))
        hook = path.startswith("/services/")
        method, channel = path.rpartition("/")[2], str(said.get("channel") or "")
        channel, method = (method, "webhook") if hook else (channel, method)
        fault = self.server.workspace.fault(method)
        if fault is None or fault.kind in {"lost_answer", "slow"}:
            status, told, headers = self._do(method, channel, said)
        else:
            status, told, headers = _spoilt(fault)
        self._note(method, channel, fault, told)
        if fault is not None and fault.kind == "slow":
            time.sleep(float(fault.more.get("seconds", 1.0)))
        if fault is not None and fault.kind in {"lost_answer", "reset"}:
            self._tear()
            return
        self._send(status, told, headers)

    def _do(self, method: str, channel: str, said: dict[str, Any]) -> tuple[int, Any, dict[str, str]]:
        world = self.server.workspace
        try:
            if method == "webhook":
                with world.lock:
                    store(world, channel, said)
                return 200, "ok", {}
            token = self.headers.get("Authorization", "").removeprefix("Bearer ")
            return 200, answer(world, method, said, token, f"ws://{self.server.place}/socket"), {}
        except Limited:
            return 429, {"ok": False, "error": "ratelimited"}, {"Retry-After": "1"}
        except Refused as error:
            return (
                (400 if method == "webhook" else 200),
                {"ok": False, "error": error.args[0], "why": error.args[1:]},
                {},
            )

    def _said(self, body: bytes) -> dict[str, Any]:
        if "json" in self.headers.get("Content-Type", ""):
            return dict(json.loads(body or b"{}"))
        return dict(parse_qsl(body.decode(), keep_blank_values=True))

    def _note(self, method: str, channel: str, fault: Fault | None, told: Any) -> None:
        outcome = fault.kind if fault else told.get("error", "ok") if isinstance(told, dict) else "ok"
        with self.server.workspace.lock:
            self.server.workspace.calls.append(Call(method, time.monotonic(), channel, outcome))

    def _send(self, status: int, told: Any, headers: dict[str, str]) -> None:
        body = told.encode() if isinstance(told, str) else json.dumps(told).encode()
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _tear(self) -> None:
        self.close_connection = True
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()

    def handle(self) -> None:
        """Until either side ends it."""
        try:
            super().handle()
        except (OSError, ValueError):
            self.close_connection = True

    def finish(self) -> None:
        """A torn connection cannot be flushed."""
        try:
            super().finish()
        except (OSError, ValueError):
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's name
        """Say nothing: the calls are kept."""


def _spoilt(fault: Fault) -> tuple[int, Any, dict[str, str]]:
    match fault.kind:
        case "http_429":
            return 429, {"ok": False, "error": "ratelimited"}, {"Retry-After": str(fault.more.get("retry_after", 1))}
        case "slack_error":
            return 200, {"ok": False, "error": fault.more["error"]}, {}
        case "garbage":
            return 200, "<html>nothing here</html>", {}
        case "http_500":
            return 500, "upstream", {}
        case _:
            return 503, "", {}
