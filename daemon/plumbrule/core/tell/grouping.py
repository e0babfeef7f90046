"""Which incidents are one message: families that share a cause are a list, and never a flood."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from plumbrule.model.digest import sha256_hex

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from plumbrule.model.incident import Incident

MOST_SINGLE: Final = 5
"""So many messages about one kind of incident in one target go out side by side; of more, the list is one message."""

MANY: Final = "many"


def group_of(incident: Incident) -> str:
    """What an incident shares with others: kind, target and cause."""
    concern = incident.concern
    cause = sha256_hex(concern.cause)[:16] if concern.cause and concern.kind.is_of_family else incident.id
    return f"{concern.kind.value}|{concern.target}|{cause}"


def many_of(incident: Incident) -> str:
    """What incidents of one kind in one target share whatever their causes."""
    return f"{incident.kind.value}|{incident.concern.target}|{MANY}"


def grouped(incidents: Sequence[Incident], joined: frozenset[str] = frozenset()) -> Mapping[str, tuple[Incident, ...]]:
    """New incidents by the message they go into.

    Args:
        incidents: without a message so far.
        joined: groups that have a message already, which more may join.
    """
    by_cause: dict[str, list[Incident]] = defaultdict(list)
    for incident in incidents:
        many = many_of(incident)
        by_cause[many if many in joined else group_of(incident)].append(incident)
    singles: dict[str, list[str]] = defaultdict(list)
    for group, members in by_cause.items():
        if group not in joined:
            singles[many_of(members[0])].append(group)
    for many, groups in singles.items():
        if len(groups) > MOST_SINGLE:
            by_cause[many] = [incident for group in groups for incident in by_cause.pop(group)]
    return {group: tuple(members) for group, members in by_cause.items()}
