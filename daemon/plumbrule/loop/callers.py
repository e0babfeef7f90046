"""Who registered what, as events have told it: source address and user agent, which ECS itself does not keep.

In memory and bounded: they are words for people, and nothing is decided by them.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from plumbrule.model.revision import Revision

if TYPE_CHECKING:
    from plumbrule.core.tell.standing import Standing
    from plumbrule.model.hint import Caller

MOST: Final = 4096
"""Revisions, and events, that are remembered; the oldest are forgotten first."""


def attributed(callers: Callers, standing: Standing) -> Standing:
    """`standing` with whoever registered what is live, where an event has told it."""
    live = standing.observed
    return replace(standing, caller=callers.of(live.arn)) if isinstance(live, Revision) else standing


class Callers:
    """Safe for any number of threads."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._callers: OrderedDict[str, Caller] = OrderedDict()
        self._events: OrderedDict[str, None] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, arn: str) -> Caller | None:
        """Who registered the revision, by the event that came last; None where none has said so."""
        with self._lock:
            return self._callers.get(arn)

    def note(self, arn: str, caller: Caller) -> None:
        """An event says who registered the revision."""
        with self._lock:
            self._callers[arn] = caller
            self._callers.move_to_end(arn)
            if len(self._callers) > self._most:
                self._callers.popitem(last=False)

    def is_new(self, event: str) -> bool:
        """Whether the event comes for the first time, as far as that is remembered; one without an id always does."""
        with self._lock:
            if event in self._events:
                return False
            if event:
                self._events[event] = None
            if len(self._events) > self._most:
                self._events.popitem(last=False)
            return True
