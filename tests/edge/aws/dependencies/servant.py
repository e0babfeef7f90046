"""A small endpoint that answers as it is told: refusals in each service's own form, and answers that moto has not."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

XML = (
    '<ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><Error><Type>Sender</Type><Code>{code}</Code>'
    "<Message>{message}</Message></Error><RequestId>1</RequestId></ErrorResponse>"
)


class Servant:
    """What is answered, and what was asked.

    Attributes:
        answers: bodies by operation, `DescribeImages` for one; a pair of status and error code is a refusal.
        every: the refusal of everything else.
        asked: operation and body of each request.
    """

    def __init__(self) -> None:
        self.answers: dict[str, Any] = {}
        self.every: tuple[int, str] = (400, "AccessDeniedException")
        self.asked: list[tuple[str, Any]] = []
        self.url = ""

    def answer(self, operation: str, body: Any) -> tuple[int, bytes]:  # noqa: ANN401 - any JSON
        self.asked.append((operation, body))
        found = self.answers.get(operation, self.every)
        if not isinstance(found, tuple):
            return 200, json.dumps(found).encode()
        status, code = found
        if operation.startswith("Action="):
            return status, XML.format(code=code, message=f"{code} it is").encode()
        return status, json.dumps({"__type": code, "message": f"{code} it is"}).encode()


@contextmanager
def serving() -> Iterator[Servant]:
    """On loopback, on a free port."""
    servant = Servant()

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            text = self.rfile.read(int(self.headers["Content-Length"] or 0)).decode()
            target = self.headers.get("X-Amz-Target")
            operation = target.rpartition(".")[2] if target else text.partition("&")[0]
            self._send(*servant.answer(operation, json.loads(text) if target else text))

        def do_HEAD(self) -> None:
            status, _ = servant.answer("HeadObject", self.path)
            self._send(status, b"")

        def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the base's name
            pass

        def _send(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    servant.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield servant
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
