"""A directory as a tree, every step opened from a descriptor of the one above and no link ever followed."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, TypeAlias

from plumbrule.edge.source.harvest import RefusedError, too_large
from plumbrule.edge.source.walk import Entry, Kind
from plumbrule.model.digest import blob_id
from plumbrule.model.ids import BlobId
from plumbrule.model.spec import SourceFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import TracebackType
    from typing import Self

    from plumbrule.model.pace import Bounds

Steps: TypeAlias = tuple[str, ...]
"""Names from the root down."""

_FOLDER: Final = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
# Without O_NONBLOCK, opening a FIFO that took a file's place would wait for ever.
_FILE: Final = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_UNREADABLE: Final = frozenset({errno.EACCES, errno.EPERM})


class Directory:
    """Satisfies `walk.Tree`; opened once, so that it stays the same directory whatever its path comes to mean.

    Raises OSError where the tree vanishes; a part that may not be read is refused.
    """

    def __init__(self, path: str, bounds: Bounds) -> None:
        self._bounds = bounds
        self._root = os.open(path, _FOLDER)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        os.close(self._root)

    def entries(self, folder: Steps) -> Iterable[Entry[Steps]]:
        """See `walk.Tree`."""
        with self._opened(folder, _FOLDER) as descriptor, os.scandir(descriptor) as found:
            for entry in found:
                yield Entry(entry.name, _kind(entry), (*folder, entry.name))

    def read(self, file: Steps, path: str, known: SourceFile | None) -> SourceFile:
        """See `walk.Tree`; the content is always read, since only it can tell whether it is the same."""
        with self._opened(file, _FILE) as descriptor:
            content = self._content(descriptor)
        name = blob_id(content)
        return known if known is not None and known.blob == name else SourceFile(path, name, content)

    def _content(self, descriptor: int) -> bytes:
        known = os.fstat(descriptor)
        if not stat.S_ISREG(known.st_mode):
            raise RefusedError("not-a-file", "neither a regular file nor a folder")
        if known.st_size > self._bounds.file_bytes:
            raise too_large(known.st_size, self._bounds)
        with open(descriptor, "rb", closefd=False) as stream:
            content = stream.read(self._bounds.file_bytes + 1)
        if len(content) > self._bounds.file_bytes:
            raise too_large(len(content), self._bounds)
        return content

    @contextmanager
    def _opened(self, steps: Steps, how: int) -> Iterator[int]:
        """A descriptor of the entry at `steps`, each step from the one before."""
        descriptor = os.dup(self._root)
        try:
            for index, step in enumerate(steps, start=1):
                above, descriptor = descriptor, _step(descriptor, step, how if index == len(steps) else _FOLDER)
                os.close(above)
            yield descriptor
        finally:
            os.close(descriptor)


class Stamps(Directory):
    """The same tree, where a file is only looked at.

    Attributes:
        stamps: one line for each file: path, mode, size, both times and inode. The change time cannot be set by whoever
            writes, so it tells even a rewriting that keeps size and modification time (inode(7), seen 2026-11).
        root: which directory it is.
    """

    def __init__(self, path: str, bounds: Bounds) -> None:
        super().__init__(path, bounds)
        known = os.fstat(self._root)
        self.root = f"{known.st_dev} {known.st_ino}"
        self.stamps: list[str] = []

    def read(self, file: Steps, path: str, known: SourceFile | None) -> SourceFile:  # noqa: ARG002 - nothing is read
        """See `walk.Tree`; the content is left empty."""
        with self._opened(file[:-1], _FOLDER) as above:
            self.stamps.append(f"{path} {_stamp(file[-1], above)}")
        return SourceFile(path, BlobId(""), b"")

    def stamp_of(self, name: str) -> str:
        """The stamp of an entry of the root; empty when there is none."""
        try:
            return _stamp(name, self._root)
        except FileNotFoundError:
            return ""


def _stamp(name: str, above: int) -> str:
    known = os.stat(name, dir_fd=above, follow_symlinks=False)
    return f"{known.st_mode} {known.st_size} {known.st_mtime_ns} {known.st_ctime_ns} {known.st_ino}"


def _step(above: int, name: str, how: int) -> int:
    try:
        return os.open(name, how, dir_fd=above)
    except OSError as fault:
        if fault.errno in _UNREADABLE:
            raise RefusedError("unreadable", "this user may not read it") from fault
        if fault.errno == errno.ENXIO:
            raise RefusedError("not-a-file", "neither a regular file nor a folder") from fault
        raise


def _kind(entry: os.DirEntry[str]) -> Kind:
    if entry.is_symlink():
        return Kind.LINK
    if entry.is_dir(follow_symlinks=False):
        return Kind.FOLDER
    return Kind.FILE if entry.is_file(follow_symlinks=False) else Kind.OTHER
