"""Readings as text that Prometheus takes: its text format 0.0.4 (prometheus.io, "Exposition formats", seen 2026-11)."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Final

from plumbrule.model.metric import Spread

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from plumbrule.model.metric import Labels, Metric, Readings

CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
_IN_WORDS: Final = str.maketrans({"\\": r"\\", "\n": r"\n"})
_IN_LABELS: Final = str.maketrans({"\\": r"\\", "\n": r"\n", '"': r"\""})


def exposition(metrics: Iterable[Metric], readings: Readings) -> str:
    """The page: `metrics` in their order, those without any value left out."""
    return "".join(f"{line}\n" for metric in metrics if metric in readings for line in _lines(metric, readings))


def _lines(metric: Metric, readings: Readings) -> Iterator[str]:
    yield f"# HELP {metric.name} {metric.words.translate(_IN_WORDS)}"
    yield f"# TYPE {metric.name} {metric.kind.value}"
    for labels, value in sorted(readings[metric].items(), key=lambda item: item[0]):
        if isinstance(value, Spread):
            yield from _spread(metric, labels, value)
        else:
            yield f"{metric.name}{_braces(metric.labels, labels)} {value!r}"


def _spread(metric: Metric, labels: Labels, spread: Spread) -> Iterator[str]:
    sums = tuple(accumulate(spread.counts))
    bounds = (*(repr(bound) for bound in metric.bounds), "+Inf")
    for bound, number in zip(bounds, sums, strict=True):
        yield f"{metric.name}_bucket{_braces((*metric.labels, 'le'), (*labels, bound))} {number}"
    own = _braces(metric.labels, labels)
    yield f"{metric.name}_sum{own} {spread.total!r}"
    yield f"{metric.name}_count{own} {sums[-1]}"


def _braces(names: Iterable[str], values: Labels) -> str:
    inner = ",".join(f'{name}="{value.translate(_IN_LABELS)}"' for name, value in zip(names, values, strict=True))
    return f"{{{inner}}}" if inner else ""
