"""How large an object becomes when it is unfolded, told from its header alone.

A few packed bytes may stand for gigabytes, and dulwich unfolds a packed object whole before it tells the size.
Formats: git's Documentation/gitformat-pack.txt (git 2.39, read 2026-11).
Headers may be believed: git checks them against the content when it receives or writes a pack.
"""

from __future__ import annotations

import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from dulwich.object_store import DiskObjectStore
from dulwich.objects import RawObjectID
from dulwich.pack import Pack, PackFileDisappeared

if TYPE_CHECKING:
    from types import TracebackType
    from typing import BinaryIO, Self

    from dulwich.objects import ObjectID

LONGEST_CHAIN: Final = 4096
"""Deltas upon deltas; git makes 4095 at most (git-config, pack.depth, seen 2026-11)."""

_HEAD: Final = 1024
"""Bytes read for a header; zlib's own tables and the few first inflated bytes lie within."""
_OFFSET_DELTA: Final = 6
_NAMED_DELTA: Final = 7


class Size(NamedTuple):
    """Bytes: of the object itself, and of the largest thing that unfolding it takes."""

    own: int
    largest: int


UNKNOWN: Final = Size(0, 0)


class Sizes:
    """Sizes of the objects of a store, as its packs are when this is made.

    It opens the packs' indexes for itself: the store closes its own whenever it finds that a pack was replaced.
    """

    def __init__(self, store: DiskObjectStore) -> None:
        self._stores = [store, *(each for each in store.alternates if isinstance(each, DiskObjectStore))]
        self._packs = {
            index.with_suffix(".pack"): Pack(str(index.with_suffix("")), object_format=each.object_format)
            for each in self._stores
            for index in Path(each.pack_dir).glob("*.idx")
        }

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        for pack in self._packs.values():
            pack.close()

    def of(self, oid: ObjectID) -> Size:
        """The size of an object; `UNKNOWN` when it has moved or is nowhere, which reading it will tell better.

        Raises:
            KeyError, IndexError, ValueError, zlib.error, OSError: what holds it is damaged.
        """
        try:
            return self._packed(oid) or self._loose(oid)
        except (FileNotFoundError, PackFileDisappeared):
            return UNKNOWN

    def _packed(self, oid: ObjectID) -> Size | None:
        for place, pack in self._packs.items():
            try:
                offset = pack.index.object_offset(oid)
            except KeyError:
                continue
            with place.open("rb") as stream:
                return _chain(pack, stream, offset)
        return None

    def _loose(self, oid: ObjectID) -> Size:
        name = oid.decode()
        for store in self._stores:
            place = Path(store.path, name[:2], name[2:])
            if place.exists():
                return _loose_size(place)
        return UNKNOWN


def _loose_size(place: Path) -> Size:
    with place.open("rb") as stream:
        head = zlib.decompressobj().decompress(stream.read(_HEAD), 64)
    size = int(head[: head.index(b"\0")].split(b" ")[1])
    return Size(size, size)


def _chain(pack: Pack, stream: BinaryIO, offset: int) -> Size:
    """Follow an object's deltas down to what they start from."""
    seen: list[int] = []
    made: list[int] = []
    for _ in range(LONGEST_CHAIN):
        stream.seek(offset)
        head = stream.read(_HEAD)
        kind, size, at = _kind_and_size(head)
        seen.append(size)
        if kind not in {_OFFSET_DELTA, _NAMED_DELTA}:
            return Size((made or seen)[0], max((*seen, *made)))
        offset, at = _base(head, at, offset) if kind == _OFFSET_DELTA else _named_base(pack, head, at)
        made.append(_result_size(head[at:]))
    raise ValueError("a chain of deltas without end")


def _kind_and_size(head: bytes) -> tuple[int, int, int]:
    """Type, size, and where the rest begins: 4 bits of size in the first byte, then 7 in each."""
    more, at = _little_endian(head, 1) if head[0] & 0x80 else (0, 1)
    return (head[0] >> 4) & 7, (head[0] & 15) | (more << 4), at


def _base(head: bytes, at: int, offset: int) -> tuple[int, int]:
    """Where an offset delta's base stands: 7 bits a byte, the highest first, one added at every step."""
    back = head[at] & 0x7F
    while head[at] & 0x80:
        at += 1
        back = ((back + 1) << 7) | (head[at] & 0x7F)
    return offset - back, at + 1


def _named_base(pack: Pack, head: bytes, at: int) -> tuple[int, int]:
    end = at + pack.object_format.oid_length
    return pack.index.object_offset(RawObjectID(head[at:end])), end


def _result_size(packed: bytes) -> int:
    """What a delta makes: the second number of its inflated head."""
    head = zlib.decompressobj().decompress(packed, 32)
    _, at = _little_endian(head, 0)
    return _little_endian(head, at)[0]


def _little_endian(text: bytes, at: int) -> tuple[int, int]:
    """A number of 7 bits a byte, the lowest first, and where it ends."""
    number = shift = 0
    while True:
        number |= (text[at] & 0x7F) << shift
        shift += 7
        at += 1
        if not text[at - 1] & 0x80:
            return number, at
