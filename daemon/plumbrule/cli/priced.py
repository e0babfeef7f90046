"""The table of prices that is used: the shipped one, or somebody's own."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from plumbrule.core.cost.prices import read_prices
from plumbrule.errors import Declined

if TYPE_CHECKING:
    from decimal import Decimal

    from plumbrule.core.cost.prices import Prices, RegionPrices

SHIPPED: Final = "prices.json"
NOT_COUNTED: Final = (
    "Spot, Savings Plans, times in which it does not run; load balancers, NAT, public addresses, logs, traffic"
)

prices_option = click.option(
    "--prices",
    type=click.Path(path_type=Path),
    help="A table of prices of your own, in the form of the shipped one.",
)


def prices_from(path: Path | None) -> Prices:
    """The table at `path`, or the shipped one. Raises Declined."""
    try:
        text = path.read_text(encoding="utf-8") if path else files("plumbrule").joinpath(SHIPPED).read_text("utf-8")
        return read_prices(json.loads(text))
    except (OSError, ValueError) as error:
        reason = (error.strerror or "") if isinstance(error, OSError) else "it is no JSON"
        raise Declined(f"the prices cannot be read: {reason}", why="wrong", place=str(path)) from None


def money(amount: Decimal) -> str:
    """To the cent."""
    return f"{amount:,.2f}"


def basis(prices: RegionPrices) -> str:
    """What an estimate rests on."""
    return f"an estimate: one task for 730 hours at list prices of {prices.region} ({prices.seen}, {prices.source})"
