"""Incidents as machines get them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.core.tell.sentences import name_of
from plumbrule.model.secret import masked_tree
from plumbrule.model.tree import as_list, as_object

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from plumbrule.model.incident import Incident
    from plumbrule.model.message import Message
    from plumbrule.model.tree import Object, Tree

MOST_EVENT: Final = 100
"""Incidents that machines get whole; of a platform's worth they ask the admin API."""


def event_of(incidents: Sequence[Incident]) -> Object:
    """The same for machines."""
    return {
        "incidents": [_plain(one) for one in incidents[:MOST_EVENT]],
        "left_out": max(0, len(incidents) - MOST_EVENT),
    }


def tells_registrations(message: Message) -> bool:
    """Whether every incident in it is over because a revision was registered."""
    told = [as_object(one) for one in as_list(message.event.get("incidents"))]
    return bool(told) and all(one.get("ended") and as_object(one.get("facts")).get("registered") for one in told)


def _plain(incident: Incident) -> Mapping[str, Tree]:
    concern = incident.concern
    return {
        "id": incident.id,
        "kind": concern.kind.value,
        "name": name_of(incident),
        "target": concern.target,
        "family": concern.family,
        "status": incident.status.value,
        "urgency": concern.urgency.value,
        "fingerprint": concern.fingerprint,
        "at": incident.at.isoformat(timespec="seconds"),
        "ended": incident.ended.isoformat(timespec="seconds") if incident.ended else None,
        "person": incident.person,
        "labels": masked_tree(dict(concern.labels)),
        "facts": concern.facts,
    }
