"""Where people reach the running daemon."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Admin:
    """The doors of the admin API.

    Attributes:
        socket: path of the Unix socket; empty where there is none. Who comes through it is known by peer credentials.
        group: the group that may use the socket beside its owner, by name; empty leaves it to the owner and root.
        listen: `host:port` for TCP; empty where there is none. Nobody gets anything there without authentication.
        probes: `host:port` where probes and metrics are served to everybody, and nothing else; empty where nowhere.
        tls_certificate: PEM file; empty where TCP is plain, which only a loopback address may be.
        tls_key: PEM file of its key.
        proxy_header: in which an authenticating proxy names whom it let in; empty where there is no proxy.
        proxy_secret_file: what the proxy proves itself with, in the header `X-Plumbrule-Proxy-Secret`.
    """

    socket: str = ""
    group: str = ""
    listen: str = ""
    probes: str = ""
    tls_certificate: str = ""
    tls_key: str = ""
    proxy_header: str = ""
    proxy_secret_file: str = ""


NO_DOORS: Final = Admin()
