"""Where events arrive."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plumbrule.model.hint import Delivered


class Inbox(Protocol):
    """One queue of messages, at least once and in any order.

    Raises: Unavailable (time mends it), Throttled (the same, with a time), Denied (the operator's credentials).
    Methods of one inbox are called from one thread.
    """

    def receive(self) -> tuple[Delivered, ...]:
        """Wait for messages, a bounded time; none where none came."""
        ...

    def settle(self, delivered: Sequence[Delivered]) -> None:
        """Let these never come again; what the queue does not let go of comes again."""
        ...

    def close(self) -> None:
        """Release connections; may be called twice."""
        ...
