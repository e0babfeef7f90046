"""What a workspace holds: channels, messages, windows, calls, and what is to go wrong."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

Message: TypeAlias = dict[str, Any]


@dataclass(slots=True)
class Fault:
    """What the next calls come to.

    Attributes:
        kind: http_429, http_500, reset, lost_answer, slow, slack_error or garbage.
        method: of the Web API, `webhook`, or `*`.
        left: so many calls more; None until it is healed.
        more: seconds, retry_after or error, as the kind wants.
    """

    kind: str
    method: str
    left: int | None
    more: dict[str, Any]


@dataclass(slots=True)
class Call:
    """One call that came."""

    method: str
    at: float
    channel: str
    outcome: str


@dataclass(slots=True)
class Workspace:
    """Everything, behind one lock."""

    lock: threading.RLock = field(default_factory=threading.RLock)
    messages: dict[str, list[Message]] = field(default_factory=lambda: defaultdict(list))
    channels: dict[str, str] = field(default_factory=dict)
    calls: list[Call] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    views: list[dict[str, Any]] = field(default_factory=list)
    whispers: list[dict[str, Any]] = field(default_factory=list)
    per_second: bool = False
    scopes: set[str] = field(default_factory=lambda: {"channels:history"})
    posted: dict[str, float] = field(default_factory=dict)
    now: Callable[[], float] = time.time
    _stamps: int = 0

    def stamp(self) -> str:
        """The next message's name: when it came, and never twice."""
        with self.lock:
            self._stamps += 1
            return f"{self.now():.3f}{self._stamps % 1000:03d}"

    def find(self, channel: str, ts: str) -> Message | None:
        """One message of a channel, replies included."""
        return next((one for one in self.messages[channel] if one["ts"] == ts), None)

    def fault(self, method: str) -> Fault | None:
        """What is to go wrong with this call, taken off the list."""
        with self.lock:
            for one in self.faults:
                if one.method in {"*", method} and one.left != 0:
                    if one.left is not None:
                        one.left -= 1
                    return one
            return None
