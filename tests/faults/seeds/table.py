"""The figures of many seeds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.faults.seeds.play import Played

_SHARES: Final = {"median": 0.5, "p95": 0.95, "max": 1.0}


def figures(played: Sequence[Played]) -> dict[str, str]:
    """Sums, and how long it took to come to rest."""
    times = sorted(one.converged for one in played if one.converged is not None)
    sums = ("kills", "registered", "doubled", "lost", "overwritten", "incidents", "silent", "repeated")
    return {
        "seeds": str(len(played)),
        **{name: str(sum(getattr(one, name) for one in played)) for name in sums},
        "never at rest": str(len(played) - len(times)),
        "wrong seeds": str(sum(bool(one.faults) for one in played)),
        **{f"seconds to rest, {name}": _seconds(times, share) for name, share in _SHARES.items()},
    }


def table(played: Sequence[Played]) -> str:
    """One line each, for people and for pipes."""
    return "\n".join(f"{name:<24} {value:>8}" for name, value in figures(played).items())


def _seconds(times: Sequence[float], share: float) -> str:
    return f"{times[min(len(times) - 1, int(len(times) * share))]:.1f}" if times else "-"
