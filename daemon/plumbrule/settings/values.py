"""Settings as the daemon reads them: frozen values, nothing of the file's spelling left."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from plumbrule.model.admin import NO_DOORS
from plumbrule.model.dependency import DEFAULT_VERIFICATION
from plumbrule.model.event import Level
from plumbrule.model.manners import SILENT
from plumbrule.model.pace import DEFAULT_QUIESCENCE
from plumbrule.model.policy import DEFAULT_POLICY
from plumbrule.settings.values_reach import OPEN, STRAIGHT

if TYPE_CHECKING:
    from pathlib import Path

    from plumbrule.model.admin import Admin
    from plumbrule.model.dependency import Verification
    from plumbrule.model.fact import OwnFact
    from plumbrule.model.ids import Instance, Target
    from plumbrule.model.manners import Manners
    from plumbrule.model.pace import Bounds, Pace, Quiescence, SourceKind
    from plumbrule.model.policy import Policy
    from plumbrule.model.target_policy import TargetPolicy
    from plumbrule.settings.values_reach import Network, Reach


class LogFormat(StrEnum):
    """How log lines look; `auto` is pretty on a terminal and JSON elsewhere."""

    AUTO = "auto"
    PRETTY = "pretty"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class SourceSettings:
    """Where specs come from.

    Attributes:
        path: the repository, the link itself, or the directory; absolute.
        branch: a ref of the repository; None means its HEAD. Always None for other kinds.
        folder: only files below this folder of the tree; empty means all.
        quiescence: when a directory that is written in place counts as whole.
        accept_rewind: a commit that need not descend from the last one; None when there is none.
        touch_file: touched by whoever feeds the source each time it does; absolute.
    """

    kind: SourceKind
    path: Path
    branch: str | None = None
    folder: str = ""
    quiescence: Quiescence = DEFAULT_QUIESCENCE
    accept_rewind: str | None = None
    touch_file: Path | None = None

    @property
    def origin(self) -> str:
        """What the journal calls it: commits of another repository or branch are not compared."""
        return f"{self.kind} {self.path}{f' {self.branch}' if self.branch else ''}"


@dataclass(frozen=True, slots=True)
class Rate:
    """A token bucket.

    Attributes:
        per_second: calls that come back each second.
        burst: calls that may go out at once.
    """

    per_second: float
    burst: int


@dataclass(frozen=True, slots=True)
class Services:
    """Who is asked about what tasks need beside ECS.

    Attributes:
        asked: whether anybody is.
        url: where they answer; None for AWS.
    """

    asked: bool = True
    url: str | None = None


@dataclass(frozen=True, slots=True)
class TargetSettings:
    """One target: what it is, what may happen there, and how it is reached.

    Attributes:
        role_arn: the role to assume; None uses the daemon's own credentials.
        external_id: goes with `role_arn`; kept out of every rendering.
        endpoint_url: where ECS and STS answer instead of AWS; None for AWS.
        services: who is asked about what tasks need.
        reach: what else there is to say of the way to the account.
        reads: the bucket for Describe and List.
        writes: the bucket for Register.
        service_reads: the buckets for what runs.
    """

    target: Target
    policy: TargetPolicy
    reads: Rate
    writes: Rate
    service_reads: Rate
    role_arn: str | None = None
    external_id: str | None = field(default=None, repr=False)
    endpoint_url: str | None = None
    services: Services = Services()
    reach: Reach = STRAIGHT


@dataclass(frozen=True, slots=True)
class QueueSettings:
    """One queue of events.

    Attributes:
        role_arn: the role to assume; None uses the daemon's own credentials.
        external_id: goes with `role_arn`; kept out of every rendering.
        endpoint_url: where SQS and STS answer instead of AWS; None for AWS.
    """

    queue_url: str
    region: str
    role_arn: str | None = None
    external_id: str | None = field(default=None, repr=False)
    endpoint_url: str | None = None


@dataclass(frozen=True, slots=True)
class JournalSettings:
    """The durable record.

    Attributes:
        path: the SQLite file; absolute.
        confirmed: the id of a new journal the operator accepts after a loss; None when there was none.
    """

    path: Path
    confirmed: str | None = None


@dataclass(frozen=True, slots=True)
class LogSettings:
    """What is logged and how it looks."""

    format: LogFormat = LogFormat.AUTO
    level: Level = Level.INFO


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the operator decides.

    Attributes:
        version: of the file's format.
        instance: which installation this is; goes into the tags of what it registers.
        targets: at least one, in the file's order.
        workers: threads that take families.
        facts: what the operator knows of fields beside the field table; a path has one at most.
        ci_roles: globs for the names of roles and sessions that CI registers with.
        policy: who and what may change ECS.
        admin: where people reach the daemon.
        manners: how and where people are told.
        verification: how it is looked whether new tasks would start.
        events: queues that say what to look at now.
        network: what stands between the daemon and AWS.
        generation: 12 hex digits that differ whenever the meaning does; the spelling does not count.
    """

    version: int
    instance: Instance
    source: SourceSettings
    targets: tuple[TargetSettings, ...]
    journal: JournalSettings
    pace: Pace
    bounds: Bounds
    workers: int
    log: LogSettings
    facts: tuple[OwnFact, ...] = ()
    ci_roles: tuple[str, ...] = ()
    policy: Policy = DEFAULT_POLICY
    admin: Admin = NO_DOORS
    manners: Manners = SILENT
    verification: Verification = DEFAULT_VERIFICATION
    events: tuple[QueueSettings, ...] = ()
    network: Network = OPEN
    generation: str = ""
