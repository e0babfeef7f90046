"""Who is told: the operator's routes, quiet hours and escalations."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from plumbrule.model.incident import Urgency
from plumbrule.model.outbox import Destination, Reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plumbrule.model.incident import Concern
    from plumbrule.model.manners import Manners, QuietHours, Routing

NEVER_LATER = frozenset({Reason.ACKNOWLEDGED, Reason.SNOOZED, Reason.VOTED, Reason.EDITED})
"""Answers to what people have just done: they are awake."""


def routes_of(manners: Manners, concern: Concern) -> tuple[Routing, ...]:
    """The routes that take it, in their order."""
    found = []
    for route in manners.routes:
        if takes(route, concern):
            found.append(route)
            if not route.goes_on:
                break
    return tuple(found)


def destinations(
    routes: Sequence[Routing], concern: Concern, reason: Reason, now: datetime
) -> Iterator[tuple[Destination, datetime]]:
    """Where it is said, and when at the earliest; a place that two routes name is one."""
    found: dict[tuple[str, str], tuple[Destination, datetime]] = {}
    for route in routes:
        at = now if concern.urgency is Urgency.CRITICAL or reason in NEVER_LATER else awake(route.quiet, now)
        for place in _places(route, reason):
            found.setdefault((place.sink, place.channel), (place, at))
    yield from found.values()


def escalates_after(routes: Sequence[Routing]) -> timedelta | None:
    """When nobody has taken it for so long, somebody else hears of it; None where nobody does."""
    waits = [route.escalation.after for route in routes if route.escalation]
    return min(waits, default=None)


def awake(quiet: QuietHours | None, now: datetime) -> datetime:
    """The first moment from `now` on that is not quiet, in UTC."""
    if quiet is None:
        return now
    local = now.astimezone(ZoneInfo(quiet.zone))
    for begun in (local.date(), local.date() - timedelta(days=1)):
        start = datetime.combine(begun, quiet.start, local.tzinfo)
        over_midnight = quiet.end <= quiet.start
        end = datetime.combine(begun + timedelta(days=over_midnight), quiet.end, local.tzinfo)
        if begun.weekday() in quiet.days and start <= local < end:
            return end.astimezone(UTC)
    return now


def takes(route: Routing, concern: Concern) -> bool:
    """Whether everything the route asks for is so."""
    return (
        concern.urgency.rank >= route.least.rank
        and _any(route.targets, concern.target)
        and _any(route.families, concern.family)
        and (not route.kinds or concern.kind in route.kinds)
        and all(fnmatchcase(concern.labels.get(name, ""), glob) for name, glob in route.labels.items())
    )


def _places(route: Routing, reason: Reason) -> Iterator[Destination]:
    loud = reason not in {Reason.EDITED, Reason.RESOLVED, *NEVER_LATER}
    if reason is Reason.ESCALATED and route.escalation:
        more = route.escalation
        yield Destination(route.sink, more.channel or route.channel, more.mentions or route.mentions)
    yield Destination(route.sink, route.channel, route.mentions if loud else ())


def _any(globs: Sequence[str], name: str) -> bool:
    return not globs or (bool(name) and any(fnmatchcase(name, glob) for glob in globs))
