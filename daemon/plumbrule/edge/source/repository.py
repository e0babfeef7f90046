"""A Git repository on disk, opened and asked for its refs, with every way it can fail put in plain words."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from dulwich.errors import NotGitRepository
from dulwich.objects import Commit, ObjectID, Tag
from dulwich.refs import Ref
from dulwich.repo import Repo

from plumbrule.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_OBJECT_ID: Final = re.compile(rb"[0-9a-f]{40}([0-9a-f]{24})?")
_MOST_TAGS: Final = 5
"""Tags pointing at tags: more than Git itself ever makes."""


@contextmanager
def plain_words(place: Path) -> Iterator[None]:
    """Turn whatever leaves the block into a SourceError.

    A broken repository surfaces in dulwich as whatever its parsers meet: StopIteration for an empty packed-refs,
    AssertionError for a cut pack, zlib.error, struct.error and more (dulwich 1.2.21, read 2026-11), hence the breadth.
    """
    try:
        yield
    except SourceError:
        raise
    except PermissionError as fault:
        raise SourceError("the repository may not be read by this user", place=fault.filename or str(place)) from fault
    except KeyError as fault:
        raise SourceError(
            "an object of the commit is missing: is this a partial clone, or is it being pruned?", place=str(place)
        ) from fault
    except Exception as fault:
        raise SourceError(
            f"the repository cannot be read: {type(fault).__name__}: {fault}", place=str(place)
        ) from fault


def open_repository(path: Path) -> Repo:
    """The repository at `path`: a working copy, a bare clone, or a worktree.

    Raises:
        SourceError: there is none.
    """
    if not path.exists():
        raise SourceError("there is nothing at this path", place=str(path))
    try:
        repo = Repo(str(path))
    except NotGitRepository as fault:
        raise SourceError(
            "this is not the root of a Git repository; name the root here and set a folder below it", place=str(path)
        ) from fault
    return _usable(repo, path)


def _usable(repo: Repo, path: Path) -> Repo:
    for inner in (repo.controldir(), repo.commondir()):
        if not (path / inner).is_dir():
            repo.close()
            message = f"its .git file names {inner}, which is not there: is that directory mounted as well?"
            raise SourceError(message, place=str(path))
    return repo


def ref_name(branch: str | None) -> Ref:
    """The full name of what the operator calls the branch."""
    if branch is None or branch == "HEAD":
        return Ref(b"HEAD")
    return Ref((branch if branch.startswith("refs/") else f"refs/heads/{branch}").encode())


def read_ref(repo: Repo, name: Ref) -> ObjectID:
    """What `name` points at now, read from disk: a loose file or packed-refs.

    Raises:
        KeyError: there is no such ref.
        SourceError: what it holds is not an object id.
    """
    found = repo.refs[name]
    if not _OBJECT_ID.fullmatch(found):
        raise SourceError(f"the ref {name.decode()} holds {found[:80]!r}, which is no commit", place=repo.path)
    return found


def commit_at(repo: Repo, found: ObjectID) -> Commit:
    """The commit that `found` is, or that it tags.

    Raises:
        KeyError: an object is missing.
        SourceError: it is something else.
    """
    target = repo.object_store[found]
    for _ in range(_MOST_TAGS):
        if not isinstance(target, Tag):
            break
        target = repo.object_store[target.object[1]]
    if not isinstance(target, Commit):
        raise SourceError(f"{found.decode()} is not a commit", place=repo.path)
    return target
