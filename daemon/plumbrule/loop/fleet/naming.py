"""Services that a registration left behind, by the look that follows it.

What a registration says of services is as old as the look before it; people see the newer word in the same message.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from plumbrule.core.tell.concerns import registered_subject, subject_of
from plumbrule.core.tell.telling import Step
from plumbrule.loop.fleet.saying import moves
from plumbrule.loop.incidents import entries_of, write
from plumbrule.model.outbox import Reason
from plumbrule.model.tree import as_object

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from plumbrule.loop.world import World
    from plumbrule.model.ids import Key
    from plumbrule.model.incident import Incident
    from plumbrule.model.revision import Revision
    from plumbrule.model.tree import Tree


def name_left_behind(world: World, fresh: Mapping[Key, Revision]) -> None:
    """Mend what was said of services when these revisions were registered. Raises JournalError."""
    now = world.clock.now()
    for key, revision in fresh.items():
        if key.target not in world.targets:
            continue
        commands = moves(world.targets[key.target], world.fleets.uses(key), revision.number)
        with world.incidents.lock:
            for told in _told(world, key, revision):
                if told.concern.facts.get("services") != list(commands):
                    write(world, entries_of(world, Step(_mended(told, commands), Reason.EDITED), now))


def _told(world: World, key: Key, revision: Revision) -> Iterator[Incident]:
    """What is over because the revision was registered."""
    for subject in (subject_of(key), registered_subject(revision.arn)):
        incident = world.journal.incident(subject)
        if incident is not None and not incident.is_open and _registered(incident) == revision.arn:
            yield incident


def _registered(incident: Incident) -> Tree:
    return as_object(incident.concern.facts.get("registered")).get("arn")


def _mended(incident: Incident, commands: tuple[str, ...]) -> Incident:
    facts = incident.concern.facts
    registered = {**as_object(facts.get("registered")), "commands": list(commands)}
    facts = {**facts, "services": list(commands), "registered": registered}
    return replace(incident, concern=replace(incident.concern, facts=facts))
