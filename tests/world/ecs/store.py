"""What one account has in one Region: families and their revisions. Numbers are never reused, nothing is removed."""

from __future__ import annotations

import bisect
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.world.wire import Tree

ACTIVE, INACTIVE, DELETING = "ACTIVE", "INACTIVE", "DELETE_IN_PROGRESS"


@dataclass(slots=True)
class Revision:
    """One registered revision: `definition` never changes; status, times and tags do."""

    family: str
    number: int
    arn: str
    definition: Tree
    compatibilities: tuple[str, ...]
    attributes: tuple[str, ...]
    by: str
    at: float
    tags: dict[str, str]
    status: str = ACTIVE
    deregistered_at: float | None = None
    delete_requested_at: float | None = None
    born: float = field(default_factory=time.monotonic)
    turns: int = 0
    views: dict[str, Any] = field(default_factory=dict)

    def visible(self, delay_seconds: float) -> bool:
        """Whether reads see the revision, when fresh ones hide for `delay_seconds`."""
        return delay_seconds <= 0 or time.monotonic() - self.born >= delay_seconds

    def move(self, status: str) -> None:
        """Go to INACTIVE or DELETE_IN_PROGRESS, keeping the time of the step."""
        if status == self.status:
            return
        self.status = status
        if status == INACTIVE:
            self.deregistered_at = time.time()
        else:
            self.delete_requested_at = time.time()
        self.views.clear()


@dataclass(slots=True)
class Family:
    """All revisions of one family; revision n stands at index n - 1."""

    name: str
    revisions: list[Revision] = field(default_factory=list)

    def seen(self, delay_seconds: float) -> Iterator[Revision]:
        """Iterate over the visible revisions, newest first."""
        return (revision for revision in reversed(self.revisions) if revision.visible(delay_seconds))

    def latest_active(self, delay_seconds: float) -> Revision | None:
        """Return the highest visible ACTIVE revision."""
        return next((revision for revision in self.seen(delay_seconds) if revision.status == ACTIVE), None)


@dataclass(slots=True)
class Place:
    """One (account, Region)."""

    account: str
    region: str
    families: dict[str, Family] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    services: dict[str, list[Tree]] = field(default_factory=dict)
    tasks: dict[str, list[Tree]] = field(default_factory=dict)

    def family(self, name: str) -> Family:
        """Return a family, made when it is new."""
        found = self.families.get(name)
        if found is None:
            found = self.families[name] = Family(name)
            bisect.insort(self.names, name)
        return found

    def revision(self, name: str, number: int) -> Revision | None:
        """Return one revision, whatever its status."""
        family = self.families.get(name)
        if family is None or not 1 <= number <= len(family.revisions):
            return None
        return family.revisions[number - 1]
