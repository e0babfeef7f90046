"""The law about what may vanish."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.errors import SourceError

if TYPE_CHECKING:
    from plumbrule.loop.intake.intake import Intake
    from plumbrule.loop.world import World

MOST_NAMED: Final = 5
"""Families named in one message; the rest is said by number."""


def refuse_vanishing(world: World, before: Intake | None, now: Intake) -> None:
    """Half of the families gone at once is a broken checkout far more often than a decision."""
    if before is None:
        return
    gone = sorted(str(key) for key in before.specs.keys() - now.specs.keys() if now.lacks(before.specs[key].path))
    most = max(world.pace.vanish_floor, int(len(before.specs) * world.pace.vanish_share))
    if len(gone) > most:
        raise SourceError(
            f"{len(gone)} of {len(before.specs)} families vanished at once, more than the {most} that are believed; "
            "raise vanish.share in the settings if it is meant. "
            f"Gone: {', '.join(gone[:MOST_NAMED])}{' …' if len(gone) > MOST_NAMED else ''}"
        )
