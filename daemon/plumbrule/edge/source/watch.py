"""Hints from inotify: they save waiting for the next poll, and nothing depends on them.

watchdog may watch less than asked, lose events on overflow, or lose its thread when a directory is replaced (measured
with 7.1.0, 2026-11), so whoever supervises asks `alive` from time to time and calls `revive`.
"""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Final

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer

from plumbrule.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from watchdog.observers.api import BaseObserver

    from plumbrule.edge.source.places import Places

_STOP_SECONDS: Final = 5.0
# Opening and reading are left out: our own reading would wake us for ever.
_EVENTS: Final[list[type[FileSystemEvent]]] = [
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
]


class Hints:
    """The watching of one source; every failure of it only means to rely on polling.

    Args:
        places: what to watch, asked again at every start; may raise SourceError or OSError.
    """

    def __init__(self, places: Callable[[], Places]) -> None:
        self._places = places
        self._lock = threading.Lock()
        self._wake: Callable[[], None] | None = None
        self._observer: BaseObserver | None = None
        self._watched: Mapping[Path, object] = {}
        self._reason = "not started"

    @property
    def reason(self) -> str:
        """Why there are no hints; empty while they work."""
        return self._reason

    def start(self, wake: Callable[[], None]) -> None:
        """Call `wake`, from the observer's thread, whenever a place changes."""
        with self._lock:
            self._wake = wake
            self._restart(wake)

    def alive(self) -> bool:
        """Whether the observer runs, on the very directories that matter now."""
        with self._lock:
            observer = self._observer
            if observer is None or not _runs(observer):
                return False
            try:
                return _identities(self._places()) == self._watched
            except (OSError, SourceError):
                return False

    def revive(self) -> bool:
        """Build the observer anew and wake once, since something may have been missed; whether there are hints now."""
        with self._lock:
            wake = self._wake
            if wake is None:
                return False
            self._restart(wake)
        wake()
        return not self._reason

    def close(self) -> None:
        """Stop watching; bounded, and may be called twice."""
        with self._lock:
            self._wake = None
            self._stop("closed")

    def _restart(self, wake: Callable[[], None]) -> None:
        self._stop("")
        try:
            places = self._places()
            self._watched = _identities(places)
            self._observer = _observe(places, wake)
        except (OSError, SourceError) as fault:
            self._reason = f"only polling: {fault}"

    def _stop(self, reason: str) -> None:
        if self._observer is not None:
            _stop(self._observer)
        self._observer, self._watched, self._reason = None, {}, reason


class _Waker(FileSystemEventHandler):
    """Wakes for the names that matter in one directory."""

    def __init__(self, names: frozenset[str] | None, wake: Callable[[], None]) -> None:
        self._names = names
        self._wake = wake

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Compare both ends of the event with the names."""
        ends = {Path(os.fsdecode(path)).name for path in (event.src_path, event.dest_path)}
        if self._names is None or ends & self._names:
            self._wake()


def _observe(places: Places, wake: Callable[[], None]) -> BaseObserver:
    observer = Observer()
    try:
        for place, names in places.items():
            observer.schedule(_Waker(names, wake), str(place), recursive=False, event_filter=_EVENTS)
        observer.start()
    except BaseException:
        _stop(observer)
        raise
    return observer


def _runs(observer: BaseObserver) -> bool:
    """Whether all of its threads do: the one that calls us, one for each place, and the one that reads the kernel.

    watchdog 7.1 has no door to the last one, and without it everything else goes on as if nothing ever changed.
    """
    reader: threading.Thread | None = getattr(observer, "_inotify_fd", None)
    return all(thread.is_alive() for thread in (observer, *observer.emitters, *([reader] if reader else ())))


def _stop(observer: BaseObserver) -> None:
    """Stop within seconds: watchdog joins its threads without a limit, and one may be inside `wake`."""
    stopper = threading.Thread(target=observer.stop, name="watch-stop", daemon=True)
    stopper.start()
    stopper.join(_STOP_SECONDS)
    if observer.ident is not None:
        observer.join(_STOP_SECONDS)


def _identities(places: Places) -> Mapping[Path, object]:
    """Each place with its names and its inode: a directory made anew under the same name is another one."""
    found = {}
    for place, names in places.items():
        known = place.stat()
        found[place] = (names, known.st_dev, known.st_ino)
    return found
