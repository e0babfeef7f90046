"""`plumbrule health`: is the daemon alive? For containers, which ask often and with little time.

Only sockets are used, no HTTP client and no settings: where both have to be read, the answer takes ten times as long.
"""

from __future__ import annotations

import json
import os
import socket
import sys
from typing import Final

import click

SOCKETS: Final = ("/run/plumbrule/admin.sock", "/var/lib/plumbrule/admin.sock")
"""Where a daemon's socket usually is: as a unit has it, and beside the journal."""
_OK: Final = 200
_UNAVAILABLE: Final = 503
_MOST: Final = 1024 * 1024


EPILOG: Final = """\b
Examples:
  plumbrule health
  plumbrule health --ready --url http://127.0.0.1:8080
  plumbrule health --ready --output json | jq .targets

Exit codes: 0 yes, 1 nobody answers, 2 no.
"""


@click.command("health", epilog=EPILOG)
@click.option("--socket", "path", envvar="PLUMBRULE_SOCKET", default="", help="The daemon's Unix socket.")
@click.option("--url", envvar="PLUMBRULE_URL", default="", help="Where admin.probes listens: http://host:port.")
@click.option("--ready", is_flag=True, help="Ask instead whether the last sweep of each target is fresh.")
@click.option("--output", "-o", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--seconds", type=float, default=4.0, show_default=True, help="How long the answer may take.")
def command(path: str, url: str, output: str, *, ready: bool, seconds: float) -> None:
    """Ask whether the running daemon is alive."""
    try:
        status, body = asked(path, url, "/readyz" if ready else "/healthz", seconds)
        words = sentence(body)
        click.echo(json.dumps(body, ensure_ascii=False) if output == "json" else words)
    except (OSError, ValueError) as error:
        click.echo(f"plumbrule: nobody answers at {url or path or ' or '.join(SOCKETS)}: {error}", err=True)
        sys.exit(1)
    sys.exit({_OK: 0, _UNAVAILABLE: 2}.get(status, 1))


def asked(path: str, url: str, page: str, seconds: float) -> tuple[int, object]:
    """Status and JSON of one page.

    Raises:
        OSError: nobody answers.
        ValueError: what answers is no Plumbrule.
    """
    with _connected(path, url, seconds) as connection:
        connection.sendall(f"GET {page} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        with connection.makefile("rb") as answer:
            head, _, body = answer.read(_MOST).partition(b"\r\n\r\n")
    return int(head.split(b" ", 2)[1]), json.loads(body)


def sentence(body: object) -> str:
    """The answer for people."""
    match body:
        case {"alive": True}:
            return "alive"
        case {"alive": False, "standstills": list() as clauses}:
            return f"not alive: {'; '.join(map(str, clauses))}"
        case {"alive": False}:
            return "not alive: the event standstill_found in the log says what stands still"
        case {"ready": True}:
            return "ready"
        case {"ready": False, "behind": list() as targets}:
            return f"not ready: the last full sweep is missing or older than two intervals for {', '.join(targets)}"
        case {"error": {"message": str() as words}}:
            return words
        case _:
            raise ValueError("this is no answer of Plumbrule")


def _connected(path: str, url: str, seconds: float) -> socket.socket:
    if url.startswith("https:"):
        raise ValueError("only plain HTTP is asked: name the address of admin.probes, http://host:port")
    if url:
        host, _, port = url.removeprefix("http://").rstrip("/").rpartition(":")
        return socket.create_connection((host.strip("[]"), int(port)), seconds)
    found = path or next((one for one in SOCKETS if os.path.exists(one)), SOCKETS[0])  # noqa: PTH110 - pathlib is slow
    door = socket.socket(socket.AF_UNIX)
    door.settimeout(seconds)
    try:
        door.connect(found)
    except OSError:
        door.close()
        raise
    return door


if __name__ == "__main__":
    command()
