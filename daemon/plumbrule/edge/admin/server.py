"""The doors: a Unix socket of its own rights, TCP where the operator wants it, and one thread that serves both."""

from __future__ import annotations

import grp
import os
import socket
import stat
import struct
import threading
from typing import TYPE_CHECKING, Any, Final

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from plumbrule.edge.admin.application import application
from plumbrule.edge.admin.callers import UNIX
from plumbrule.edge.admin.probes import probes
from plumbrule.edge.credentials import secret_file
from plumbrule.edge.doors import quiet, tcp_door
from plumbrule.model.event import Event, Level, Notice

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable

    from plumbrule.model.admin import Admin
    from plumbrule.ports import Desk, Inside

MOST_AT_ONCE: Final = 64
"""Connections; more are answered with 503."""
KEPT_SECONDS: Final = 5
"""A connection that says nothing is closed after so long."""
_PEER: Final = struct.Struct("3i")
"""struct ucred: pid, uid, gid (unix(7), SO_PEERCRED, seen 2026-11)."""


class Peered(H11Protocol):
    """HTTP over a connection that knows who is at its other end: the kernel says so, once, when it is made."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """See uvicorn."""
        super().connection_made(transport)
        connection = transport.get_extra_info("socket")
        if connection is not None and connection.family == socket.AF_UNIX:
            found = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _PEER.size)
            self.client = (UNIX, _PEER.unpack(found)[1])


class AdminServer:
    """The admin API of one daemon.

    Args:
        desk: who answers.
        inside: who answers probes.
        admin: which doors there are.
        tell: where it is said that a door is open, or cannot be opened.
        version: of the program.
    """

    def __init__(
        self, desk: Desk, inside: Inside, admin: Admin, tell: Callable[[Notice], None], version: str = ""
    ) -> None:
        self._desk, self._inside, self._admin, self._tell, self._version = desk, inside, admin, tell, version
        self._servers: list[tuple[uvicorn.Server, threading.Thread]] = []
        self._inode: int | None = None

    def start(self) -> None:
        """Open every door; one that cannot be opened is told, and nothing else suffers."""
        admin = self._admin
        if admin.socket:
            self._open(admin.socket, self._unix, self._config)
        if admin.listen:
            self._open(admin.listen, lambda: tcp_door(admin.listen, MOST_AT_ONCE), self._config)
        if admin.probes:
            self._open(admin.probes, lambda: tcp_door(admin.probes, MOST_AT_ONCE), self._of_probes)

    def stop(self, seconds: float) -> bool:
        """Close the doors, waiting at most so long for what is asked; whether everything ended."""
        for server, _ in self._servers:
            server.should_exit = True
        for _, thread in self._servers:
            thread.join(seconds / max(1, len(self._servers)))
        self._remove()
        ended = not any(thread.is_alive() for _, thread in self._servers)
        self._servers.clear()
        return ended

    def _open(
        self, place: str, bind: Callable[[], socket.socket], serving: Callable[[socket.socket], uvicorn.Config]
    ) -> None:
        door: socket.socket | None = None
        try:
            door = bind()
            server = uvicorn.Server(serving(door))
        except (OSError, ValueError, KeyError) as error:
            if door is not None:
                door.close()
            fields = {"place": place, "message": _sentence(error)}
            self._tell(Notice(Event.ADMIN_FAILED, Level.ERROR, fields))
            return
        thread = threading.Thread(target=server.run, args=([door],), name="admin", daemon=True)
        thread.start()
        self._servers.append((server, thread))
        self._tell(Notice(Event.ADMIN_OPENED, Level.INFO, {"place": place}))

    def _config(self, door: socket.socket) -> uvicorn.Config:
        admin, more = self._admin, dict[str, Any]()
        if door.family != socket.AF_UNIX and admin.tls_certificate:
            more = {"ssl_certfile": admin.tls_certificate, "ssl_keyfile": str(secret_file(admin.tls_key))}
        served = application(self._desk, self._inside, admin, self._tell, self._version)
        config = quiet(served, MOST_AT_ONCE, http=Peered, timeout_keep_alive=KEPT_SECONDS, **more)
        config.load()  # a certificate that cannot be read is told now, and not in a thread
        return config

    def _of_probes(self, _: socket.socket) -> uvicorn.Config:
        return quiet(probes(self._inside), MOST_AT_ONCE, timeout_keep_alive=KEPT_SECONDS)

    def _unix(self) -> socket.socket:
        path, group = self._admin.socket, self._admin.group
        owner = grp.getgrnam(group).gr_gid if group else None
        _make_way(path)
        door = socket.socket(socket.AF_UNIX)
        try:
            # Before it listens nobody can connect, so its rights are right from the first moment.
            door.bind(path)
            if owner is not None:  # a hardened service may not even ask for nothing
                os.chown(path, -1, owner)
            os.chmod(path, 0o660 if group else 0o600)  # noqa: PTH101 - beside chown
            self._inode = os.stat(path).st_ino  # noqa: PTH116 - beside chown
            door.listen(MOST_AT_ONCE)
        except BaseException:
            door.close()
            raise
        return door

    def _remove(self) -> None:
        """The socket's file, unless another daemon has made its own there."""
        try:
            if self._inode is not None and os.stat(self._admin.socket).st_ino == self._inode:  # noqa: PTH116
                os.unlink(self._admin.socket)  # noqa: PTH108 - beside stat
        except OSError:
            return


def _make_way(path: str) -> None:
    """Remove what a daemon that is gone left behind.

    Raises:
        OSError: one that lives listens there, or it is no socket.
    """
    try:
        mode = os.lstat(path).st_mode
    except FileNotFoundError:
        return
    if not stat.S_ISSOCK(mode):
        raise OSError("there is something at this path that is no socket")
    with socket.socket(socket.AF_UNIX) as probe:
        probe.settimeout(1.0)
        if probe.connect_ex(path) == 0:
            raise OSError("another daemon listens there")
    os.unlink(path)  # noqa: PTH108 - beside lstat


def _sentence(error: Exception) -> str:
    if isinstance(error, KeyError):
        return "there is no such group"
    if isinstance(error, OSError) and "too long" in str(error):
        return "the path is longer than the 107 bytes that a socket's name may have: set admin.socket"
    return (error.strerror or str(error)) if isinstance(error, OSError) else str(error)
