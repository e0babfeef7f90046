"""Websockets as Socket Mode needs them (RFC 6455): text, ping, pong and close, without extensions."""

from __future__ import annotations

import base64
import hashlib
import json
import socket
import struct
import threading
from contextlib import suppress
from typing import Any

MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
TEXT, CLOSE, PING, PONG = 1, 8, 9, 10


class Socket:
    """One connection; `run` serves it until either side ends it."""

    def __init__(self, connection: socket.socket, sockets: Sockets) -> None:
        self.connection, self._sockets = connection, sockets
        self._writing = threading.Lock()

    def run(self) -> None:
        """Say hello, then listen for acknowledgements."""
        self.send({"type": "hello", "num_connections": 1, "connection_info": {"app_id": "A0WORLD"}})
        with suppress(OSError, EOFError):
            while True:
                code, payload = self._frame()
                if code == CLOSE:
                    self._write(CLOSE, payload)
                    return
                if code == PING:
                    self._write(PONG, payload)
                if code == TEXT:
                    self._sockets.acked(json.loads(payload).get("envelope_id", ""))

    def send(self, message: dict[str, Any]) -> None:
        """One text frame; a connection that is gone takes none."""
        with suppress(OSError):
            self._write(TEXT, json.dumps(message).encode())

    def end(self, *, abrupt: bool) -> None:
        """Close it, or tear it."""
        with suppress(OSError):
            if abrupt:
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            else:
                self._write(CLOSE, struct.pack(">H", 1000))
            self.connection.shutdown(socket.SHUT_RDWR)

    def _write(self, code: int, payload: bytes) -> None:
        length = len(payload)
        if length < 126:
            head = struct.pack(">BB", 0x80 | code, length)
        elif length < 65_536:
            head = struct.pack(">BBH", 0x80 | code, 126, length)
        else:
            head = struct.pack(">BBQ", 0x80 | code, 127, length)
        with self._writing:
            self.connection.sendall(head + payload)

    def _frame(self) -> tuple[int, bytes]:
        first, second = self._read(2)
        length = second & 0x7F
        if length == 126:
            (length,) = struct.unpack(">H", self._read(2))
        elif length == 127:
            (length,) = struct.unpack(">Q", self._read(8))
        mask = self._read(4) if second & 0x80 else b"\0\0\0\0"
        return first & 0x0F, bytes(byte ^ mask[place % 4] for place, byte in enumerate(self._read(length)))

    def _read(self, length: int) -> bytes:
        found = b""
        while len(found) < length:
            piece = self.connection.recv(length - len(found))
            if not piece:
                raise EOFError
            found += piece
        return found


class Sockets:
    """Every connection of the app."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open: list[Socket] = []
        self.opened = 0
        self.acks: list[str] = []

    def serve(self, connection: socket.socket) -> None:
        """One connection, from after the handshake to its end."""
        one = Socket(connection, self)
        with self._lock:
            self._open.append(one)
            self.opened += 1
        try:
            one.run()
        finally:
            with self._lock:
                self._open.remove(one)

    def acked(self, envelope: str) -> None:
        """The client has it."""
        self.acks.append(envelope)

    @property
    def open(self) -> int:
        """So many are open."""
        with self._lock:
            return len(self._open)

    def send(self, message: dict[str, Any]) -> int:
        """To one of them, as Slack does: any may get it; to how many it went."""
        with self._lock:
            chosen = self._open[-1:]
        for one in chosen:
            one.send(message)
        return len(chosen)

    def disconnect(self, *, abrupt: bool) -> None:
        """End all of them; not abruptly means that Slack says so first."""
        with self._lock:
            every = tuple(self._open)
        for one in every:
            if not abrupt:
                one.send({"type": "disconnect", "reason": "refresh_requested"})
            one.end(abrupt=abrupt)


def accept(key: str) -> str:
    """The answer to `Sec-WebSocket-Key`."""
    return base64.b64encode(hashlib.sha1((key + MAGIC).encode()).digest()).decode()  # noqa: S324 - the RFC's
