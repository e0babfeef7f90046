"""A new commit must descend from the one before: a branch that was rewound brings back what was overcome."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plumbrule.errors import SourceError
from plumbrule.model.ids import CommitId
from plumbrule.model.record import Applied

if TYPE_CHECKING:
    from plumbrule.loop.world import World


def refuse_rewound(world: World, commit: CommitId | None) -> bool:
    """See that `commit` follows the last one that was taken in.

    Returns:
        False where that cannot be told, which is no reason to refuse it.

    Raises:
        SourceError: it does not follow, and the operator did not accept it.
    """
    before = world.journal.applied(world.origin) if world.origin else None
    if before is None or commit is None or commit == before.commit:
        return True
    follows = world.source.descends(commit, before.commit)
    if follows is False and not _accepted(world, commit, before.commit):
        raise SourceError(
            f"rewound: {commit} does not descend from {before.commit}, which was taken in at "
            f"{before.at:%Y-%m-%d %H:%M} UTC; if that is meant, set source.accept_rewind to {commit}",
            place=world.origin,
        )
    return follows is not None


def remember(world: World, commit: CommitId | None) -> None:
    """Write down what was taken in, once for each commit."""
    if not world.origin or commit is None or not world.may_act:
        return
    before = world.journal.applied(world.origin)
    if before is None or before.commit != commit:
        world.journal.record(Applied(world.origin, commit, world.clock.now()))


def _accepted(world: World, commit: CommitId, before: CommitId) -> bool:
    """The operator named this commit, or one on the way to it; what the last one follows as well says nothing new."""
    named = CommitId(world.accepted_rewind)
    if not named or commit == named:
        return bool(named)
    return world.source.descends(commit, named) is True and world.source.descends(before, named) is not True
