"""What specs cost, for people and for programs."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

import click

from plumbrule.cli.priced import NOT_COUNTED, basis, money
from plumbrule.cli.report.words import printable
from plumbrule.core.cost.estimate import alternatives, estimate
from plumbrule.core.cost.prices import Platform

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from plumbrule.core.cost.estimate import Estimate, Size
    from plumbrule.core.cost.prices import RegionPrices
    from plumbrule.model.tree import Tree

NONE: Final = "-"
THIS: Final = "(this)"
_TITLES: Final = ("family", "size", "region", "a task-month", *(f"on {one.value}" for one in Platform))


@dataclass(frozen=True, slots=True)
class Costed:
    """One spec.

    Attributes:
        region: where it runs; `*` where nobody says.
        size: None where it cannot be read.
        prices: of that Region, or of the one that stands in; None where the table is of no use.
    """

    family: str
    region: str
    size: Size | None
    prices: RegionPrices | None

    @property
    def estimate(self) -> Estimate | None:
        """None where there is no size or no price."""
        return estimate(self.size, self.prices) if self.size and self.prices else None

    @property
    def others(self) -> Mapping[Platform, Estimate | None]:
        """On the other platforms."""
        return alternatives(self.size, self.prices) if self.size and self.prices else {}


def as_text(costed: Sequence[Costed], currency: str) -> str:
    """A table, its sum, and what it rests on."""
    rows = [_TITLES, *(_row(one) for one in costed)]
    widths = [max(len(row[at]) for row in rows) for at in range(len(_TITLES))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    lines[0] = click.style(lines[0], bold=True)
    total = sum((one.estimate.total for one in costed if one.estimate), Decimal(0))
    priced = sum(one.estimate is not None for one in costed)
    which = "each" if priced == len(costed) else f"each that has a price ({priced} of {len(costed)})"
    summed = [f"together: {money(total)} {currency} for one task of {which}"] if len(costed) > 1 else []
    return "\n".join([*lines, *summed, "", *_words(costed, currency)])


def as_json(costed: Sequence[Costed], currency: str) -> str:
    """One object for each spec; amounts are text, so that no digit is lost."""
    told = {"currency": currency, "hours": 730, "estimate": True, "specs": [_object(one) for one in costed]}
    return json.dumps(told, indent=2, ensure_ascii=False)


def _row(one: Costed) -> tuple[str, ...]:
    here = one.estimate
    return (
        printable(one.family),
        str(one.size) if one.size else "no size",
        one.region,
        money(here.total) if here else NONE,
        *(THIS if one.size and one.size.platform is platform else _other(one, platform) for platform in Platform),
    )


def _other(one: Costed, platform: Platform) -> str:
    other, here = one.others.get(platform), one.estimate
    if other is None:
        return NONE
    return f"{money(other.total)} ({other.total - here.total:+,.2f})" if here else money(other.total)


def _words(costed: Sequence[Costed], currency: str) -> Iterator[str]:
    used = {one.prices.region: one.prices for one in costed if one.prices}
    yield from (f"{basis(prices)}, in {currency}" for prices in used.values())
    yield f"not in it: {NOT_COUNTED}"
    away = sorted({one.region for one in costed if one.prices and one.prices.region != one.region})
    if away:
        named = ", ".join("a Region that nobody says" if region == "*" else region for region in away)
        yield f"the table has no prices of {named}, where others stand in: say --region, or give a table with --prices"
    if any(one.size and one.estimate is None for one in costed):
        yield "-: Fargate has no such size there, or the table no price"


def _object(one: Costed) -> Mapping[str, Tree]:
    return {
        "family": one.family,
        "region": one.region,
        "priced_as": one.prices.region if one.prices else None,
        "seen": one.prices.seen if one.prices else None,
        "source": one.prices.source if one.prices else None,
        "size": _size(one.size),
        "month": _parts(one.estimate),
        "alternatives": {platform.value: _parts(other) for platform, other in one.others.items()},
    }


def _size(size: Size | None) -> Tree:
    if size is None:
        return None
    return {"cpu": size.cpu, "memory": size.memory, "storage": size.storage, "platform": size.platform.value}


def _parts(found: Estimate | None) -> Tree:
    if found is None:
        return None
    names = ("total", "vcpu", "memory", "storage", "licence")
    return {name: str(getattr(found, name).quantize(Decimal("0.0001"))) for name in names}
