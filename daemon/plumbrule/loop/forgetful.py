"""Contents that are never kept: every start asks ECS for everything once."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from plumbrule.model.ids import Family, TargetId
    from plumbrule.model.revision import Kept, Revision


class Forgetful:
    """A `ports.Contents` that keeps nothing."""

    def known(self, target: TargetId) -> Mapping[Family, Kept]:  # noqa: ARG002 - the port's
        """See `ports.Contents`."""
        return {}

    def revision(self, target: TargetId, arn: str) -> Revision | None:  # noqa: ARG002 - the port's
        """See `ports.Contents`."""
        return None

    def keep(self, target: TargetId, revision: Revision, at: datetime) -> None:
        """See `ports.Contents`."""

    def prune(self, target: TargetId, watched: Collection[Family]) -> None:
        """See `ports.Contents`."""

    def close(self) -> None:
        """See `ports.Contents`."""
