"""The chain of noes for mending tags: the gates of registering as far as they fit, and what only tags know.

Each is named after the gate it speaks for, and all are monotone (law 5).
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from plumbrule.core.decide import gates, people_gates
from plumbrule.model.record import TagEnding
from plumbrule.model.state import Gate, Refusal, State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

    from plumbrule.core.decide.case import Case
    from plumbrule.model.record import Retagged

AS_LONG: Final = timedelta(days=1)
"""Within which mending the same tags again and again is a quarrel."""

OFTEN_ENOUGH: Final = 3
"""Mends of the same tags of one revision within `AS_LONG`; the next one waits for people."""

ALL_DENIED: Final = 3
"""The newest attempts in a target, all denied: the policy lacks it for all families, so no other is tried soon."""

TARGET_WAIT: Final = timedelta(minutes=1)
"""How long families that were not denied themselves wait then; shorter than `gates.DENIED_WAIT`, so that they come
first afterwards."""


def invalid(case: Case) -> Refusal | None:
    """The spec has errors, or ECS refused these very tags before."""
    if no := gates.invalid(case, State.IN_SYNC):
        return no
    refused = next((one for one in _same(case) if one.ending is TagEnding.REJECTED), None)
    return Refusal(Gate.INVALID, f"ECS refused these tags: {refused.words}") if refused else None


def conflict(case: Case) -> Refusal | None:
    """Two files claim the family."""
    return gates.conflict(case, State.IN_SYNC)


def suspended(case: Case) -> Refusal | None:
    """The author asked for hands off."""
    return people_gates.suspended(case, State.IN_SYNC)


def held(case: Case) -> Refusal | None:
    """The journal is new, but ECS shows revisions of this very instance."""
    return gates.held(case, State.IN_SYNC)


def source_stale(case: Case) -> Refusal | None:
    """Whoever feeds the source has been silent for too long."""
    return gates.stale(case)


def denied(case: Case) -> Refusal | None:
    """IAM refused it a short while ago: for this family, or for every family that was tried in the target."""
    mine = (one for one in case.tags.attempts if one.ending is TagEnding.DENIED)
    if just := _first_within(mine, gates.DENIED_WAIT, case.now):
        return _denied(just, gates.DENIED_WAIT)
    others = case.tags.of_target[:ALL_DENIED]
    if len(others) < ALL_DENIED or any(one.ending is not TagEnding.DENIED for one in others):
        return None
    just = _first_within(others, TARGET_WAIT, case.now)
    return _denied(just, TARGET_WAIT) if just else None


def settling(case: Case) -> Refusal | None:
    """A registration is on its way, or tags were set a moment ago and may not be visible yet."""
    if no := gates.settling(case, State.IN_SYNC):
        return no
    if case.tags.just_registered:
        return Refusal(Gate.SETTLING, "the revision was registered a moment ago, its tags may not be visible yet")
    mended = _first_within(_mended(case), case.policy.visibility, case.now)
    if mended is None:
        return None
    return Refusal(Gate.SETTLING, f"tags were mended at {mended.at:%H:%M:%S} UTC and may not be visible yet")


def owner_unsettled(case: Case) -> Refusal | None:
    """The revision carries the name of another installation: its tags are never touched."""
    owner = case.tags.owner
    if not owner:
        return None
    return Refusal(Gate.OWNER_UNSETTLED, f"the revision says that it belongs to instance {owner}", {"instance": owner})


def contested(case: Case) -> Refusal | None:
    """Somebody keeps undoing it."""
    times = sum(_within(one, AS_LONG, case.now) for one in _mended(case))
    if times < OFTEN_ENOUGH:
        return None
    return Refusal(Gate.CONTESTED, f"these tags were mended {times} times within a day, and undone", {"times": times})


def awaiting_approval(case: Case) -> Refusal | None:
    """Nobody said yes: `auto` does not list tags."""
    if case.policy.mends_tags:
        return None
    return Refusal(Gate.AWAITING_APPROVAL, "the target does not mend tags by itself")


TAG_CHAIN: Final[tuple[Callable[[Case], Refusal | None], ...]] = (
    invalid,
    conflict,
    suspended,
    held,
    source_stale,
    denied,
    settling,
    owner_unsettled,
    contested,
    awaiting_approval,
)


def tag_refusals(case: Case) -> tuple[Refusal, ...]:
    """Every no to mending tags, in the chain's order; none means go."""
    return tuple(no for gate in TAG_CHAIN if (no := gate(case)) is not None)


def _same(case: Case) -> Iterator[Retagged]:
    """Attempts to do just this."""
    mend = case.tags.mend
    if mend is None:
        return iter(())
    return (one for one in case.tags.attempts if (one.arn, one.request) == (mend.arn, mend.request))


def _mended(case: Case) -> Iterator[Retagged]:
    return (one for one in _same(case) if one.ending is TagEnding.MENDED)


def _within(attempt: Retagged, span: timedelta, now: datetime) -> bool:
    """A time to come is the mark of a clock that was put back: it counts for nothing, since mending may be repeated."""
    return timedelta(0) <= now - attempt.at < span


def _first_within(attempts: Iterable[Retagged], span: timedelta, now: datetime) -> Retagged | None:
    return next((one for one in attempts if _within(one, span, now)), None)


def _denied(attempt: Retagged, wait: timedelta) -> Refusal:
    return Refusal(Gate.DENIED, attempt.words, {"tried_again_after_seconds": int(wait.total_seconds())})
