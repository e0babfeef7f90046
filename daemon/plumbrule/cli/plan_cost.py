"""What a change makes dearer or cheaper, as `plumbrule plan` tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plumbrule.cli.priced import money
from plumbrule.core.cost.difference import estimates
from plumbrule.model.revision import Revision

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.core.cost.estimate import Estimate
    from plumbrule.core.cost.prices import Prices, RegionPrices
    from plumbrule.core.tell.standing import Standing
    from plumbrule.model.tree import Tree


def cost_words(one: Standing, prices: Prices) -> Iterator[str]:
    """One sentence where a change of size or platform has a price; it says that it is an estimate."""
    found = _found(one, prices)
    if found:
        before, after, region = found
        change = f"{money(before.total)} to {money(after.total)} ({after.total - before.total:+,.2f})"
        yield f"{change} {prices.currency} for each task and month, an estimate by {region.region}, {region.seen}"


def cost_fields(one: Standing, prices: Prices) -> Tree:
    """The same for programs; None where nothing changes or no price is known."""
    found = _found(one, prices)
    if not found:
        return None
    before, after, region = found
    return {
        "before": str(before.total),
        "after": str(after.total),
        "currency": prices.currency,
        "priced_as": region.region,
        "seen": region.seen,
        "estimate": True,
    }


def _found(one: Standing, prices: Prices) -> tuple[Estimate, Estimate, RegionPrices] | None:
    """Only where something is live: what did not run before has no difference."""
    region = prices.of(one.target.id.region if one.target else "")
    if region is None or not isinstance(one.observed, Revision):
        return None
    found = estimates(one.observed.definition, one.changes, region)
    return (*found, region) if found else None
