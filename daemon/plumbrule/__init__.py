"""Plumbrule holds AWS ECS task definitions to what Git says.

The public names are `validate`, `compare` and `__version__`.
The functions load on first use, so that `import plumbrule` stays quick.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from plumbrule.version import __version__

if TYPE_CHECKING:
    from plumbrule.api import compare, validate

__all__ = ["__version__", "compare", "validate"]


def __getattr__(name: str) -> object:
    """Load the public functions when they are first asked for (PEP 562)."""
    if name not in {"compare", "validate"}:
        raise AttributeError(f"module 'plumbrule' has no attribute {name!r}")
    from plumbrule import api  # noqa: PLC0415 - the point of PEP 562 is to import here

    found: object = getattr(api, name)
    return found
