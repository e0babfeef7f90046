"""What can be measured: what a metric is, and what values of it look like on their way to whoever reads them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeAlias

PREFIX: Final = "plumbrule_"
TOTAL: Final = "_total"


class Kind(StrEnum):
    """How Prometheus reads a metric (its text format 0.0.4, seen 2026-11)."""

    COUNTER = "counter"
    GAUGE = "gauge"
    HISTOGRAM = "histogram"


@dataclass(frozen=True, slots=True)
class Metric:
    """One row of the table in `model/metrics.py`.

    Attributes:
        name: as Prometheus has it, with its unit; a counter's ends in `_total`.
        words: one sentence.
        labels: their names; values come from closed sets or from the settings, and are never a family's name.
        bounds: a histogram's upper bounds, in its unit, rising.
    """

    name: str
    kind: Kind
    words: str
    labels: tuple[str, ...] = ()
    bounds: tuple[float, ...] = ()

    @property
    def short(self) -> str:
        """What it is called among ourselves."""
        return self.name.removeprefix(PREFIX).removesuffix(TOTAL)


@dataclass(frozen=True, slots=True)
class Spread:
    """A histogram's value.

    Attributes:
        counts: how many were within each bound and above the one before, and last how many were above all.
        total: the sum of everything observed.
    """

    counts: tuple[int, ...]
    total: float


Labels: TypeAlias = tuple[str, ...]
"""Values, in the order of the metric's labels."""
Series: TypeAlias = Mapping[Labels, float | Spread]
Readings: TypeAlias = Mapping[Metric, Series]
