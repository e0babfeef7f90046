"""Everything a decision may look at about tags, gathered once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from plumbrule.model.change import Change
    from plumbrule.model.mend import Mend
    from plumbrule.model.record import Retagged


@dataclass(frozen=True, slots=True)
class TagSides:
    """Git's tags and those of the latest ACTIVE revision.

    Attributes:
        changes: what mending would change: Git's tags, and ours on a revision that we registered.
        extras: live tags that Git does not name, where they are only told.
        mend: the next call; None when nothing differs.
        owner: the instance that the revision says it belongs to, when that is not this one; else empty.
        just_registered: it was registered from the very same input a moment ago, so tags may only lag behind.
        attempts: what was done about tags of this family within `AS_LONG`, newest first.
        of_target: the newest attempts in the whole target, newest first.
    """

    changes: tuple[Change, ...] = ()
    extras: tuple[Change, ...] = ()
    mend: Mend | None = None
    owner: str = ""
    just_registered: bool = False
    attempts: tuple[Retagged, ...] = ()
    of_target: tuple[Retagged, ...] = ()


NO_TAGS: Final = TagSides()
