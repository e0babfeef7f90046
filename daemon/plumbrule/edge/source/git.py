"""Specs from a Git repository: read from its objects, by commit, never from its files.

Files of a working copy are torn while `git pull` runs, and HEAD moves after them; objects of one commit cannot be
(measured with dulwich 1.2: 142 of 142 readings whole while pulling and collecting garbage, 2026-11).
"""

from __future__ import annotations

import stat
import threading
from typing import TYPE_CHECKING, Final, TypeVar

from dulwich.objects import S_ISGITLINK, Blob, ObjectID
from dulwich.objects import Tree as GitTree
from dulwich.objectspec import parse_commit
from dulwich.pack import PackFileDisappeared

from plumbrule.edge.source.ancestral import Ancestral
from plumbrule.edge.source.feed import Feed
from plumbrule.edge.source.harvest import Harvest, RefusedError, too_large
from plumbrule.edge.source.heard import fetch_heads
from plumbrule.edge.source.history import descends
from plumbrule.edge.source.names import folder_parts, shown
from plumbrule.edge.source.places import git_places
from plumbrule.edge.source.repository import commit_at, open_repository, plain_words, read_ref, ref_name
from plumbrule.edge.source.sizes import Sizes
from plumbrule.edge.source.walk import Entry, Kind, walk
from plumbrule.errors import SourceError
from plumbrule.model.ids import BlobId, CommitId
from plumbrule.model.pace import DEFAULT_BOUNDS
from plumbrule.model.spec import SourceFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from dulwich.repo import Repo

    from plumbrule.model.pace import Bounds
    from plumbrule.model.policy import Signing
    from plumbrule.model.spec import Snapshot

Value = TypeVar("Value")

LARGEST: Final = 64 * 1024 * 1024
"""Bytes that one object, or a base that its deltas start from, may take in memory."""

_FILE_MODES: Final = frozenset({0o100644, 0o100755})


class GitSource(Feed, Ancestral):
    """A branch of a repository on disk that somebody else keeps up to date. Satisfies `ports.Source`.

    Safe to use from several threads.
    """

    def __init__(
        self,
        path: Path,
        *,
        branch: str | None = None,
        folder: str = "",
        bounds: Bounds = DEFAULT_BOUNDS,
        touch_file: Path | None = None,
        signing: Signing | None = None,
    ) -> None:
        Ancestral.__init__(self, signing)
        Feed.__init__(
            self,
            lambda: git_places(path, self._ref),
            lambda: fetch_heads(path) if touch_file is None else (touch_file,),
        )
        self._path = path
        self._ref = ref_name(branch)
        self._folder = folder
        self._bounds = bounds
        self._lock = threading.Lock()
        self._repo: Repo | None = None
        self._answered: tuple[CommitId, CommitId, bool | None] | None = None

    def token(self) -> str:
        """The id of what the branch points at."""
        with self._lock, plain_words(self._path):
            return self._head().decode()

    def snapshot(self, previous: Snapshot | None) -> Snapshot:
        """The tree of the branch's commit."""
        with self._lock, plain_words(self._path):
            return self._again_after_gc(lambda: self._read(self._opened(), self._head(), previous))

    def at(self, name: str) -> Snapshot:
        """The tree of another commit: by its id, a branch, a remote branch or a tag. Raises SourceError."""
        with self._lock, plain_words(self._path):
            return self._again_after_gc(lambda: self._read(self._opened(), self._named(name), None))

    def descends(self, commit: CommitId, ancestor: CommitId) -> bool | None:
        """See `ports.Source`; the last answer is remembered, since a rewound branch is asked about at every look."""
        with self._lock, plain_words(self._path):
            if self._answered is None or self._answered[:2] != (commit, ancestor):
                self._answered = (commit, ancestor, self._descends(commit, ancestor))
            return self._answered[2]

    def close(self) -> None:
        """See `ports.Source`."""
        super().close()
        with self._lock:
            self._forget()

    def _of_repository(self, question: Callable[[Repo], Value]) -> Value:
        with self._lock, plain_words(self._path):
            return self._again_after_gc(lambda: question(self._opened()))

    def _descends(self, commit: CommitId, ancestor: CommitId) -> bool | None:
        ends = ObjectID(commit.encode()), ObjectID(ancestor.encode())
        try:
            return self._again_after_gc(lambda: descends(self._opened(), *ends))
        except KeyError:
            return None  # a partial clone

    def _again_after_gc(self, read: Callable[[], Value]) -> Value:
        try:
            return read()
        except (KeyError, OSError, PackFileDisappeared):
            # gc has moved the objects into packs that this Repo object does not know of yet
            self._forget()
            return read()

    def _opened(self) -> Repo:
        self._repo = self._repo or open_repository(self._path)
        return self._repo

    def _forget(self) -> None:
        if self._repo is not None:
            self._repo.close()
        self._repo = None

    def _head(self) -> ObjectID:
        try:
            return read_ref(self._opened(), self._ref)
        except KeyError:
            self._forget()  # the repository itself may be gone or replaced: opening it again says so
        try:
            return read_ref(self._opened(), self._ref)
        except KeyError as fault:
            raise SourceError(self._no_ref(), place=str(self._path)) from fault

    def _named(self, name: str) -> ObjectID:
        try:
            return parse_commit(self._opened(), name).id
        except (KeyError, ValueError) as fault:
            raise SourceError(f"there is no commit {shown(name)}", place=str(self._path)) from fault

    def _no_ref(self) -> str:
        if self._ref == b"HEAD":
            return "HEAD points at a branch without any commit"
        return f"there is no branch {shown(self._ref.removeprefix(b'refs/heads/').decode())}"

    def _read(self, repo: Repo, head: ObjectID, previous: Snapshot | None) -> Snapshot:
        commit = commit_at(repo, head)
        harvest = Harvest(str(self._path), self._bounds, previous.files if previous else {})
        parts = folder_parts(self._folder, self._path)
        with Sizes(repo.object_store) as sizes:
            tree = _Objects(repo, sizes, self._bounds)
            walk(tree, tree.below(commit.tree, parts, self._path), parts, harvest)
        return harvest.snapshot(CommitId(commit.id.decode()))


class _Objects:
    """Trees and blobs as `walk.Tree`."""

    def __init__(self, repo: Repo, sizes: Sizes, bounds: Bounds) -> None:
        self._store = repo.object_store
        self._sizes = sizes
        self._bounds = bounds

    def below(self, root: ObjectID, parts: tuple[str, ...], place: Path) -> ObjectID:
        """The folder at `parts` below `root`."""
        found = root
        for part in parts:
            step = next((entry for entry in self.entries(found) if entry.name == part), None)
            if step is None or step.kind is not Kind.FOLDER:
                raise SourceError(f"the commit has no folder {shown('/'.join(parts))}", place=str(place))
            found = step.node
        return found

    def entries(self, folder: ObjectID) -> Iterable[Entry[ObjectID]]:
        """See `walk.Tree`."""
        self._affordable(folder)
        tree = self._store[folder]
        if not isinstance(tree, GitTree):
            raise RefusedError("not-a-file", "what the commit calls a folder is none")
        return [Entry(name.decode("utf-8", "surrogateescape"), _kind(mode), node) for name, mode, node in tree.items()]

    def read(self, file: ObjectID, path: str, known: SourceFile | None) -> SourceFile:
        """See `walk.Tree`."""
        name = BlobId(file.decode())
        if known is not None and known.blob == name:
            return known
        size = self._affordable(file)
        if size > self._bounds.file_bytes:
            raise too_large(size, self._bounds)
        blob = self._store[file]
        if not isinstance(blob, Blob):
            raise RefusedError("not-a-file", "what the commit calls a file is none")
        if blob.raw_length() > self._bounds.file_bytes:
            raise too_large(blob.raw_length(), self._bounds)
        return SourceFile(path, name, blob.data)

    def _affordable(self, name: ObjectID) -> int:
        """The size of an object that may be read at all."""
        size = self._sizes.of(name)
        if size.largest > LARGEST:
            raise RefusedError("size", f"reading it would take {size.largest} bytes, more than {LARGEST}")
        return size.own


def _kind(mode: int) -> Kind:
    if mode in _FILE_MODES:
        return Kind.FILE
    if S_ISGITLINK(mode):
        return Kind.SUBMODULE
    if stat.S_ISLNK(mode):
        return Kind.LINK
    return Kind.FOLDER if stat.S_ISDIR(mode) else Kind.OTHER
