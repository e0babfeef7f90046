"""The smallest task that has what is wanted."""

from __future__ import annotations

from typing import Final

from plumbrule.core.validate.fargate_sizes import NEWEST, TABLE

CPU: Final = 512
MEMORY: Final = 1024
"""Half a vCPU and 1 GiB, where nobody says anything: a size to watch in Container Insights."""


def smallest(cpu: int, memory: int) -> tuple[int, int]:
    """CPU units and MiB of the smallest size with at least these; 0: nobody said. The largest where none has."""
    wanted = (cpu or min(CPU, NEWEST), memory or (MEMORY if cpu in {0, CPU} else 0))
    sizes = [(units, mebibytes) for units, several in TABLE.items() if units != NEWEST for mebibytes in several]
    fitting = [size for size in sizes if size[0] >= wanted[0] and size[1] >= wanted[1]]
    if not cpu and memory:
        fitting = [size for size in fitting if size[0] >= CPU] or fitting
    return min(fitting, default=max(sizes))
