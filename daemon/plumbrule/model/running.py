"""What runs: which revisions services, deployments and tasks use, and how that stands to what is registered."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from plumbrule.model.ids import Family


class Running(StrEnum):
    """How what runs of a family stands to its latest ACTIVE revision; docs/reference/states.md tells each at length."""

    CURRENT = "current"
    """Everything runs what the latest revision says."""
    REGISTERED_NOT_DEPLOYED = "registered_not_deployed"
    """No service has taken the latest revision yet."""
    RUNNING_STALE = "running_stale"
    """Some have, and others still run something else."""
    RUNNING_INACTIVE = "running_inactive"
    """A revision runs that is deregistered."""


class Part(StrEnum):
    """What of ECS uses a revision."""

    SERVICE = "service"
    """A service, by its own word or that of the task set it serves from."""
    DEPLOYMENT = "deployment"
    """An older deployment or task set of a service, which still has tasks."""
    TASK = "task"
    """A task that no service started."""


@dataclass(frozen=True, slots=True)
class Use:
    """One use of one revision.

    Attributes:
        cluster: its short name.
        name: of the service; of a task its id.
        number: the revision's.
        moves: whether the service is on its way to another revision, so that what is older ends by itself.
    """

    cluster: str
    name: str
    family: Family
    number: int
    part: Part = Part.SERVICE
    moves: bool = False


@dataclass(frozen=True, slots=True)
class Names:
    """One page of names.

    Attributes:
        token: asks for the next one; None after the last.
        gone: there is no such cluster.
    """

    names: tuple[str, ...] = ()
    token: str | None = None
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Fleet:
    """What one look at a target's clusters found.

    Attributes:
        at: when it was whole.
        calls: what it cost.
        uses: by family.
    """

    at: datetime
    clusters: int = 0
    services: int = 0
    calls: int = 0
    uses: Mapping[Family, tuple[Use, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rollout:
    """How far one family is.

    Attributes:
        latest: number of the latest ACTIVE revision; None where there is none.
        behind: what runs something else than the latest revision says.
        inactive: numbers of deregistered revisions that run.
    """

    running: Running
    latest: int | None
    uses: tuple[Use, ...] = ()
    behind: tuple[Use, ...] = ()
    inactive: tuple[int, ...] = ()
