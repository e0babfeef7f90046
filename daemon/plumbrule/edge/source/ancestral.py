"""What a source says of commits, by a repository that it can open for a moment."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from dulwich.objects import Commit, ObjectID

from plumbrule.edge.source import commits
from plumbrule.edge.source.signatures import signed
from plumbrule.errors import SourceError
from plumbrule.model.ids import CommitId
from plumbrule.model.people import Signed
from plumbrule.model.policy import Signing

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from dulwich.repo import Repo

Value = TypeVar("Value")


class Ancestral:
    """The part of `ports.Source` that asks history; a source without any cannot tell.

    Args:
        signing: whose signatures are taken.
    """

    def __init__(self, signing: Signing | None) -> None:
        self._signing = signing or Signing()

    def touching(self, path: str, commit: CommitId, since: CommitId | None) -> tuple[CommitId, ...] | None:
        """See `ports.Source`."""
        found = self._ask(lambda repo: commits.touching(repo, _path(path), _id(commit), _id(since) if since else None))
        return None if found is None else tuple(map(_commit, found))

    def brought(self, path: str, commit: CommitId) -> CommitId | None:
        """See `ports.Source`."""
        found = self._ask(lambda repo: commits.brought(repo, _path(path), _id(commit)))
        return None if found is None else _commit(found)

    def line(self, commit: CommitId, since: CommitId | None) -> tuple[CommitId, ...] | None:
        """See `ports.Source`."""
        found = self._ask(lambda repo: commits.line(repo, _id(commit), _id(since) if since else None))
        return None if found is None else tuple(map(_commit, found))

    def signed(self, commit: CommitId, at: datetime) -> Signed:
        """See `ports.Source`."""
        found = self._ask(lambda repo: repo.object_store[_id(commit)])
        if not isinstance(found, Commit):
            return Signed(None, "its repository cannot be read here, so nobody can tell who signed it")
        return signed(found, self._signing, at)

    def _ask(self, question: Callable[[Repo], Value]) -> Value | None:
        """The answer of the repository; None where it lacks what is asked about, or cannot be opened."""
        try:
            return self._of_repository(question)
        except (KeyError, SourceError):
            return None

    def _of_repository(self, question: Callable[[Repo], Value]) -> Value:  # noqa: ARG002 - those that have one ask it
        """Raises SourceError: there is no repository behind this source."""
        raise SourceError("this source has no history")


def _id(commit: CommitId) -> ObjectID:
    return ObjectID(commit.encode())


def _commit(name: ObjectID) -> CommitId:
    return CommitId(name.decode())


def _path(path: str) -> bytes:
    return path.encode("utf-8", "surrogateescape")
