"""What may stand between the program and AWS: a proxy that keeps what it forwards, and an endpoint behind TLS."""

from __future__ import annotations

import http.client
import re
import socket
import ssl
import threading
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from email.message import Message
    from pathlib import Path

HOP = ("connection", "content-length", "date", "expect", "host", "keep-alive", "proxy-connection", "transfer-encoding")
SIGNED = re.compile(r"Credential=[^/]+/[^/]+/[^/]+/(?P<service>[^/]+)/")
SECONDS = 30


class Proxy(ThreadingHTTPServer):
    """Forwards requests and tunnels.

    Attributes:
        requests: line and body of each, in order.
        calls: what AWS was asked for, as service and operation: `ecs:ListClusters`.
        date: what answers say it is, whatever it is; empty means that.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Forwarding)
        self.requests: list[tuple[str, str]] = []
        self.calls: set[str] = set()
        self.date = ""

    def handle_error(self, request: object, client_address: object) -> None:
        """One side ended: the other sees that for itself, and nobody wants a traceback of it."""

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Forwarding(BaseHTTPRequestHandler):
    server: Proxy

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        self.server.requests.append((f"{self.command} {self.path}", body.decode()))
        self.server.calls.add(_called(self.command, self.headers, body))
        status, headers, content = self._forwarded(body)
        self.send_response_only(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Date", self.server.date or formatdate(usegmt=True))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_HEAD = do_PUT = do_POST  # noqa: N815 - the same

    def _forwarded(self, body: bytes) -> tuple[int, list[tuple[str, str]], bytes]:
        parts = urlsplit(self.path)
        there = http.client.HTTPConnection(parts.netloc, timeout=SECONDS)
        path = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
        there.request(self.command, path, body, _kept(self.headers.items()))
        answer = there.getresponse()
        content = answer.read()
        there.close()
        length = answer.headers.get("content-length", str(len(content)))
        return answer.status, [*_kept(answer.headers.items()).items(), ("Content-Length", length)], content

    def do_CONNECT(self) -> None:
        self.server.requests.append((f"CONNECT {self.path}", ""))
        host, _, port = self.path.rpartition(":")
        with socket.create_connection((host, int(port)), SECONDS) as there:
            self.send_response(200)
            self.end_headers()
            _relay(self.connection, there)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        del format, args


def _kept(headers: Iterable[tuple[str, str]]) -> dict[str, str]:
    """All but those of one connection."""
    return {name: value for name, value in headers if name.lower() not in HOP}


def _called(method: str, headers: Message, body: bytes) -> str:
    """The call, by its signature and by its protocol: JSON's header, the query's parameter, S3's method."""
    found = SIGNED.search(headers.get("authorization", ""))
    service = found["service"] if found else "unsigned"
    if target := headers.get("x-amz-target"):
        return f"{service}:{target.rpartition('.')[2]}"
    if service == "s3":
        return f"s3:{ {'HEAD': 'HeadObject'}.get(method, method) }"
    return f"{service}:{parse_qs(body.decode()).get('Action', ['unknown'])[0]}"


def _relay(one: socket.socket, other: socket.socket) -> None:
    """Both ways, until one side ends."""
    back = threading.Thread(target=_pump, args=(other, one), daemon=True)
    back.start()
    _pump(one, other)
    back.join(SECONDS)


def _pump(source: socket.socket, sink: socket.socket) -> None:
    with suppress(OSError):
        while chunk := source.recv(65536):
            sink.sendall(chunk)
    for end in (source, sink):
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)


@contextmanager
def running_proxy() -> Iterator[Proxy]:
    """A proxy on a port of its own."""
    proxy = Proxy()
    thread = threading.Thread(target=proxy.serve_forever, daemon=True)
    thread.start()
    yield proxy
    proxy.shutdown()
    proxy.server_close()
    thread.join(SECONDS)


@contextmanager
def behind_tls(url: str, folder: Path) -> Iterator[tuple[str, Path]]:
    """The plain endpoint at `url` once more, behind TLS: its URL, and the certificate that nobody trusts by itself."""
    parts, certificate = urlsplit(url), folder / "certificate.pem"
    certificate.write_bytes(_certificate())
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    door = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=_let_in, args=(door, context, (parts.hostname, parts.port)), daemon=True)
    thread.start()
    yield f"https://127.0.0.1:{door.getsockname()[1]}", certificate
    with suppress(OSError):
        door.shutdown(socket.SHUT_RDWR)
    door.close()
    thread.join(SECONDS)


def _let_in(door: socket.socket, context: ssl.SSLContext, place: Any) -> None:  # noqa: ANN401 - host and port
    while True:
        try:
            caller, _ = door.accept()
        except OSError:
            return
        threading.Thread(target=_serve, args=(caller, context, place), daemon=True).start()


def _serve(caller: socket.socket, context: ssl.SSLContext, place: Any) -> None:  # noqa: ANN401 - host and port
    with (
        suppress(OSError),
        context.wrap_socket(caller, server_side=True) as inside,
        socket.create_connection(place) as to,
    ):
        _relay(inside, to)


def _certificate() -> bytes:
    """A key and a certificate for 127.0.0.1 that it signed itself."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "plumbrule tests")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    kind = serialization.Encoding.PEM
    private = key.private_bytes(kind, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return private + made.public_bytes(kind)
