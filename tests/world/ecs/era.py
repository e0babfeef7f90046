"""Eras: ECS fills newer fields in when a revision is read, old revisions included.

`systemControls: []` since early 2024, `enableFaultInjection: false` since the end of 2024, MANAGED_INSTANCES among the
compatibilities by April 2026: published describe outputs, collected 2026-11.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

YEARS = (2022, 2024, 2025, 2026)
_NOTHING: Mapping[str, Any] = MappingProxyType({})

# Nobody knows tomorrow's fields; these stand for any: empty, false, and with a value.
TOMORROW: Mapping[str, Any] = MappingProxyType(
    {
        "year": 2026,
        "task": {"placementHints": [], "carbonAware": False, "launchPolicy": {"mode": "STANDARD"}},
        "container": {"startupProbe": {}, "imageSigning": {"policy": "AUDIT"}},
    }
)


@dataclass(frozen=True, slots=True)
class Era:
    """Which year's ECS answers, with invented fields that every task or container is given when it is read."""

    year: int = 2026
    task: Mapping[str, Any] = field(default_factory=lambda: _NOTHING)
    container: Mapping[str, Any] = field(default_factory=lambda: _NOTHING)
    key: str = '{"year": 2026, "task": {}, "container": {}}'

    @property
    def fills_system_controls(self) -> bool:
        """Whether every container is given `systemControls`."""
        return self.year >= 2024

    @property
    def knows_fault_injection(self) -> bool:
        """Whether every task is given `enableFaultInjection`."""
        return self.year >= 2025

    @property
    def knows_managed_instances(self) -> bool:
        """Whether MANAGED_INSTANCES is among the compatibilities."""
        return self.year >= 2026


def read_era(value: object) -> Era:
    """Read a year, the word "tomorrow", or `{"year": 2026, "task": {...}, "container": {...}}`.

    Raises:
        ValueError: it is none of these.
    """
    table = TOMORROW if value == "tomorrow" else {"year": value} if isinstance(value, int) else value
    if not isinstance(table, Mapping) or not set(table) <= {"year", "task", "container"}:
        raise ValueError(f'expected a year, "tomorrow" or a table with year, task and container, got {value!r}')
    year, task, container = table.get("year", 2026), table.get("task", {}), table.get("container", {})
    if year not in YEARS or not isinstance(task, dict) or not isinstance(container, dict):
        raise ValueError(f"expected a year among {YEARS} and objects of fields, got {value!r}")
    key = json.dumps({"year": year, "task": task, "container": container})
    return Era(int(year), MappingProxyType(task), MappingProxyType(container), key)
