"""What a change makes dearer or cheaper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from plumbrule.core.cost.estimate import estimate, size_of_task
from plumbrule.model.change import Absent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plumbrule.core.cost.estimate import Estimate, Size
    from plumbrule.core.cost.prices import RegionPrices
    from plumbrule.model.change import Change
    from plumbrule.model.tree import Object

PAID: Final = frozenset({"cpu", "memory", "ephemeralStorage", "runtimePlatform"})
"""Members that prices depend on."""


def sizes(live: Object, changes: Sequence[Change]) -> tuple[Size | None, Size | None]:
    """The size that runs now, and that after the changes."""
    paid = [change for change in changes if change.path.partition(".")[0] in PAID]
    after: dict[str, Any] = {name: live[name] for name in PAID & live.keys()}
    for change in paid:
        _apply(after, change)
    return size_of_task(live), size_of_task(after)


def estimates(live: Object, changes: Sequence[Change], prices: RegionPrices) -> tuple[Estimate, Estimate] | None:
    """What a task-month costs before and after; None where that does not change, or cannot be told."""
    before, after = sizes(live, changes)
    if before is None or after is None or before == after:
        return None
    found = estimate(before, prices), estimate(after, prices)
    return (found[0], found[1]) if found[0] and found[1] else None


def _apply(after: dict[str, Any], change: Change) -> None:
    """Put Git's value in the place of the live one, at most one object deep."""
    name, _, inner = change.path.partition(".")
    value = None if isinstance(change.git, Absent) else change.git
    if inner:
        after[name] = {**(after.get(name) or {}), inner: value}
        if value is None:
            del after[name][inner]
    elif value is None:
        after.pop(name, None)
    else:
        after[name] = value
