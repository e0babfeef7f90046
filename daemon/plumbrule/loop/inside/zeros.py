"""Counters that alerts look at are there before they count: `increase()` does not see one that begins with 1."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plumbrule.model import metrics
from plumbrule.model.record import Ending

if TYPE_CHECKING:
    from collections.abc import Iterable

    from plumbrule.model.metric import Labels, Metric, Readings, Spread


def with_zeros(counted: Readings, targets: Iterable[str]) -> Readings:
    """What was counted, and 0 for what may yet be."""
    names = tuple(targets)
    alone = (metrics.JOURNAL_ERRORS, metrics.NOTICES_FAILED, metrics.SPECS_PARSED, metrics.WATCH_REVIVED)
    of_target = (metrics.PASSES_UNCHANGED, metrics.BUCKET_WAITS, metrics.FAMILIES_SPARED)
    zeros: dict[Metric, dict[Labels, float | Spread]] = {
        **{metric: {(): 0} for metric in alone},
        **{metric: {(name,): 0 for name in names} for metric in of_target},
        metrics.REGISTRATIONS: {(name, ending.value): 0 for name in names for ending in Ending},
    }
    return {metric: {**zeros.get(metric, {}), **counted.get(metric, {})} for metric in {*zeros, *counted}}
