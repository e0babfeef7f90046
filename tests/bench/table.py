"""The table: what was measured, and beside it what AWS's rates and bare boto3 make of the same calls."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

BURST: Final = 50
PER_SECOND: Final = 20
"""Reads of one account and Region (ECS developer guide, "Request throttling for the Amazon ECS API", seen 2026-11)."""

HEADS: Final = (
    *("families", "phase", "seconds", "CPU s", "ms CPU each", "peak MiB", "calls", "parsed", "unchanged"),
    *("AWS rate s", "boto3 CPU s"),
)
WIDTHS: Final = tuple(max(len(head), 8) for head in HEADS)

LEGEND: Final = f"""
seconds      on the wall, against an endpoint on this machine; CPU s is this process alone
AWS rate s   the least that so many calls take at AWS's rates for one account and Region:
             burst {BURST}, then {PER_SECOND}/s
boto3 CPU s  so many calls times the CPU of one DescribeTaskDefinition with boto3 alone, measured in the same process
"""


def heading() -> str:
    """The first line."""
    return _line(HEADS)


def rows(found: Mapping[str, Any]) -> Iterator[str]:
    """The lines of one size."""
    for one in found["phases"]:
        yield _line(
            (
                str(found["families"]),
                one["phase"],
                f"{one['seconds']:.2f}",
                f"{one['cpu']:.2f}",
                f"{1000 * one['cpu'] / found['families']:.2f}",
                f"{one['rss_mib']:.0f}",
                str(one["calls"]),
                str(one["parsed"]),
                str(one["unchanged"]),
                f"{max(0, one['calls'] - BURST) / PER_SECOND:.1f}",
                f"{one['calls'] * found['bare_cpu']:.2f}",
            )
        )


def _line(cells: tuple[str, ...]) -> str:
    return "  ".join(cell.rjust(width) for cell, width in zip(cells, WIDTHS, strict=True))
