"""docs/reference/metrics.md: a table of every metric, from the one in code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from plumbrule.model.metric import Metric

INTRODUCTION: Final = """\
# Metrics

`GET /metrics` answers in Prometheus's text format 0.0.4.
It is on every door of the [admin API](admin-api.md), and for everybody on that of `admin.probes`.
[How to watch Plumbrule](../how-to/watch-plumbrule.md) says what to do with it.

This page is generated from the code, from `model/metrics.py`; change the words there and run `make schemas`.

- Values of labels come from closed sets or from the settings: no family's name, no commit, nobody's words.
- Where a label's values are a closed set, all of them are there, with 0 where there is nothing.
- Counters that alerts look at are there from the start; others, and what is not known yet, are left out until then.
- An answer of AWS that a family does not exist counts as `outcome="refused"`; nothing is wrong then.
- `target` is a target's name in the settings, `sink` a sink's.
- `state` and `running` are those of [states](states.md), `gate` those of [gates](gates.md).
- `event` is one of the [events](events.md); `kind` and `urgency` are those of [incidents](incidents.md).

"""
HEAD: Final = "| metric | kind | labels | meaning |\n|---|---|---|---|\n"


def metrics_page(metrics: Iterable[Metric]) -> str:
    """The whole page."""
    return INTRODUCTION + HEAD + "".join(map(_row, metrics))


def _row(metric: Metric) -> str:
    labels = ", ".join(f"`{label}`" for label in metric.labels)
    return f"| `{metric.name}` | {metric.kind.value} | {labels} | {metric.words} |\n"
