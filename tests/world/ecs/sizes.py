"""Task sizes: units as ECS converts them, and the pairs Fargate has.

Units: RegisterTaskDefinition's cpu and memory (API reference, seen 2026-11). Pairs: all 74 probed against ECS in
ap-northeast-1 on 2026-08-15.
"""

from __future__ import annotations

import re
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING

from tests.world.wire import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

PAIRS: Mapping[int, range | tuple[int, ...]] = MappingProxyType(
    {
        256: (512, 1024, 2048),
        512: range(1024, 4097, 1024),
        1024: range(2048, 8193, 1024),
        2048: range(4096, 16385, 1024),
        4096: range(8192, 30721, 1024),
        8192: range(16384, 61441, 4096),
        16384: range(32768, 122881, 8192),
    }
)
_WITH_UNIT = MappingProxyType(
    {
        "cpu": re.compile(r"(\d*\.?\d+) *vcpu", re.IGNORECASE | re.ASCII),
        "memory": re.compile(r"(\d*\.?\d+) *gb", re.IGNORECASE | re.ASCII),
    }
)
_PLAIN = re.compile(r"[1-9]\d*", re.ASCII)


def units(member: str, text: str) -> int:
    """Convert a task-level `cpu` (CPU units) or `memory` (MiB) to its integer.

    Raises:
        Refused: ClientException when it cannot be read (also seen as InvalidParameterException).
    """
    found = _WITH_UNIT[member].fullmatch(text)
    amount = Decimal(found.group(1)) * 1024 if found else Decimal(text) if _PLAIN.fullmatch(text) else Decimal(0)
    if amount <= 0 or amount != amount.to_integral_value():
        raise Refused("ClientException", f"Invalid '{member}' setting for task.")
    return int(amount)


def check_pair(cpu: int, memory: int) -> None:
    """Refuse a pair that Fargate does not have.

    Raises:
        Refused: ClientException with both numbers.
    """
    if memory not in PAIRS.get(cpu, ()):
        text = f"No Fargate configuration exists for given values: {cpu} CPU, {memory} memory."
        raise Refused("ClientException", f"{text} See the Amazon ECS documentation for the valid values.")
