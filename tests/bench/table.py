"""The table: what was measured, and beside it what AWS's rates and bare boto3 make of the same calls."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

BURST: Final = 50
PER_SECOND: Final = 20
"""Reads of one account and Region (ECS developer guide, "Request throttling for the Amazon ECS API", seen 2026-11)."""

SHARE: Final = 0.5
"""What the settings take of both by themselves: consoles and pipelines drink from the same bucket."""

HEADS: Final = (
    *("families", "revisions", "phase", "calls", "least", "throttled", "seconds", "least s", "ratio"),
    *("CPU s", "boto3 CPU s", "peak MiB", "parsed", "unchanged"),
)
WIDTHS: Final = tuple(max(len(head), 9) for head in HEADS)

LEGEND: Final = f"""
phase        read: files are read and judged; cold: first sweep, new journal; warm: nothing changed since;
             read again, restarted: a new process over the journal and the contents that the first one left
calls        of the bucket for reads (burst {BURST}, then {PER_SECOND}/s for one account and Region); our share is half
least        calls that the phase cannot do without. cold: Describe for each family, and up to 3 of its older
             revisions, where a lost journal would show by our tags; else: pages of the list, or Describe for each
             family where these are fewer
least s      what so many calls take at our share of the rate, from a full bucket, or one after the other if that is
             longer: pages of a list are
ratio        seconds / least s
seconds      on the wall, with the endpoint on this machine; CPU s is this process alone
boto3 CPU s  `least` times the CPU of one DescribeTaskDefinition with boto3 alone, measured in the same process
"""


def heading() -> str:
    """The first line."""
    return _line(HEADS)


def rows(found: Mapping[str, Any]) -> Iterator[str]:
    """The lines of one size."""
    for one in found["phases"]:
        bound = _least_seconds(found, one)
        yield _line(
            (
                str(found["families"]),
                str(found["revisions"]),
                one["phase"],
                str(one["calls"]),
                str(one["least"]),
                str(one["throttled"]),
                f"{one['seconds']:.2f}",
                f"{bound:.2f}",
                f"{one['seconds'] / bound:.2f}" if bound else "-",
                f"{one['cpu']:.2f}",
                f"{one['least'] * found['bare_cpu']:.2f}",
                f"{one['rss_mib']:.0f}",
                str(one["parsed"]),
                str(one["unchanged"]),
            )
        )


def _least_seconds(found: Mapping[str, Any], one: Mapping[str, Any]) -> float:
    by_rate = max(0.0, one["least"] - BURST * SHARE) / (PER_SECOND * SHARE * found["speed"])
    in_turn = one["least"] * found["latency_ms"] / 1000 / found["speed"] if one["paged"] else 0.0
    return float(max(by_rate, in_turn))


def _line(cells: tuple[str, ...]) -> str:
    return "  ".join(cell.rjust(width) for cell, width in zip(cells, WIDTHS, strict=True))
