"""Where something stands in a file."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A file of the source with a position in it.

    Attributes:
        file: path relative to the source's root, with `/`.
        line: 1 for the first line; 0 when the whole file is meant.
        column: 1 for the first character; 0 when the whole file is meant.
        pointer: JSON pointer into the task definition (or, for a manifest's own keys, into the file).
    """

    file: str
    line: int = 0
    column: int = 0
    pointer: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file
