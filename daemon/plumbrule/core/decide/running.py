"""How what runs stands to what is registered: content counts, not numbers, as everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plumbrule.model.running import Part, Rollout, Running

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from plumbrule.model.running import Use


def rollout_of(
    uses: Sequence[Use], latest: int | None, alike: AbstractSet[int], inactive: AbstractSet[int]
) -> Rollout | None:
    """How far one family is; None where nothing runs it.

    Args:
        uses: everything that runs a revision of it.
        latest: number of the latest ACTIVE revision; None where there is none.
        alike: numbers of revisions that say what the latest one says.
        inactive: numbers of revisions that are deregistered.
    """
    if not uses:
        return None
    same = {latest, *alike}
    behind = tuple(use for use in uses if use.number not in same and not _ends_by_itself(use))
    dead = {use.number for use in uses if use.number in inactive and not _ends_by_itself(use)}
    return Rollout(_running(uses, behind, dead), latest, tuple(uses), behind, tuple(sorted(dead)))


def _running(uses: Sequence[Use], behind: Sequence[Use], dead: AbstractSet[int]) -> Running:
    if dead:
        return Running.RUNNING_INACTIVE
    if not behind:
        return Running.CURRENT
    services = [use for use in uses if use.part is Part.SERVICE]
    nobody = services and all(use in behind for use in services)
    return Running.REGISTERED_NOT_DEPLOYED if nobody else Running.RUNNING_STALE


def _ends_by_itself(use: Use) -> bool:
    """The old side of a deployment under way."""
    return use.part is Part.DEPLOYMENT and use.moves
