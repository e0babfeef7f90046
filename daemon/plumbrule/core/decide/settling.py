"""A registration whose answer is missing: found, still possible, or never happened?

Describe and List may lag behind Register, so "not seen" only counts after the visibility bound,
and only when two looks agree.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final, TypeAlias

from plumbrule.model.tags import PLAN_TAG

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from plumbrule.model.record import Intent, Pending, Result
    from plumbrule.model.revision import Revision

LOOKS_NEEDED: Final = 2
FIRST_LOOK: Final = timedelta(seconds=2)
"""After so long an answer is worth looking for; waits double, up to `MOST_WAIT`."""
MOST_WAIT: Final = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Found:
    """The registration happened: this is it."""

    revision: Revision


@dataclass(frozen=True, slots=True)
class StillPossible:
    """Nothing was seen yet; look again after `after`. `counts` when this look is one of the two that settle it."""

    after: timedelta
    counts: bool


@dataclass(frozen=True, slots=True)
class NeverHappened:
    """The bound has passed and two looks saw nothing."""


Verdict: TypeAlias = Found | StillPossible | NeverHappened


def judge(pending: Pending, seen: Iterable[Revision], *, visibility: timedelta, now: datetime) -> Verdict:
    """What one look says.

    Args:
        pending: the open intent with the looks that counted so far.
        seen: the revisions above the intent's base that ECS showed in this look.
        visibility: how long a registration may stay unseen.
        now: the time of this look.
    """
    intent = pending.intent
    if found := next((one for one in seen if _is_ours(one, intent)), None):
        return Found(found)
    age = now - intent.at
    if age < visibility:
        return StillPossible(min(_wait(age), visibility - age), counts=False)
    if len(pending.looks) + 1 < LOOKS_NEEDED:
        return StillPossible(min(FIRST_LOOK, visibility), counts=True)
    return NeverHappened()


def still_invisible(registered: Result | None, seen_number: int, *, visibility: timedelta, now: datetime) -> bool:
    """Whether ECS shows an older revision only because our newest one is not visible yet."""
    return registered is not None and seen_number < registered.number and now - registered.at < visibility


def _is_ours(revision: Revision, intent: Intent) -> bool:
    return revision.number > intent.base_number and revision.tags.get(PLAN_TAG) == intent.plan


def _wait(age: timedelta) -> timedelta:
    return min(max(age, FIRST_LOOK), MOST_WAIT)
