"""Specs from a directory that is published by renaming a link: git-sync's link, or the `..data` of a ConfigMap mount.

What the link points at never changes once published, but it may be removed while it is read.
"""

from __future__ import annotations

import errno
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dulwich.objects import ObjectID

from plumbrule.edge.source.ancestral import Ancestral
from plumbrule.edge.source.directory import Directory
from plumbrule.edge.source.feed import Feed
from plumbrule.edge.source.harvest import Harvest
from plumbrule.edge.source.history import descends
from plumbrule.edge.source.names import folder_parts
from plumbrule.edge.source.places import link_places
from plumbrule.edge.source.repository import open_repository, plain_words
from plumbrule.edge.source.walk import walk
from plumbrule.errors import SourceError
from plumbrule.model.ids import CommitId
from plumbrule.model.pace import DEFAULT_BOUNDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from dulwich.repo import Repo

    from plumbrule.edge.source.ancestral import Value
    from plumbrule.model.pace import Bounds
    from plumbrule.model.policy import Signing
    from plumbrule.model.spec import Snapshot

ATTEMPTS: Final = 5
"""Readings before giving up on a link that is re-pointed faster than it can be read."""

_COMMIT: Final = re.compile(r"[0-9a-f]{40}([0-9a-f]{24})?")
_GONE: Final = frozenset({errno.ENOENT, errno.ENOTDIR, errno.ESTALE})


class LinkSource(Feed, Ancestral):
    """A published link. Satisfies `ports.Source`; safe to use from several threads."""

    def __init__(
        self,
        path: Path,
        *,
        folder: str = "",
        bounds: Bounds = DEFAULT_BOUNDS,
        touch_file: Path | None = None,
        signing: Signing | None = None,
    ) -> None:
        Ancestral.__init__(self, signing)
        Feed.__init__(self, lambda: link_places(path), lambda: () if touch_file is None else (touch_file,))
        self._path = path
        self._folder = folder
        self._bounds = bounds

    def token(self) -> str:
        """Where the link leads: path, device and inode of the directory, so that a name used again is noticed."""
        try:
            return self._token()
        except OSError as fault:
            raise self._plain(fault) from fault

    def snapshot(self, previous: Snapshot | None) -> Snapshot:
        """Everything below the directory the link points at."""
        why = SourceError(f"the link was re-pointed during each of {ATTEMPTS} readings", place=self._at)
        for _ in range(ATTEMPTS):
            try:
                found = self._read(previous)
            except OSError as fault:
                why = self._plain(fault)
                why.__cause__ = fault
                if fault.errno not in _GONE:
                    break
            else:
                if found is not None:
                    return found
        raise why

    def descends(self, commit: CommitId, ancestor: CommitId) -> bool | None:
        """See `ports.Source`: where the published tree is a worktree whose repository can be reached, as with git-sync.

        git-sync fetches one commit only unless told otherwise (`--depth`, seen 2026-11), and its worktrees point at
        their repository by its own mount's path.
        """
        try:
            with plain_words(self._path), open_repository(Path(os.path.realpath(self._path))) as repo:
                return descends(repo, ObjectID(commit.encode()), ObjectID(ancestor.encode()))
        except SourceError:
            return None

    def _of_repository(self, question: Callable[[Repo], Value]) -> Value:
        with plain_words(self._path), open_repository(Path(os.path.realpath(self._path))) as repo:
            return question(repo)

    @property
    def _at(self) -> str:
        return str(self._path)

    def _token(self) -> str:
        if not self._path.is_symlink():
            self._path.lstat()
            raise SourceError(
                "this is not a link: give the link that is renamed when publishing, and set a folder below it",
                place=self._at,
            )
        target = os.path.realpath(self._path, strict=True)
        known = Path(target).stat()
        return f"{target} {known.st_dev} {known.st_ino}"

    def _read(self, previous: Snapshot | None) -> Snapshot | None:
        """One reading; None when the link moved meanwhile.

        A directory being removed may list fewer entries without any error.
        It is removed only after the link has moved on, so an unmoved link afterwards proves the reading whole.
        """
        before = self._token()
        parts = folder_parts(self._folder, self._path)
        harvest = Harvest(self._at, self._bounds, previous.files if previous else {})
        target = before.rsplit(" ", 2)[0]
        with Directory(target, self._bounds) as tree:
            walk(tree, parts, parts, harvest)
        if self._token() != before:
            return None
        return harvest.snapshot(_commit(target))

    def _plain(self, fault: OSError) -> SourceError:
        return SourceError(self._sentence(fault), place=self._at)

    def _sentence(self, fault: OSError) -> str:
        match fault.errno:
            case errno.ENOENT if os.path.islink(self._path):  # noqa: PTH114 - unlike the method, it never raises
                return f"the link leads nowhere, or the folder {self._folder or '.'!r} is not below it"
            case errno.ENOENT:
                return "there is nothing at this path"
            case errno.ENOTDIR:
                return "the link or the folder does not lead to a directory"
            case errno.EACCES | errno.EPERM:
                return f"{fault.filename or 'it'} may not be read by this user"
            case errno.ELOOP:
                return "the link leads in a circle, or the folder is a link itself"
            case _:
                return f"it cannot be read: {fault.strerror or fault}"


def _commit(target: str) -> CommitId | None:
    """git-sync names the directory after the commit (git-sync README, "contract", seen 2026-11)."""
    name = Path(target).name
    return CommitId(name) if _COMMIT.fullmatch(name) else None
