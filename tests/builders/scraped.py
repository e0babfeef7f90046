"""A metrics page as values, by Prometheus's own parser."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from prometheus_client.parser import text_string_to_metric_families

if TYPE_CHECKING:
    from collections.abc import Mapping

Labels = frozenset[tuple[str, str]]


def scraped(text: str) -> Mapping[str, Mapping[Labels, float]]:
    """Values by name of the sample and by labels; each pair may be there once."""
    found: dict[str, dict[Labels, float]] = defaultdict(dict)
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            labels = frozenset(sample.labels.items())
            assert labels not in found[sample.name], f"{sample.name} {sample.labels} is there twice"
            found[sample.name][labels] = sample.value
    return dict(found)


def value(page: Mapping[str, Mapping[Labels, float]], name: str, **labels: str) -> float:
    """One value."""
    return page[name][frozenset(labels.items())]
