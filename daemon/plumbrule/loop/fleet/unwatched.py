"""A target of which nobody asks what runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from plumbrule.model.running import Names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plumbrule.model.running import Use


@dataclass(frozen=True, slots=True)
class Unwatched:
    """Satisfies `ports.Services` with no cluster at all."""

    def clusters(self, token: str | None) -> Names:  # noqa: ARG002 - there is one page
        """None."""
        return Names()

    def services(self, cluster: str, token: str | None) -> Names:  # noqa: ARG002 - the same
        """None."""
        return Names()

    def of_services(self, cluster: str, services: Sequence[str]) -> tuple[Use, ...]:  # noqa: ARG002 - the same
        """None."""
        return ()

    def tasks(self, cluster: str, token: str | None) -> Names:  # noqa: ARG002 - the same
        """None."""
        return Names()

    def of_tasks(self, cluster: str, tasks: Sequence[str]) -> tuple[Use, ...]:  # noqa: ARG002 - the same
        """None."""
        return ()


UNWATCHED = Unwatched()
