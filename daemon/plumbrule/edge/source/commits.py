"""Which commits made a file what it is: a walk over history from Git's own objects.

Whoever is counted too much costs an approval, whoever is left out approves his own work: where history cannot tell,
nothing is named.
"""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING, Final

from dulwich.object_store import tree_lookup_path
from dulwich.objects import Commit, ObjectID

if TYPE_CHECKING:
    from dulwich.repo import Repo

MOST_COMMITS: Final = 20_000
"""Looked at before giving up; a second or two."""

MOST_NAMED: Final = 100


def touching(repo: Repo, path: bytes, commit: ObjectID, since: ObjectID | None) -> tuple[ObjectID, ...] | None:
    """Commits that `commit` has in its history and `since` has not, and that changed the file; newest first.

    A merge counts where the file is another than in each of its parents. None where history ends before that is known.

    Raises:
        KeyError: an object is missing, as in a partial clone.
    """
    shallow = frozenset(repo.get_shallow())
    found = _only_of(repo, commit, since, shallow)
    if found is None or any(name in shallow for name in found):
        return None
    named = [name for name in found if _changes(repo, path, name)]
    return tuple(named[:MOST_NAMED])


def brought(repo: Repo, path: bytes, commit: ObjectID) -> ObjectID | None:
    """The commit that gave the file the content it has at `commit`; None where history cannot tell.

    Raises:
        KeyError: as `touching`.
    """
    shallow, present = frozenset(repo.get_shallow()), _blob(repo, path, commit)
    if present is None:
        return None
    for _ in range(MOST_COMMITS):
        if commit in shallow:
            return None
        same = next((parent for parent in _parents(repo, commit) if _blob(repo, path, parent) == present), None)
        if same is None:
            return commit
        commit = same
    return None


def line(repo: Repo, commit: ObjectID, since: ObjectID | None) -> tuple[ObjectID, ...] | None:
    """`commit` and its first parents up to and without `since`; None where `since` is not among them.

    Raises:
        KeyError: as `touching`.
    """
    if since is None:
        return (commit,)
    shallow, found = frozenset(repo.get_shallow()), list[ObjectID]()
    while commit != since:
        found.append(commit)
        parents = () if commit in shallow else _parents(repo, commit)
        if not parents or len(found) > MOST_COMMITS:
            return None
        commit = parents[0]
    return tuple(found)


def _only_of(
    repo: Repo, commit: ObjectID, since: ObjectID | None, shallow: frozenset[ObjectID]
) -> tuple[ObjectID, ...] | None:
    """Both histories at once, newest first, until nothing is left that only `commit` has."""
    ours, theirs, waiting, order = {commit}, set[ObjectID](), list[tuple[int, ObjectID]](), list[ObjectID]()
    for start in (commit, since):
        if start is not None:
            heapq.heappush(waiting, (-_time(repo, start), start))
    theirs |= {since} if since else set()
    for _ in range(MOST_COMMITS):
        if all(name in theirs for _, name in waiting) and not _may_meet(repo, order, theirs, waiting):
            return tuple(dict.fromkeys(name for name in order if name not in theirs))
        _, name = heapq.heappop(waiting)
        order.append(name)
        for parent in () if name in shallow else _parents(repo, name):
            side = theirs if name in theirs else ours
            if parent not in side:
                side.add(parent)
                heapq.heappush(waiting, (-_time(repo, parent), parent))
    return None


def _may_meet(repo: Repo, order: list[ObjectID], theirs: set[ObjectID], waiting: list[tuple[int, ObjectID]]) -> bool:
    """Whether what waits is as new as something that only one side has so far, and so may lead to it."""
    oldest = min((_time(repo, name) for name in order if name not in theirs), default=None)
    return oldest is not None and bool(waiting) and -waiting[0][0] >= oldest


def _changes(repo: Repo, path: bytes, commit: ObjectID) -> bool:
    here, parents = _blob(repo, path, commit), _parents(repo, commit)
    return all(_blob(repo, path, parent) != here for parent in parents) if parents else here is not None


def _blob(repo: Repo, path: bytes, commit: ObjectID) -> ObjectID | None:
    """The file's blob; None where there is no such file. A missing object is told apart: it raises."""
    store, found = repo.object_store, _commit(repo, commit).tree
    try:
        return tree_lookup_path(store.__getitem__, found, path)[1]
    except KeyError as fault:
        if _is_missing(repo, fault):
            raise
        return None
    except NotADirectoryError:
        return None


def _is_missing(repo: Repo, fault: KeyError) -> bool:
    """Dulwich raises the same for a name that a tree lacks and for an object that the store lacks."""
    name = fault.args[0] if fault.args else b""
    return isinstance(name, bytes) and len(name) in {40, 64} and ObjectID(name) not in repo.object_store


def _parents(repo: Repo, commit: ObjectID) -> list[ObjectID]:
    return _commit(repo, commit).parents


def _time(repo: Repo, commit: ObjectID) -> int:
    return int(_commit(repo, commit).commit_time)


def _commit(repo: Repo, name: ObjectID) -> Commit:
    found = repo.object_store[name]
    if not isinstance(found, Commit):
        raise KeyError(name)
    return found
