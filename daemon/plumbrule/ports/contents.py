"""What is kept of revisions across restarts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from plumbrule.model.ids import Family, TargetId
    from plumbrule.model.revision import Kept, Revision


class Contents(Protocol):
    """What Describe said of each family's latest revision, across restarts. Raises nothing: what is lost costs calls.

    A revision's content never changes, so its ARN says whether what is kept still holds; its tags may change, so
    everything kept says when it was read.
    """

    def known(self, target: TargetId) -> Mapping[Family, Kept]:
        """What is kept of a target, without the contents."""
        ...

    def revision(self, target: TargetId, arn: str) -> Revision | None:
        """The revision as it was read; None when it is not kept, or cannot be read any more."""
        ...

    def keep(self, target: TargetId, revision: Revision, at: datetime) -> None:
        """Keep what ECS just answered instead of what was kept of the family; it may reach the disk later."""
        ...

    def prune(self, target: TargetId, watched: Collection[Family]) -> None:
        """Forget the families of `target` that are not watched any more, and put everything on the disk."""
        ...

    def close(self) -> None:
        """Put everything on the disk and release it; may be called twice."""
        ...
