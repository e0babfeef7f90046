"""The admin API as the command line asks it: over the daemon's Unix socket, or over TCP with a token."""

from __future__ import annotations

import http.client
import json
import socket
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, urlencode, urlsplit

from plumbrule.errors import Declined, Denied, PlumbruleError, Unavailable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SECONDS: Final = 60.0
"""For one answer: history may ask ECS for two hundred revisions."""
_REFUSED: Final = 400
_UNAUTHENTICATED: Final = 401


@dataclass(frozen=True, slots=True)
class Client:
    """Where the daemon is.

    Attributes:
        socket: path of its Unix socket; empty where `url` says where it is.
        url: `http://host:port` or `https://…`.
        token_file: whose content proves who asks; empty without.
        seconds: how long one answer may take.
    """

    socket: str = ""
    url: str = ""
    token_file: str = ""
    seconds: float = SECONDS

    def get(self, *path: str, **query: str | int | Sequence[str]) -> Any:  # noqa: ANN401 - JSON
        """One answer.

        Raises:
            Declined: what was asked for is not there, or not for this caller.
            Unavailable: the daemon does not answer.
        """
        given = {name: value for name, value in query.items() if value not in ("", (), 0)}
        words = f"?{urlencode(given, doseq=True)}" if given else ""
        return self._ask("GET", f"{_path(path)}{words}", None)

    def post(self, *path: str, **body: object) -> Any:  # noqa: ANN401 - JSON
        """Ask for something to be done; errors as for `get`."""
        given = {name: value for name, value in body.items() if value is not None}
        return self._ask("POST", _path(path), json.dumps(given).encode())

    def _ask(self, method: str, path: str, body: bytes | None) -> Any:  # noqa: ANN401 - JSON
        connection = self._connection()
        try:
            connection.request(method, path, body, self._headers(body))
            answer = connection.getresponse()
            return _read(answer.status, answer.read())
        except (OSError, http.client.HTTPException) as error:
            raise Unavailable(_sentence(error), place=self.socket or self.url) from error
        finally:
            connection.close()

    def _connection(self) -> http.client.HTTPConnection:
        if not self.url:
            return _UnixConnection(self.socket, self.seconds)
        parts = urlsplit(self.url)
        kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        return kind(parts.netloc, timeout=self.seconds)

    def _headers(self, body: bytes | None) -> Mapping[str, str]:
        kind = {} if body is None else {"Content-Type": "application/json"}
        if not self.token_file:
            return kind
        try:
            token = Path(self.token_file).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise Unavailable(f"the token cannot be read: {_sentence(error)}", place=self.token_file) from error
        return {**kind, "Authorization": f"Bearer {token}"}


class _UnixConnection(http.client.HTTPConnection):
    def __init__(self, path: str, seconds: float) -> None:
        super().__init__("localhost", timeout=seconds)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self._path)


def _path(parts: Sequence[str]) -> str:
    return "/v1/" + "/".join(quote(part, safe="") for part in parts)


def _read(status: int, content: bytes) -> Any:  # noqa: ANN401 - JSON
    try:
        found = json.loads(content)
    except ValueError as error:
        raise Unavailable("what answers there is no Plumbrule daemon") from error
    if status < _REFUSED:
        return found
    raise _refusal(status, found)


def _refusal(status: int, found: object) -> PlumbruleError:
    told = found.get("error", {}) if isinstance(found, dict) else {}
    message = str(told.get("message", f"HTTP status {status}"))
    if status == _UNAUTHENTICATED:
        return Denied(message)
    if told.get("code") == Declined.code:
        return Declined(message, why=str(told.get("why", "")))
    return Unavailable(message)


def _sentence(error: Exception) -> str:
    match error:
        case FileNotFoundError():
            return "there is no such socket: does `plumbrule run` run, and with these settings?"
        case ConnectionRefusedError():
            return "nobody listens there: `plumbrule run` does not run, or has another address"
        case PermissionError():
            return "this user may not use it: see admin.group in the settings"
        case TimeoutError():
            return "the daemon does not answer in time"
        case _:
            return str(error) or type(error).__name__
