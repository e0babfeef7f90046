"""When a family is looked at again although nothing changed in Git or ECS."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from plumbrule.model.outcome import (
    Accepted,
    FoundLater,
    Mended,
    NotDone,
    NotMended,
    Registered,
    Stood,
    Unanswered,
)
from plumbrule.model.state import Gate

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from plumbrule.core.tell.standing import Standing
    from plumbrule.model.state import Refusal

AT_ONCE: Final = timedelta(0)

A_MOMENT: Final = timedelta(milliseconds=100)
"""After what time opens: the next look must find it open."""

SOON: Final = timedelta(seconds=5)
"""While a registration is not visible yet."""

WAITS: Final = {
    Gate.SETTLING: SOON,
    Gate.DENIED: timedelta(minutes=1),
    Gate.CONTESTED: timedelta(hours=1),
    Gate.SOURCE_STALE: timedelta(minutes=10),  # at the latest: a sweep is asked for when the source is heard again
}
"""Gates that time or an operator opens without anything changing in Git or ECS: when to look again."""


def look_again(standing: Standing, now: datetime) -> timedelta | None:
    """How long after `now`; None where only something new is worth a look, or a sweep."""
    match standing.acted:
        case Unanswered(after) | NotMended(after):
            return after
        case Registered() | FoundLater() | Mended():
            return AT_ONCE
        case NotDone():
            return AT_ONCE
        case Accepted() if standing.refusals or standing.tag_changes:
            return AT_ONCE
        case Accepted() | Stood():
            return _opened_by_time(standing.refusals, now)


def _opened_by_time(refusals: Sequence[Refusal], now: datetime) -> timedelta | None:
    """When the first of them may be gone."""
    waits = [WAITS[no.gate] for no in refusals if no.gate in WAITS]
    waits += [max(no.until - now, AT_ONCE) + A_MOMENT for no in refusals if no.until is not None]
    return min(waits, default=None)
