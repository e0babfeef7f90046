"""The file and its neighbours: made private, held by one process, on a disk that can be trusted."""

from __future__ import annotations

import fcntl
import os
import re
from pathlib import Path
from typing import Final

from plumbrule.errors import JournalError

NETWORK: Final = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ceph", "glusterfs", "lustre", "fuse.sshfs", "fuse.s3fs"}
)
"""File systems on which WAL's shared memory does not work between hosts (sqlite.org/wal.html, seen 2026-11);
EFS mounts as nfs4."""


class Lock:
    """One process's exclusive hold of a journal; the kernel releases it when the process dies.

    Raises:
        JournalError: another process has it.
    """

    def __init__(self, journal: Path) -> None:
        place = journal.with_name(journal.name + ".lock")
        self._descriptor = os.open(place, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as fault:
            holder = os.pread(self._descriptor, 20, 0).decode(errors="replace").strip() or "unknown"
            os.close(self._descriptor)
            raise JournalError(
                f"another Plumbrule (process {holder}) holds this journal; two must never share one", place=str(journal)
            ) from fault
        os.ftruncate(self._descriptor, 0)
        os.pwrite(self._descriptor, f"{os.getpid()}\n".encode(), 0)

    def release(self) -> None:
        """Let another process have it; may be called twice."""
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor >= 0:
            os.close(descriptor)


class Anchor:
    """Tells whether a path still leads to the very file that was opened.

    A file that is replaced or removed under a process stays open there, and what is written to it is lost with the
    process; a connection that is opened later reads the new file with the old one's write-ahead log.
    """

    def __init__(self, journal: Path) -> None:
        self._path = journal
        self._file = self._found()

    def hold(self) -> None:
        """See that it is the same file.

        Raises:
            JournalError: it is another one, or gone, or out of reach.
        """
        try:
            found = self._found()
        except OSError as fault:
            raise JournalError(f"the journal cannot be reached: {fault.strerror}", place=str(self._path)) from fault
        if found != self._file:
            what = "was removed" if found is None else "was replaced by another file"
            message = f"the journal {what} while it was in use: nothing is written; put it back, or start again"
            raise JournalError(message, place=str(self._path))

    def _found(self) -> tuple[int, int] | None:
        try:
            found = self._path.stat()
        except (FileNotFoundError, NotADirectoryError):
            return None
        return found.st_dev, found.st_ino


def make_private(journal: Path) -> None:
    """Make the directory (0700) and the file (0600) where they are missing; what exists keeps its mode.

    Raises:
        OSError: it cannot be made.
    """
    journal.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(journal, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))


def refuse_network(journal: Path) -> None:
    """See that the journal is on a disk of this host.

    Raises:
        JournalError: it is on a network file system.
    """
    mounts = Path("/proc/self/mountinfo")
    kind = file_system(journal, mounts.read_text(errors="replace")) if mounts.exists() else ""
    if kind in NETWORK:
        message = f"the journal would be on a network file system ({kind}), which SQLite cannot lock: use a local disk"
        raise JournalError(message, place=str(journal))


def file_system(place: Path, mountinfo: str) -> str:
    """The type of the file system that holds `place`, by the text of mountinfo (proc(5)); empty when unknown."""
    resolved = place.resolve()
    found = (0, "")
    for line in mountinfo.splitlines():
        left, _, right = line.partition(" - ")
        fields, kind = left.split(" "), right.split(" ")[0]
        if len(fields) > 4 and resolved.is_relative_to(point := _unescaped(fields[4])):  # noqa: PLR2004 - proc(5): field 5
            found = max(found, (len(point), kind), key=lambda pair: pair[0])
    return found[1]


def _unescaped(point: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda match: chr(int(match[1], 8)), point)
