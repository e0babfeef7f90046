"""How the daemon is, for probes and monitoring."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plumbrule.model.probe import Readiness


class Inside(Protocol):
    """Raises nothing, calls nobody, and touches no disk, so that it answers when all else hangs."""

    def standstills(self) -> tuple[str, ...]:
        """What stands still, one clause each; empty while the daemon is alive. May name families."""
        ...

    def readiness(self) -> Mapping[str, Readiness]:
        """By target."""
        ...

    def metrics(self) -> str:
        """All metrics in Prometheus's text format; no label is a family's name."""
        ...
