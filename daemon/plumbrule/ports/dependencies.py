"""What tasks need beside their definition."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from plumbrule.model.dependency import Absent, Dependency, Found
    from plumbrule.model.ids import Family


class Dependencies(Protocol):
    """What one target's account answers about things that tasks need, read-only and never a value.

    Raises: Unavailable, Throttled, Denied.
    """

    def ask(self, dependency: Dependency) -> Found | Absent:
        """Whether it is there; one call, two for an image that is not."""
        ...

    def running(self, family: Family, clusters: Sequence[str]) -> Mapping[str, frozenset[str]]:
        """Digests by image that the family's running tasks have; a call for each hundred tasks, and one more each."""
        ...

    def close(self) -> None:
        """Release the connections; may be called twice."""
        ...
