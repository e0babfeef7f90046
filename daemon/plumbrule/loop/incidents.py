"""Incidents as they are kept: every judgement of a subject goes through here, one at a time, into the journal.

What is to be said is written in the same transaction as the incident it is about, so that neither is without the other.
"""

from __future__ import annotations

import threading
import uuid
from dataclasses import replace
from typing import TYPE_CHECKING

from plumbrule.core.tell.concerns import became, concern_of, is_judged, registered, subject_of
from plumbrule.core.tell.routing import NEVER_LATER, destinations, routes_of
from plumbrule.core.tell.telling import judged, noted
from plumbrule.model.incident import Kind
from plumbrule.model.outbox import Reason, Telling
from plumbrule.model.state import State

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from plumbrule.core.tell.standing import Standing
    from plumbrule.core.tell.telling import Step
    from plumbrule.loop.world import World
    from plumbrule.model.incident import Incident
    from plumbrule.model.record import Entry


class Incidents:
    """Who waits to hear that something is to be said, and the lock for read, judge and write; outlives a reload."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self._listeners: list[Callable[[], None]] = []

    def listen(self, wake: Callable[[], None]) -> None:
        """Call `wake` whenever something was written that may have to be said."""
        self._listeners.append(wake)

    def forget(self, wake: Callable[[], None]) -> None:
        """Call it no more."""
        if wake in self._listeners:
            self._listeners.remove(wake)

    def wake(self) -> None:
        """Something is to be said."""
        for listener in tuple(self._listeners):
            listener()


def of_pass(world: World, standing: Standing, now: datetime) -> tuple[Entry, ...]:
    """What a pass adds to the incidents of its family. Raises JournalError."""
    if not is_judged(standing):
        return ()
    made, before = registered(standing), world.journal.incident(subject_of(standing.key))
    concern = concern_of(standing)
    step = judged(before, concern, now, world.manners, new_id())
    if step is not None and concern is None:
        step = _ended(step, standing, is_registered=made is not None)
    elif step is None and concern is None and made is not None:
        step = noted(world.journal.incident(made.subject), made, now, new_id())
    return () if step is None else entries_of(world, step, now)


def entries_of(world: World, step: Step, now: datetime) -> tuple[Entry, ...]:
    """The incident and a telling for each place; nothing waits that nobody is told."""
    if step.reason is None:
        return (step.incident,)
    return (step.incident, *_tellings(world, step, step.reason, now))


def write(world: World, entries: Sequence[Entry]) -> None:
    """Write and wake who says it. Raises JournalError."""
    if entries:
        world.journal.record(*entries)
        world.incidents.wake()


def new_id() -> str:
    """Of an incident, a telling or a letter."""
    return uuid.uuid4().hex


def _ended(step: Step, standing: Standing, *, is_registered: bool) -> Step:
    incident = step.incident
    ended = replace(incident, concern=replace(incident.concern, facts=became(standing)))
    return replace(step, incident=ended, reason=Reason.REGISTERED if is_registered else step.reason)


def _tellings(world: World, step: Step, reason: Reason, now: datetime) -> list[Telling]:
    """What has just begun waits for others of its kind."""
    incident, manners = step.incident, world.manners
    begins = (incident.at == now or reason is Reason.REOPENED) and reason not in NEVER_LATER
    wait = manners.group_wait if begins else now - now
    routes = routes_of(manners, incident.concern)
    return [
        Telling(new_id(), incident.id, reason, place, now, max(awake, now + wait), step.words)
        for place, awake in destinations(routes, incident.concern, reason, now)
    ]


def is_muted(incident: Incident, troubled: frozenset[str]) -> bool:
    """Whether its family cannot be judged now, or is one of the many that the breaker's incident is about.

    What tasks need is neither Git's word nor ECS's, so it can be judged all the same.
    """
    target = incident.concern.target
    if not incident.kind.is_of_family or incident.kind is Kind.DEPENDENCY:
        return False
    by_breaker = incident.concern.facts.get("state") == State.UNEXPLAINED and f"breaker/{target}" in troubled
    return by_breaker or "source" in troubled or f"target/{target}" in troubled
