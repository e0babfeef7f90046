"""Whether one commit is in the history of another: a branch that was rewound or rewritten fails this."""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING, Final

from dulwich.objects import Commit, ObjectID

if TYPE_CHECKING:
    from dulwich.repo import Repo

MOST_COMMITS: Final = 100_000
"""Looked at before giving up; some seconds."""

_OURS: Final = 1
_THEIRS: Final = 2
_BOTH: Final = _OURS | _THEIRS


def descends(repo: Repo, commit: ObjectID, ancestor: ObjectID) -> bool | None:
    """Whether `ancestor` is `commit` or in its history; None where the history ends before that can be told.

    Git never keeps a commit without all of its history, except in shallow and partial clones; so an ancestor that is
    missing from a whole repository is none (gitglossary, "shallow repository" and "reachable", seen 2026-11).
    """
    if commit == ancestor:
        return True
    shallow = frozenset(repo.get_shallow())
    if ancestor not in repo.object_store:
        return None if shallow else False
    return _Walk(repo, commit, ancestor, shallow).answer()


class _Walk:
    """Both histories at once, newest first, until they meet: a rewound branch is known without reading all of it.

    Dates only set the order, so that wrong ones cost time and never the answer.
    """

    def __init__(self, repo: Repo, commit: ObjectID, ancestor: ObjectID, shallow: frozenset[ObjectID]) -> None:
        self._store = repo.object_store
        self._ancestor = ancestor
        self._shallow = shallow
        self._sides: dict[ObjectID, int] = {}
        self._waiting: list[tuple[int, ObjectID]] = []
        self._cut: set[ObjectID] = set()
        self._reach(commit, _OURS)
        self._reach(ancestor, _THEIRS)

    def answer(self) -> bool | None:
        """Walk until the ancestor is met, or nothing is left that only one side has."""
        for _ in range(MOST_COMMITS):
            if self._sides.get(self._ancestor) == _BOTH:
                return True
            if all(self._sides[waiting] == _BOTH for _, waiting in self._waiting):
                # behind a common commit the ancestor cannot be, or it would be in its own history
                return None if any(self._sides[end] == _OURS for end in self._cut) else False
            self._step()
        return None

    def _step(self) -> None:
        _, found = heapq.heappop(self._waiting)
        if found in self._shallow:
            self._cut.add(found)
            return
        for parent in self._commit(found).parents:
            self._reach(parent, self._sides[found])

    def _reach(self, found: ObjectID, side: int) -> None:
        known = self._sides.get(found, 0)
        if known | side != known:
            self._sides[found] = known | side
            heapq.heappush(self._waiting, (-self._commit(found).commit_time, found))

    def _commit(self, found: ObjectID) -> Commit:
        """Raises KeyError where the history ends without saying so, as in a partial clone."""
        target = self._store[found]
        if not isinstance(target, Commit):
            raise KeyError(found)
        return target
