"""What doors that speak HTTP have in common: how they listen, and that the server beside them is quiet."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING, Any, Final

import uvicorn

if TYPE_CHECKING:
    from starlette.applications import Starlette

GRACE_SECONDS: Final = 2
"""For requests that are being answered when a door closes."""


def tcp_door(listen: str, most_at_once: int) -> socket.socket:
    """A socket that listens at `host:port`, `[::1]:8443` for IPv6.

    Raises:
        OSError: it cannot listen there.
        ValueError: the port is no number.
    """
    host, _, port = listen.rpartition(":")
    door = socket.socket(socket.AF_INET6 if host.startswith("[") else socket.AF_INET)
    try:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.bind((host.strip("[]"), int(port)))
        door.listen(most_at_once)
    except BaseException:
        door.close()
        raise
    return door


def quiet(application: Starlette, most_at_once: int, **more: Any) -> uvicorn.Config:  # noqa: ANN401 - uvicorn's own
    """A server that logs nothing, names nothing and believes no header about who asks."""
    return uvicorn.Config(
        application,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=most_at_once,
        timeout_graceful_shutdown=GRACE_SECONDS,
        **more,
    )
