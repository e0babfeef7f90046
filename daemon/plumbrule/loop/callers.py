"""Who registered what, as events have told it: source address and user agent, which ECS itself does not keep.

In memory and bounded: they are words for people, and nothing is decided by them.
What is not remembered any more, or in another process, is read from the incident of the drift, which the journal keeps.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from plumbrule.core.hear.calls import REGISTER
from plumbrule.core.tell.concerns import subject_of
from plumbrule.model.hint import Caller
from plumbrule.model.revision import Revision
from plumbrule.model.state import DRIFT
from plumbrule.model.tree import as_text

if TYPE_CHECKING:
    from plumbrule.core.tell.standing import Standing
    from plumbrule.model.ids import Key
    from plumbrule.model.incident import Incident
    from plumbrule.ports import Journal

MOST: Final = 4096
"""Revisions, and events, that are remembered; the oldest are forgotten first."""


def attributed(callers: Callers, journal: Journal, standing: Standing) -> Standing:
    """`standing` with whoever registered what is live, where an event has told it. Raises JournalError."""
    live = standing.observed
    if not isinstance(live, Revision):
        return standing
    # Only drift has an incident that would know more than we remember.
    drifted = standing.state in DRIFT
    caller = caller_of(callers, journal, standing.key, live.arn) if drifted else callers.of(live.arn)
    return replace(standing, caller=caller)


def caller_of(callers: Callers, journal: Journal, key: Key, arn: str) -> Caller | None:
    """Who registered a revision of the family, where an event has told it. Raises JournalError."""
    return callers.of(arn) or _told(journal.incident(subject_of(key)), arn)


def _told(incident: Incident | None, arn: str) -> Caller | None:
    """What people were told of the caller, if the family's newest incident is about that revision."""
    facts = incident.concern.facts if incident else {}
    address = as_text(facts.get("source_address"))
    if not address or facts.get("arn") != arn:
        return None
    identity, agent = as_text(facts.get("registered_by")), as_text(facts.get("user_agent"))
    return Caller(identity or "", address, agent or "", REGISTER, "", None)


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
