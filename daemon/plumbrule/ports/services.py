"""What runs: clusters, services and tasks of one target, read-only and a page at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plumbrule.model.running import Names, Use

MOST_SERVICES: Final = 10
"""Services that one call describes at most (ECS API reference, DescribeServices, seen 2026-11)."""

MOST_TASKS: Final = 100
"""Tasks that one call describes at most (ECS API reference, DescribeTasks, seen 2026-11)."""


class Services(Protocol):
    """What uses revisions; each method is one call. Raises: Unavailable, Throttled, Denied."""

    def clusters(self, token: str | None) -> Names:
        """A page of the short names of all clusters."""
        ...

    def services(self, cluster: str, token: str | None) -> Names:
        """A page of ARNs of the cluster's services."""
        ...

    def of_services(self, cluster: str, services: Sequence[str]) -> tuple[Use, ...]:
        """What these services use, without those that are being deleted; `MOST_SERVICES` at most."""
        ...

    def tasks(self, cluster: str, token: str | None) -> Names:
        """A page of ARNs of the cluster's running tasks."""
        ...

    def of_tasks(self, cluster: str, tasks: Sequence[str]) -> tuple[Use, ...]:
        """What these tasks use, without those that a service started; `MOST_TASKS` at most."""
        ...
