"""Where people are told."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime

    from plumbrule.model.message import Message


class Sink(Protocol):
    """One place, or one kind of place with channels, where people read.

    Raises: Unavailable (nothing was said, time mends it), Throttled (the same, with a time), Ambiguous (it may have
    been said), Denied (the operator's credentials), Rejected (this message will never be taken).
    Methods of one sink are called from one thread.
    """

    @property
    def edits(self) -> bool:
        """Whether messages live: can be edited, answered in a thread, and found again."""
        ...

    @property
    def for_machines(self) -> bool:
        """Whether programs read here, which act on each registration: those are never told together."""
        ...

    def post(self, channel: str, message: Message) -> str:
        """Say something new; what it is called from now on (empty where it has no name)."""
        ...

    def update(self, channel: str, ref: str, message: Message) -> bool:
        """Make a message say this instead; False when it is not there any more."""
        ...

    def reply(self, channel: str, ref: str, message: Message) -> None:
        """Say something in the thread of a message."""
        ...

    def find(self, channel: str, key: str, since: datetime, *, thread: str = "") -> str | None:
        """The name of a message of ours by its key, in a thread or outside of all; None when it was never said."""
        ...

    def close(self) -> None:
        """Release connections; may be called twice."""
        ...


class OneWay(ABC):
    """What sinks share that can only say something: nothing is edited, answered or found again.

    A subclass has `post`.
    """

    edits = False
    for_machines = False

    def update(self, channel: str, ref: str, message: Message) -> bool:  # noqa: ARG002 - nothing to edit
        """See `Sink`."""
        return False

    def reply(self, channel: str, ref: str, message: Message) -> None:  # noqa: ARG002 - no threads
        """See `Sink`: it is said like anything else."""
        self.post(channel, message)

    def find(self, channel: str, key: str, since: datetime, *, thread: str = "") -> str | None:  # noqa: ARG002
        """See `Sink`."""
        return None

    def close(self) -> None:  # noqa: B027 - a subclass may have something to release
        """See `Sink`; each call has a connection of its own."""

    @abstractmethod
    def post(self, channel: str, message: Message) -> str:
        """See `Sink`."""
        ...
