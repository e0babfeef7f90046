"""How live and Git differ, in lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.core.tell.words import shown
from plumbrule.model.tree import as_list, as_object

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.model.tree import Object

LEGEND: Final = "- live  + Git"


def diff_of(facts: Object, most: int | None = None) -> Iterator[str]:
    """Each change as its path, `-` what is live and `+` what Git says."""
    changes = [as_object(one) for one in as_list(facts.get("changes"))]
    if changes:
        yield LEGEND
    for change in changes[:most]:
        yield str(change.get("path"))
        yield from _sides(change)
    left_out = facts.get("changes_left_out")
    more = len(changes[len(changes) if most is None else most :]) + (left_out if isinstance(left_out, int) else 0)
    if more:
        yield f"… and {more} more"


def _sides(change: Object) -> Iterator[str]:
    """What is masked looks alike on both sides, and differs all the same."""
    found = [f"{sign} {shown(change[side])}" for sign, side in (("-", "live"), ("+", "git")) if side in change]
    alike = len(found) > 1 and len({one[1:] for one in found}) == 1
    yield from (["~ *** (hidden; the values differ)"] if alike else found)
