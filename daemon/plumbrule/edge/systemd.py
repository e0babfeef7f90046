"""systemd's notification protocol: what a service tells its manager, as datagrams to one Unix socket.

sd_notify(3), sd_watchdog_enabled(3), systemd 252 and its successors, seen 2026-11.
Where no manager listens, every word is a word into the wind, and costs nothing.
"""

from __future__ import annotations

import socket
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Self

if TYPE_CHECKING:
    from collections.abc import MutableMapping

SECONDS: Final = 1.0
"""For one datagram: a manager whose queue is full must not stop the main thread."""

MOST_CHARACTERS: Final = 400
"""Of a status; `systemctl status` shows one line."""


@dataclass(frozen=True, slots=True)
class Systemd:
    """The service manager, if there is one.

    Attributes:
        address: where it listens; empty where nobody does. A leading @ is the abstract name space.
        watchdog: seconds within which it wants to hear that we are alive; None where it does not ask.
    """

    address: str = ""
    watchdog: float | None = None

    @classmethod
    def taken_from(cls, environ: MutableMapping[str, str], pid: int) -> Self:
        """Read what the manager left in the environment, and take it out, so that no child speaks for us."""
        address = environ.pop("NOTIFY_SOCKET", "")
        microseconds = environ.pop("WATCHDOG_USEC", "")
        meant = environ.pop("WATCHDOG_PID", str(pid)) == str(pid)
        asked = meant and microseconds.isdecimal() and int(microseconds) > 0
        return cls(address if address[:1] in {"/", "@"} else "", int(microseconds) / 1e6 if asked else None)

    def ready(self) -> bool:
        """The start, or a reload, is complete."""
        return self._send("READY=1")

    def reloading(self) -> bool:
        """Settings are being read again, until `ready`."""
        return self._send("RELOADING=1", f"MONOTONIC_USEC={time.monotonic_ns() // 1000}")

    def stopping(self) -> bool:
        """The end has begun."""
        return self._send("STOPPING=1")

    def alive(self) -> bool:
        """Put the watchdog off for another of its intervals."""
        return self._send("WATCHDOG=1")

    def status(self, sentence: str) -> bool:
        """What `systemctl status` shows, on one line."""
        line = "".join(letter if letter.isprintable() else " " for letter in sentence)
        return self._send(f"STATUS={line[:MOST_CHARACTERS]}")

    def _send(self, *lines: str) -> bool:
        """Whether it was taken. Losing a word ends nothing: the caller says it again."""
        if not self.address:
            return False
        place = f"\0{self.address[1:]}" if self.address.startswith("@") else self.address
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as door:
                door.settimeout(SECONDS)
                door.sendto("\n".join(lines).encode(), place)
        except OSError:
            return False
        return True
