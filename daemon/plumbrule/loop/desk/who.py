"""Whom a caller is mapped to, and what that person may do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plumbrule.errors import Declined
from plumbrule.model.answers import CallerView

if TYPE_CHECKING:
    from datetime import timedelta

    from plumbrule.loop.world import World
    from plumbrule.model.people import Identity, Person


def whoami(world: World, caller: Identity) -> CallerView:
    """Whom the identity is mapped to."""
    person = world.policy.people.of(caller)
    return CallerView(str(caller), person.name if person else "", tuple(sorted(person.groups)) if person else ())


def person_of(world: World, caller: Identity) -> Person:
    """The person behind the identity. Raises Declined: it is mapped to nobody."""
    person = world.policy.people.of(caller)
    if person is None:
        raise Declined(f"{caller} is mapped to nobody: add it to one of `people` in the policy", why="nobody")
    return person


def operator_of(world: World, caller: Identity) -> Person:
    """The same, of somebody who may operate. Raises Declined."""
    person = person_of(world, caller)
    operators = world.policy.operators
    if operators and not operators & person.groups:
        raise Declined(f"only {' and '.join(sorted(operators))} may do this, not {person.name}", why="not_allowed")
    return person


def span_of(lasts: timedelta | None, most: timedelta) -> timedelta:
    """How long an approval counts. Raises Declined: that is longer than allowed, or no time at all."""
    if lasts is None:
        return most
    if not lasts.total_seconds() > 0 or lasts > most:
        raise Declined(f"an approval lasts {most.total_seconds() / 3600:g} hours at most", why="wrong")
    return lasts
