"""A service manager's ear: the socket that NOTIFY_SOCKET names."""

from __future__ import annotations

import socket
import time
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from pathlib import Path


class Ear:
    """Everything that was said, in order.

    Args:
        address: a path, or @ and an abstract name.
    """

    def __init__(self, address: str | Path) -> None:
        self.address = str(address)
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(f"\0{self.address[1:]}" if self.address.startswith("@") else self.address)
        self._socket.settimeout(0.05)
        self._heard: list[str] = []

    def heard(self) -> list[str]:
        """Every datagram so far, whole."""
        while True:
            try:
                self._heard.append(self._socket.recv(65536).decode())
            except TimeoutError:
                return self._heard

    def waits_for(self, beginning: str, seconds: float = 60.0) -> str:
        """The first datagram that begins so."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if found := next((one for one in self.heard() if one.startswith(beginning)), None):
                return found
        raise AssertionError(f"{beginning} was not said, but {self._heard}")

    def close(self) -> None:
        """Hear no more."""
        self._socket.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
