"""Where a change of the source shows: directories, each with the names in it that matter."""

from __future__ import annotations

import os
from collections import deque
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from plumbrule.edge.source.names import is_hidden
from plumbrule.edge.source.repository import open_repository

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dulwich.refs import Ref

Places: TypeAlias = "Mapping[Path, frozenset[str] | None]"
"""None stands for every name."""

MOST_WATCHED: Final = 500
"""Folders of a plain directory that are watched; the kernel's watches are shared by everything that this user runs, and
what changes elsewhere is found by the next look."""


def link_places(link: Path) -> Places:
    """The parent of the link: the one place from which every way of publishing by rename is seen."""
    absolute = link.absolute()
    return {absolute.parent.resolve(): frozenset({absolute.name})}


def directory_places(directory: Path) -> Places:
    """The parent of the directory, since the directory may be replaced, and as many folders as are worth a watch."""
    absolute = directory.absolute()
    inner = dict.fromkeys(islice(_folders(absolute), MOST_WATCHED))
    return {absolute.parent.resolve(): frozenset({absolute.name}), **inner}


def _folders(top: Path) -> Iterator[Path]:
    """The directory and the folders below it, the upper ones first; none where it is missing."""
    waiting = deque([top] if top.is_dir() and not top.is_symlink() else [])
    while waiting:
        folder = waiting.popleft()
        yield folder
        try:
            with os.scandir(folder) as found:
                waiting += [
                    Path(entry) for entry in found if entry.is_dir(follow_symlinks=False) and not is_hidden(entry.name)
                ]
        except OSError:
            continue  # it has just gone, or may not be read


def git_places(path: Path, name: Ref) -> Places:
    """HEAD, packed-refs, and the folder of the loose ref, as far as they exist now.

    Raises:
        SourceError: there is no repository.
        OSError: a part of it cannot be read.
    """
    with open_repository(path) as repo:
        chain, _ = repo.refs.follow(name)
        control, common = Path(repo.controldir()).resolve(), Path(repo.commondir()).resolve()
    found: dict[Path, frozenset[str]] = {}
    for place, leaf in ((control, "HEAD"), (common, "packed-refs"), *(_loose(common, ref) for ref in chain[-1:])):
        found[place] = found.get(place, frozenset()) | {leaf}
    return found


def _loose(common: Path, ref: Ref) -> tuple[Path, str]:
    """The deepest folder of the ref that exists, and the name of the next step below it."""
    steps = ref.decode(errors="surrogateescape").split("/")
    folder = common
    for step in steps[:-1]:
        if not (folder / step).is_dir():
            return folder, step
        folder /= step
    return folder, steps[-1]
