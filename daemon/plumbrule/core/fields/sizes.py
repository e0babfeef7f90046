"""Task sizes in every documented form: `256`, `.25 vCPU`, `1GB`."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final, assert_never

from plumbrule.core.fields.fact import Unit

# Documented forms: "1 vCPU", ".5 vcpu", "1GB", "1 gb" (RegisterTaskDefinition, `cpu` and `memory`, seen 2026-11).
# An amount longer than this is no size, and must not cost time.
_VCPU: Final = re.compile(r"(\d{0,9}\.?\d{1,9}) *vcpu", re.IGNORECASE | re.ASCII)
_GB: Final = re.compile(r"(\d{0,9}\.?\d{1,9}) *gb", re.IGNORECASE | re.ASCII)
PER_LARGE_UNIT: Final = 1024
"""CPU units of a vCPU, and MiB of a GB."""
WINDOWS: Final = range(1024, 4096 + 1)
"""CPU units between which Windows tasks stay (task definition parameters for Fargate, "Task size", seen 2026-11)."""


def in_units(text: str, unit: Unit) -> str:
    """`text` in CPU units or MiB; verbatim where it is not in a large unit, or no whole number of small ones."""
    found = _form(unit).fullmatch(text)
    if found is None:
        return text
    amount = Decimal(found[1]) * PER_LARGE_UNIT
    return str(int(amount)) if amount == int(amount) else text


def size_of(text: str, unit: Unit) -> int | None:
    """How many CPU units or MiB `text` means; None where it is no size at all."""
    plain = in_units(text, unit)
    return int(plain) if plain.isascii() and plain.isdecimal() and len(plain) <= _LONGEST else None


_LONGEST: Final = 18


def _form(unit: Unit) -> re.Pattern[str]:
    match unit:
        case Unit.TASK_CPU:
            return _VCPU
        case Unit.TASK_MEMORY:
            return _GB
        case _:
            assert_never(unit)
