"""Specs from a directory that somebody writes in place: rsync, a shared file system, a text editor.

Nothing tells when the writing is over. So it is read once nothing has changed for a while, which a writer that pauses
longer deceives (measured 2026-11: a pause of 1 s deceived a wait of 0.5 s in 8 of 8 tries), or, which is exact, when it
fits a manifest that is written last (`manifest.py`).
A manifest that was there and is gone means that somebody is at work; a restart accepts a directory without one.
"""

from __future__ import annotations

import errno
import os
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from plumbrule.edge.source.ancestral import Ancestral
from plumbrule.edge.source.directory import Directory, Stamps
from plumbrule.edge.source.feed import Feed
from plumbrule.edge.source.harvest import Harvest, RefusedError
from plumbrule.edge.source.manifest import LARGEST, NAME, Manifest, ManifestError, parse
from plumbrule.edge.source.names import folder_parts
from plumbrule.edge.source.places import directory_places
from plumbrule.edge.source.rest import Rest
from plumbrule.edge.source.walk import walk
from plumbrule.errors import SourceError
from plumbrule.model.digest import sha256_hex
from plumbrule.model.pace import DEFAULT_BOUNDS, DEFAULT_QUIESCENCE, Bounds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from plumbrule.model.ids import CommitId
    from plumbrule.model.pace import Quiescence
    from plumbrule.model.spec import Snapshot, SourceFile

_LOOK: Final = 0.25
"""Seconds between two looks while somebody waits for the directory to come to rest."""


class PlainSource(Feed, Ancestral):
    """A directory that is written in place. Satisfies `ports.Source`; safe to use from several threads.

    The first token, and a snapshot of what moves while it is read, wait until it is at rest; later tokens never wait.
    """

    def __init__(
        self,
        path: Path,
        *,
        folder: str = "",
        bounds: Bounds = DEFAULT_BOUNDS,
        quiescence: Quiescence = DEFAULT_QUIESCENCE,
        touch_file: Path | None = None,
    ) -> None:
        Ancestral.__init__(self, None)
        Feed.__init__(self, lambda: directory_places(path), lambda: () if touch_file is None else (touch_file,))
        self._path = path
        self._folder = folder
        self._bounds = bounds
        self._quiescence = quiescence
        self._rest = Rest(quiescence)
        self._lock = threading.Lock()
        self._closed = threading.Event()
        self._wake: Callable[[], None] | None = None
        self._later: threading.Timer | None = None
        self._has_manifest = False
        self._compared = ("", "")
        self._why: str | None = None

    def token(self) -> str:
        """A digest of every spec's name, size, times and inode, as they were when last at rest."""
        with self._lock, self._plain_words():
            left = self._look()
            if self._rest.settled is None:
                self._come_to_rest()
            elif left > 0:
                self._refuse_overdue()
                self._wake_after(left)
            return self._rest.settled or ""

    def snapshot(self, previous: Snapshot | None) -> Snapshot:
        """Everything below the directory, as it is at rest."""
        until = time.monotonic() + self._quiescence.max_wait.total_seconds()
        with self._lock, self._plain_words():
            while True:
                self._come_to_rest()
                if (found := self._read_whole(previous)) is not None:
                    return found
                if time.monotonic() >= until:
                    raise SourceError("it changed during every reading", place=str(self._path))
                self._pause(_LOOK)

    def watch(self, wake: Callable[[], None]) -> None:
        """See `ports.Source`."""
        self._wake = wake
        super().watch(wake)

    def descends(self, commit: CommitId, ancestor: CommitId) -> bool | None:
        """See `ports.Source`: files have no history."""
        return True if commit == ancestor else None

    def close(self) -> None:
        """See `ports.Source`; whoever waits for rest is let go."""
        self._closed.set()
        if self._later is not None:
            self._later.cancel()
        super().close()

    # Coming to rest: only names and stamps are looked at, unless there is a manifest to compare with.

    def _come_to_rest(self) -> None:
        while (left := self._look()) > 0:
            self._refuse_overdue()
            self._pause(min(left, _LOOK))

    def _look(self) -> float:
        """See how it stands; seconds until another look is worth while, 0 when it is at rest."""
        sight, self._why = self._sight()
        return self._rest.see(sight, time.monotonic(), whole=None if self._why is None else not self._why)

    def _sight(self) -> tuple[str, str | None]:
        """What is seen, and what keeps it from being whole: empty for nothing, None when only time can tell."""
        try:
            sight, manifest = self._stamps()
        except OSError as fault:
            if self._rest.settled is None:
                raise
            return repr(fault), self._sentence(fault)  # perhaps it is being replaced
        if manifest:
            self._has_manifest = True
            return sight, self._misfit(sight)
        return sight, f"its manifest {NAME} has gone; a restart takes it without one" if self._has_manifest else None

    def _stamps(self) -> tuple[str, str]:
        """What is seen of all specs, and of the manifest; the latter is empty when there is none."""
        parts = folder_parts(self._folder, self._path)
        harvest = Harvest(str(self._path), self._bounds, {})
        with Stamps(str(self._path), self._bounds) as tree:
            walk(tree, parts, parts, harvest)
            manifest = tree.stamp_of(NAME)
            lines = [tree.root, manifest, *sorted(tree.stamps), *sorted(str(found) for found in harvest.findings)]
        return sha256_hex(repr(lines)), manifest

    def _misfit(self, sight: str) -> str:
        """In what the directory differs from its manifest; each sight is compared once."""
        if self._compared[0] != sight:
            try:
                why = self._difference(*self._harvest({}))
            except (OSError, RefusedError, ManifestError) as fault:
                why = f"its manifest {NAME}: {fault}"
            self._compared = (sight, why)
        return self._compared[1]

    def _refuse_overdue(self) -> None:
        if self._rest.overdue(time.monotonic()):
            raise SourceError(self._overdue(), place=str(self._path))

    def _overdue(self) -> str:
        most, quiet = (f"{span.total_seconds():g} s" for span in (self._quiescence.max_wait, self._quiescence.quiet))
        if self._why:
            return f"it has not been whole for {most}: {self._why}"
        return f"it has not been quiet for {quiet} in {most}: somebody keeps writing, or source.quiet is too long"

    def _pause(self, seconds: float) -> None:
        if self._closed.wait(seconds):
            raise SourceError("it was closed while it was waited for", place=str(self._path))

    def _wake_after(self, seconds: float) -> None:
        """Hints come while it is written; one more is needed when it has been quiet for long enough."""
        if self._wake is None or self._closed.is_set() or (self._later is not None and self._later.is_alive()):
            return
        self._later = threading.Timer(seconds, self._wake)
        self._later.daemon = True
        self._later.start()

    # Reading.

    def _read_whole(self, previous: Snapshot | None) -> Snapshot | None:
        """One reading; None when the directory moved meanwhile."""
        try:
            harvest, manifest = self._harvest(previous.files if previous else {})
        except (OSError, RefusedError, ManifestError):
            if self._stands():
                raise
            return None
        if manifest is not None:
            return None if self._difference(harvest, manifest) else harvest.snapshot(manifest.commit)
        return harvest.snapshot(None) if self._stands() else None

    def _stands(self) -> bool:
        """Whether it is still as it was at rest."""
        try:
            return self._stamps()[0] == self._rest.settled
        except OSError:
            return False

    def _harvest(self, known: Mapping[str, SourceFile]) -> tuple[Harvest, Manifest | None]:
        parts = folder_parts(self._folder, self._path)
        harvest = Harvest(str(self._path), self._bounds, known)
        with Directory(str(self._path), self._bounds) as tree:
            manifest = self._manifest()
            walk(tree, parts, parts, harvest)
        return harvest, manifest

    def _manifest(self) -> Manifest | None:
        with Directory(str(self._path), Bounds(file_bytes=LARGEST)) as tree:
            try:
                return parse(tree.read((NAME,), NAME, None).content)
            except FileNotFoundError:
                return None

    def _difference(self, harvest: Harvest, manifest: Manifest | None) -> str:
        if manifest is None:
            return f"its manifest {NAME} has gone"
        refused = {finding.place.file for finding in harvest.findings}
        below = "".join(f"{part}/" for part in folder_parts(self._folder, self._path))
        why = manifest.misfit(harvest.files, refused, below)
        return f"by its manifest {NAME}, {why}" if why else ""

    # Words.

    @contextmanager
    def _plain_words(self) -> Iterator[None]:
        try:
            yield
        except OSError as fault:
            raise SourceError(self._sentence(fault), place=str(self._path)) from fault
        except (RefusedError, ManifestError) as fault:
            raise SourceError(f"its manifest {NAME}: {fault}", place=str(self._path)) from fault

    def _sentence(self, fault: OSError) -> str:
        match fault.errno:
            case errno.ENOENT if os.path.isdir(self._path):  # noqa: PTH112 - unlike the method, it never raises
                return f"there is no folder {self._folder or '.'!r} below it"
            case errno.ENOENT:
                return "there is nothing at this path"
            case errno.ENOTDIR | errno.ELOOP if os.path.islink(self._path):  # noqa: PTH114 - the same
                return "this is a link: name the directory itself, or set kind to link"
            case errno.ENOTDIR | errno.ELOOP:
                return "the path or the folder is not a directory"
            case errno.EACCES | errno.EPERM:
                return "it may not be read by this user"
            case _:
                return f"it cannot be read: {fault.strerror or fault}"
