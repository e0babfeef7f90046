"""The table of prices: by Region and platform, each with where and when it was seen."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from plumbrule.errors import Declined
from plumbrule.model.tree import as_object, as_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plumbrule.model.tree import Object, Tree

REFERENCE: Final = "us-east-1"
"""Whose prices stand in where a Region has none; most other Regions cost the same or up to a third more."""


class Platform(StrEnum):
    """What prices differ by, from the cheapest up."""

    ARM = "LINUX/ARM64"
    X86 = "LINUX/X86_64"
    WINDOWS = "WINDOWS/X86_64"


@dataclass(frozen=True, slots=True)
class Rates:
    """Of one platform, in the table's currency.

    Attributes:
        vcpu_hour: one vCPU for an hour.
        gb_hour: one GB of memory for an hour.
        licence_vcpu_hour: the operating system's licence, for a vCPU and an hour.
    """

    vcpu_hour: Decimal
    gb_hour: Decimal
    licence_vcpu_hour: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class RegionPrices:
    """Of one Region.

    Attributes:
        seen: the month in which somebody looked, `2026-03`.
        storage_gb_hour: one GB of ephemeral storage above the first 20 for an hour; None: nobody looked.
    """

    region: str
    seen: str
    source: str
    rates: Mapping[Platform, Rates]
    storage_gb_hour: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Prices:
    """A whole table."""

    currency: str
    regions: Mapping[str, RegionPrices] = field(default_factory=dict)

    def of(self, region: str) -> RegionPrices | None:
        """Those of a Region; of the reference where it has none; None where that has none either."""
        return self.regions.get(region) or self.regions.get(REFERENCE)


def read_prices(tree: Tree) -> Prices:
    """The table out of its JSON; the shipped `prices.json` shows the form.

    Raises:
        Declined: a part is missing or has the wrong form.
    """
    whole = as_object(tree)
    regions = {name: _region(name, as_object(said)) for name, said in as_object(whole.get("regions")).items()}
    if not regions:
        raise Declined("the table of prices has no regions", why="wrong")
    return Prices(as_text(whole.get("currency")) or "USD", MappingProxyType(regions))


def _region(name: str, said: Object) -> RegionPrices:
    seen, source = as_text(said.get("seen")), as_text(said.get("source"))
    if not seen or not source:
        raise Declined("each Region needs `seen` (a month such as 2026-03) and `source`", why="wrong", place=name)
    rates = {one: _rates(f"{name}.{one}", as_object(said[one.value])) for one in Platform if one.value in said}
    storage = _money(said["storage_gb_hour"], f"{name}.storage_gb_hour") if "storage_gb_hour" in said else None
    return RegionPrices(name, seen, source, MappingProxyType(rates), storage)


def _rates(place: str, said: Object) -> Rates:
    return Rates(
        _money(said.get("vcpu_hour"), f"{place}.vcpu_hour"),
        _money(said.get("gb_hour"), f"{place}.gb_hour"),
        _money(said.get("licence_vcpu_hour", "0"), f"{place}.licence_vcpu_hour"),
    )


def _money(value: Tree, place: str) -> Decimal:
    """An amount, as text so that no digit is lost."""
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        raise Declined('write an amount as text, such as "0.04048"', why="wrong", place=place) from None
    if not amount.is_finite() or amount < 0:
        raise Declined("an amount is a number from 0 up", why="wrong", place=place)
    return amount
