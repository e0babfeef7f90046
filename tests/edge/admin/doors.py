"""Clients that speak HTTP by hand: over a Unix socket, and over TCP."""

from __future__ import annotations

import http.client
import json
import socket
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import ssl
    from collections.abc import Mapping

SECONDS = 60


class Answer(NamedTuple):
    status: int
    headers: Mapping[str, str]
    body: Any

    @property
    def why(self) -> str:
        return str(self.body["error"]["why"])


class UnixConnection(http.client.HTTPConnection):
    """HTTP over a Unix socket."""

    def __init__(self, path: str) -> None:
        super().__init__("localhost", timeout=SECONDS)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(SECONDS)
        self.sock.connect(self._path)


def ask(
    place: str,
    path: str,
    body: object = None,
    headers: Mapping[str, str] | None = None,
    tls: ssl.SSLContext | None = None,
    method: str = "",
) -> Answer:
    """One question, POST where there is a body."""
    if place.startswith("/"):
        connection: http.client.HTTPConnection = UnixConnection(place)
    elif tls is not None:
        connection = http.client.HTTPSConnection(place, timeout=SECONDS, context=tls)
    else:
        connection = http.client.HTTPConnection(place, timeout=SECONDS)
    sent = None if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
    said = {**({"Content-Type": "application/json"} if sent is not None else {}), **(headers or {})}
    try:
        connection.request(method or ("GET" if sent is None else "POST"), path, sent, said)
        answer = connection.getresponse()
        return Answer(answer.status, dict(answer.getheaders()), json.loads(answer.read() or b"null"))
    finally:
        connection.close()
