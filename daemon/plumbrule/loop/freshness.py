"""Which families' tags are to be read again, although nothing else asks for it.

A revision's content never changes, but its tags may, and only Describe shows them.
A sweep that describes every family reads them on the way (`Standings.tags_read` says when); one that only pages
ListTaskDefinitions does not, and spends spare tokens on the families that `due` names.
"""

from __future__ import annotations

from datetime import timedelta
from math import ceil
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from plumbrule.model.ids import Key

FRESH_FOR: Final = timedelta(days=1)
"""At least so often each family's tags are read."""

NEVER: Final = float("-inf")


def due(
    keys: Iterable[Key],
    read_at: Mapping[Key, float],
    now: float,
    *,
    sweep: timedelta,
    fresh_for: timedelta = FRESH_FOR,
) -> tuple[Key, ...]:
    """The families whose tags this sweep is to read, those that wait longest first.

    Everything that would be older than `fresh_for` before the next sweep is due.
    Families that were all read at once, as after a start, would be due at once too: so in the second half of that time
    each sweep takes an even share of the oldest.

    Args:
        keys: every family of the sweep.
        read_at: when its tags were read last, in monotonic seconds; a family that is not there was never read.
        now: monotonic seconds.
        sweep: between two sweeps.
        fresh_for: how long tags count as fresh.
    """
    aged = sorted((read_at.get(key, NEVER), key) for key in keys)
    must = now - (fresh_for - sweep).total_seconds()
    may = now - fresh_for.total_seconds() / 2
    late = sum(at <= must for at, _ in aged)
    ripe = sum(at <= may for at, _ in aged)
    share = ceil(2 * len(aged) * sweep / fresh_for)
    return tuple(key for _, key in aged[: max(late, min(ripe, share))])
