"""A definition that takes a twentieth of the memory while nobody reads it.

As Python objects a definition of two kilobytes takes some twenty, and ten thousand of them mostly wait for an edit.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from plumbrule.model.tree import Object, Tree


class Packed(Mapping[str, "Tree"]):
    """The same object as compressed JSON, in the same order; every reading unpacks it, so unpack once to read much."""

    __slots__ = ("_packed",)

    def __init__(self, packed: bytes) -> None:
        self._packed = packed

    def unpacked(self) -> dict[str, Tree]:
        """A fresh copy as Python objects."""
        found: dict[str, Tree] = json.loads(zlib.decompress(self._packed))
        return found

    def __getitem__(self, name: str) -> Tree:
        return self.unpacked()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.unpacked())

    def __len__(self) -> int:
        return len(self.unpacked())

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Packed):
            return self._packed == other._packed or self.unpacked() == other.unpacked()
        return isinstance(other, Mapping) and self.unpacked() == other

    def __hash__(self) -> int:
        raise TypeError("a definition is no key")

    def __repr__(self) -> str:
        return f"Packed({len(self._packed)} bytes)"  # what is inside may be secret


def pack(definition: Object) -> Object:
    """`definition` packed; the very same where JSON cannot say it (what is opaque stays as it is)."""
    try:
        text = json.dumps(definition, ensure_ascii=False, separators=(",", ":"))
        return Packed(zlib.compress(text.encode(), 1))
    except (TypeError, UnicodeEncodeError):
        return definition


def unpack(definition: Object) -> Object:
    """`definition` as Python objects."""
    return definition.unpacked() if isinstance(definition, Packed) else definition
