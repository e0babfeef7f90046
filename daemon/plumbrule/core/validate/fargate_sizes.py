"""The task sizes that Fargate has.

Task definition parameters for Fargate, "Task size", seen 2026-11.
A public note tried every combination up to 16384 CPU units on the real API in 2026-08 and agrees with that page.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from plumbrule.core.fields.sizes import WINDOWS
from plumbrule.core.validate.bound import any_case
from plumbrule.core.validate.phrases import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_FEW: Final = 4

TABLE: Final[Mapping[int, Sequence[int]]] = MappingProxyType(
    {
        256: (512, 1024, 2048),
        512: range(1024, 4096 + 1, 1024),
        1024: range(2048, 8192 + 1, 1024),
        2048: range(4096, 16384 + 1, 1024),
        4096: range(8192, 30720 + 1, 1024),
        8192: range(16384, 61440 + 1, 4096),
        16384: range(32768, 122880 + 1, 8192),
        32768: (61440, 122880, 249856),
    }
)
"""CPU units → MiB that go with them. The last row is in AWS's tables since mid 2026, and not yet everywhere in use."""

NEWEST: Final = 32768
LARGE: Final = 8192
"""CPU units from which Linux needs platform version 1.4.0."""

_PLAIN: Final = "0*[1-9][0-9]{0,17}"
_AMOUNT: Final = r"[0-9]{0,9}\.?[0-9]{1,9}"
CPU_FORM: Final = f"^(?:{_PLAIN}|{_AMOUNT} *{any_case('vcpu')})$"
"""How CPU units are written, for JSON Schema; `core/fields/sizes.py` reads them."""

MEMORY_FORM: Final = f"^(?:{_PLAIN}|{_AMOUNT} *[KkMmGgTt][Ii]?[Bb]?)$"
"""How memory is written, units that are only warned of included."""

PLAIN_CPU: Final = f"^0*(?:{'|'.join(map(str, TABLE))})$|[^0-9]"
"""Of CPU units without a unit only those that Fargate has."""


def nearest(size: int, sizes: Iterable[int]) -> tuple[int, ...]:
    """The largest of `sizes` below `size` and the smallest above it; at least one of them."""
    known = sorted(sizes)
    below = [one for one in known if one < size]
    above = [one for one in known if one > size]
    return (*below[-1:], *above[:1])


def cpus_for(memory: int, *, windows: bool = False) -> tuple[int, ...]:
    """The CPU units that `memory` MiB go with."""
    return tuple(cpu for cpu, row in TABLE.items() if memory in row and (not windows or cpu in WINDOWS))


def in_words(sizes: Sequence[int], unit: str) -> str:
    """`512, 1024 or 2048 MiB`, `1024 to 4096 MiB in steps of 1024`."""
    if len(sizes) <= _FEW or not isinstance(sizes, range):
        return f"{listed(sizes, 'or')} {unit}"
    return f"{sizes[0]} to {sizes[-1]} {unit} in steps of {sizes.step}"
