"""Policy files as text, for tests that start whole daemons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

HANDS_FREE: Final = """version: 1
clauses: [{consent: auto}]
blast_radius: {families: 1000000, share: 1, floor: 1000000}
"""
"""Whatever a state allows, no change asks anybody."""


def hands_free(folder: Path) -> Path:
    """A file with that in it."""
    file = folder / "policy.yaml"
    file.write_text(HANDS_FREE)
    return file
