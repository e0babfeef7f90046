"""What people said, as the journal keeps it: approvals, rejections, suspensions, and what else they did."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from plumbrule.model.ids import CommitId, Digest, Family, Key, PlanId, TargetName
    from plumbrule.model.people import Identity, Signed


@dataclass(frozen=True, slots=True)
class Approval:
    """One person's yes to one plan. It counts until it expires or is spent, and never for another plan.

    Attributes:
        id: unique (hex); of an approvals file it is made from the file and its commit, so that it counts once.
        person: by name, as the policy knew it then; what groups it has is asked of the policy of the moment.
        identity: what proved the person.
        glass: broken glass: it passes freeze, four-eyes and blast radius by itself, and `reason` says why.
    """

    id: str
    key: Key
    plan: PlanId
    person: str
    identity: Identity
    at: datetime
    until: datetime
    reason: str = ""
    glass: bool = False


@dataclass(frozen=True, slots=True)
class Rejection:
    """One person's no to one plan; it stands until the same person approves it."""

    id: str
    key: Key
    plan: PlanId
    person: str
    identity: Identity
    at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Batch:
    """A yes to a commit that was held for its size: to these plans and to no other.

    Attributes:
        digest: of the sorted plan ids (`batch_digest`): what the person saw.
        canary: the plan that goes first; the others wait until it has settled.
    """

    id: str
    commit: CommitId
    digest: str
    plans: tuple[PlanId, ...]
    canary: PlanId
    person: str
    identity: Identity
    at: datetime
    until: datetime
    reason: str = ""


class HaltKind(StrEnum):
    """Why hands are kept off: `suspend` stops everything in its scope, `hold` one family until its spec changes."""

    SUSPEND = "suspend"
    HOLD = "hold"


@dataclass(frozen=True, slots=True)
class Halt:
    """Hands off, until somebody resumes it or its time is over.

    Attributes:
        target: None means every target.
        family: None means every family of the target.
        until: when it ends by itself; None lasts until somebody resumes it.
        input_digest: of a hold: what Git said then; another spec turns the hold into `awaiting_approval`.
    """

    id: str
    kind: HaltKind
    target: TargetName | None
    family: Family | None
    person: str
    identity: Identity
    at: datetime
    until: datetime | None = None
    reason: str = ""
    input_digest: Digest | None = None

    def covers(self, key: Key) -> bool:
        """Whether the family lies in its scope."""
        return self.target in {None, key.target} and self.family in {None, key.family}

    def lasts(self, now: datetime) -> bool:
        """Whether its time is not over."""
        return self.until is None or now < self.until


@dataclass(frozen=True, slots=True)
class Lift:
    """The end of a halt: somebody resumed it."""

    halt: str
    person: str
    identity: Identity
    at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Planned:
    """A family's plan became another one: of these the newest is the one that can be approved.

    Attributes:
        plan: None where there is nothing to register any more.
        because: what superseded the plan before, in words.
        risks: classes of change, the worst first.
        paths: of the changes, as they may be shown.
    """

    key: Key
    plan: PlanId | None
    at: datetime
    because: str = ""
    desired: Digest | None = None
    base: Digest | None = None
    base_number: int = 0
    commit: CommitId | None = None
    path: str = ""
    risks: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()


class DeedKind(StrEnum):
    """What people do beside approving."""

    BASELINE = "baseline"
    RELEASE = "release"
    RECONCILE = "reconcile"
    ACKNOWLEDGE = "acknowledge"
    SNOOZE = "snooze"


@dataclass(frozen=True, slots=True)
class Deed:
    """Who did it and why; only the audit chain keeps it.

    `key` is None where no single family is meant; `reason` names the incident that was taken or put off.
    """

    kind: DeedKind
    key: Key | None
    person: str
    identity: Identity
    at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a commit's signature proved when it was first seen: kept, since keys expire and signers choose dates."""

    commit: CommitId
    signed: Signed
    at: datetime


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One link of the chain.

    Attributes:
        seq: 1, 2, 3 …
        kind: which entry it tells of: `approval`, `intent`, `result` …
        body: the entry as canonical JSON.
        prev: the hash before; 64 zeros for the first.
        hash: SHA-256 over `prev`, a line feed, and canonical JSON of seq, at, kind and body.
    """

    seq: int
    at: datetime
    kind: str
    body: str = field(repr=False)
    prev: str = ""
    hash: str = ""
