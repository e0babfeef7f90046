"""What a task of some size costs in a month, and what it would cost on other platforms.

Source: the pricing page of Fargate, "Pricing details", seen 2026-03: vCPU, memory, operating system and architecture,
and storage above 20 GB, by the second while a task runs.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from plumbrule.core.cost.prices import Platform
from plumbrule.core.fields import Unit
from plumbrule.core.fields.sizes import PER_LARGE_UNIT, WINDOWS, size_of
from plumbrule.model.tree import as_object

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plumbrule.core.cost.prices import RegionPrices
    from plumbrule.model.tree import Object, Tree

HOURS: Final = 730
"""Of a month: 365 days by 24 hours, divided by 12."""
FREE_GIB: Final = 20


@dataclass(frozen=True, slots=True)
class Size:
    """What is paid for.

    Attributes:
        cpu: CPU units.
        memory: MiB.
        storage: GiB of ephemeral storage, the free ones included.
    """

    cpu: int
    memory: int
    storage: int
    platform: Platform

    def __str__(self) -> str:
        storage = f", {self.storage} GiB of disk" if self.storage > FREE_GIB else ""
        return (
            f"{self.cpu / PER_LARGE_UNIT:g} vCPU, {self.memory / PER_LARGE_UNIT:g} GB{storage}, {self.platform.value}"
        )


@dataclass(frozen=True, slots=True)
class Estimate:
    """What one task costs in a month of 730 hours, by part."""

    size: Size
    vcpu: Decimal
    memory: Decimal
    storage: Decimal
    licence: Decimal

    @property
    def total(self) -> Decimal:
        """Everything together."""
        return self.vcpu + self.memory + self.storage + self.licence


def size_of_task(definition: Object) -> Size | None:
    """The size that a definition asks for; None where it cannot be read."""
    cpu = size_of(str(definition.get("cpu", "")), Unit.TASK_CPU)
    memory = size_of(str(definition.get("memory", "")), Unit.TASK_MEMORY)
    storage = as_object(definition.get("ephemeralStorage")).get("sizeInGiB", FREE_GIB)
    if not cpu or not memory or not isinstance(storage, int):
        return None
    return Size(cpu, memory, storage, _platform(as_object(definition.get("runtimePlatform"))))


def estimate(size: Size, prices: RegionPrices) -> Estimate | None:
    """What it costs; None where the table lacks a price for it."""
    rates = prices.rates.get(size.platform)
    extra = max(size.storage - FREE_GIB, 0)
    if rates is None or (extra and prices.storage_gb_hour is None):
        return None
    vcpu, gigabytes = Decimal(size.cpu) / PER_LARGE_UNIT, Decimal(size.memory) / PER_LARGE_UNIT
    return Estimate(
        size,
        vcpu=HOURS * vcpu * rates.vcpu_hour,
        memory=HOURS * gigabytes * rates.gb_hour,
        storage=HOURS * extra * (prices.storage_gb_hour or Decimal(0)),
        licence=HOURS * vcpu * rates.licence_vcpu_hour,
    )


def alternatives(size: Size, prices: RegionPrices) -> Mapping[Platform, Estimate | None]:
    """The same size on the other platforms; None where Fargate has no such size, or the table no price."""
    others = (one for one in Platform if one is not size.platform)
    return {one: _on(one, size, prices) for one in others}


def _on(platform: Platform, size: Size, prices: RegionPrices) -> Estimate | None:
    if platform is Platform.WINDOWS and size.cpu not in WINDOWS:
        return None
    return estimate(replace(size, platform=platform), prices)


def _platform(said: Object) -> Platform:
    """Linux on x86 where nobody says anything."""
    if _text(said.get("operatingSystemFamily")).startswith("WINDOWS"):
        return Platform.WINDOWS
    return Platform.ARM if _text(said.get("cpuArchitecture")) == "ARM64" else Platform.X86


def _text(value: Tree) -> str:
    return value if isinstance(value, str) else ""
