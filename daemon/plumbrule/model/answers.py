"""What the desk answers: plain frozen values that the admin API sends as JSON and the command line shows.

No secret is in them; other people's texts may hold control characters, which whoever shows them takes out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from plumbrule.model.tree import Tree


@dataclass(frozen=True, slots=True)
class CallerView:
    """Who the caller is to us; `person` is empty for an identity that is mapped to nobody."""

    identity: str
    person: str
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GateView:
    """One no, and when time opens it."""

    gate: str
    message: str
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class FamilyView:
    """One family as it stands.

    Attributes:
        since: when it came to stand so.
        running: how what runs stands to the latest revision; empty where nothing runs it, or nobody knows.
        runs: who runs which revision, in words: who is behind, where somebody is.
        commands: what moves services to the latest revision.
    """

    target: str
    family: str
    state: str
    gates: tuple[GateView, ...] = ()
    since: datetime | None = None
    revision: int | None = None
    agreed: int | None = None
    plan: str | None = None
    risks: tuple[str, ...] = ()
    commit: str | None = None
    path: str = ""
    registered_by: str = ""
    running: str = ""
    runs: tuple[str, ...] = ()
    commands: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HaltView:
    """A suspension or hold that lasts; `target` and `family` are empty where it covers all of them."""

    id: str
    kind: str
    target: str
    family: str
    person: str
    reason: str
    at: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class TargetView:
    """One target.

    Attributes:
        states: how many families stand where.
        running: how many of those that something runs stand how to what is registered.
        trouble: why it cannot be observed now.
    """

    name: str
    account_id: str
    region: str
    states: Mapping[str, int] = field(default_factory=dict)
    running: Mapping[str, int] = field(default_factory=dict)
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class LackView:
    """Something that new tasks need: `word` is `missing` or `moved`."""

    word: str
    thing: str
    name: str
    reason: str
    advice: str
    families: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class VerificationView:
    """The last round over what tasks of a target need; `denied` are permissions that are missing."""

    target: str
    at: datetime
    asked: int
    lacks: tuple[LackView, ...] = ()
    denied: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IncidentView:
    """One incident; `until` is the end of a snooze, `ended` is None while it is not over."""

    id: str
    kind: str
    target: str
    family: str
    status: str
    urgency: str
    title: str
    at: datetime
    person: str = ""
    until: datetime | None = None
    ended: datetime | None = None
    plan: str = ""
    diff: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OutboxView:
    """What waits for one sink since when, and what trouble it has."""

    sink: str
    waiting: int
    since: datetime | None
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class DeadView:
    """What a sink refused for good, and why."""

    id: str
    sink: str
    channel: str
    incident: str
    reason: str
    at: datetime
    error: str


@dataclass(frozen=True, slots=True)
class StatusView:
    """Everything at a glance; `families` are those that were asked for."""

    instance: str
    version: str
    now: datetime
    commit: str | None
    signed: str
    journal: str
    targets: tuple[TargetView, ...]
    families: tuple[FamilyView, ...]
    halts: tuple[HaltView, ...] = ()
    glass: tuple[ApprovalView, ...] = ()
    incidents: tuple[IncidentView, ...] = ()
    outbox: tuple[OutboxView, ...] = ()
    dead: tuple[DeadView, ...] = ()
    verified: tuple[VerificationView, ...] = ()


@dataclass(frozen=True, slots=True)
class ApprovalView:
    """One yes or no (`word` is `approved` or `rejected`) that counts now."""

    id: str
    word: str
    plan: str
    target: str
    family: str
    person: str
    identity: str
    at: datetime
    until: datetime | None = None
    reason: str = ""
    glass: bool = False


@dataclass(frozen=True, slots=True)
class PlanView:
    """A plan as it can be approved, or as it was.

    Attributes:
        changes: as `core/tell/words.change_fields` has them.
        needs: what is still missing, in words.
        superseded_by: id of the plan that followed; None where none did.
        because: why there is no such plan any more; empty for one that is open.
    """

    id: str
    target: str
    family: str
    state: str
    at: datetime | None
    commit: str | None
    path: str
    base_revision: int
    risks: tuple[str, ...] = ()
    gates: tuple[GateView, ...] = ()
    changes: tuple[Mapping[str, Tree], ...] = ()
    approvals: tuple[ApprovalView, ...] = ()
    needs: tuple[str, ...] = ()
    superseded_by: str | None = None
    because: str = ""


@dataclass(frozen=True, slots=True)
class CommitView:
    """What one commit would register, as a set that is approved whole; `canary` goes first."""

    commit: str
    digest: str
    plans: tuple[PlanView, ...]
    canary: str | None
    limits: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class HoldView:
    """A hold, and the commands that point services at the newest older ACTIVE revision."""

    halt: HaltView
    back_to: str | None
    commands: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BaselineView:
    """A family whose live revision can be accepted as agreed, and what Git would change in it then."""

    target: str
    family: str
    state: str
    arn: str
    revision: int
    registered_by: str
    changes: tuple[Mapping[str, Tree], ...] = ()


@dataclass(frozen=True, slots=True)
class DoneView:
    """What came of it, in one sentence."""

    message: str
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RevisionView:
    """One revision in a family's history: who made it, out of what, and who said yes.

    Attributes:
        ours: whether this installation registered it.
        source_address: from where it was registered, where an event has told it; empty otherwise.
        user_agent: the same of the client, in its own words.
        changes: against the revision before it, as `core/tell/words.change_fields` has them; `git` is the newer side.
    """

    revision: int
    arn: str
    active: bool
    registered_at: datetime | None
    registered_by: str
    registrant: str
    ours: bool
    commit: str | None = None
    plan: str | None = None
    approvals: tuple[ApprovalView, ...] = ()
    changes: tuple[Mapping[str, Tree], ...] = ()
    source_address: str = ""
    user_agent: str = ""


@dataclass(frozen=True, slots=True)
class HistoryView:
    """A family's revisions, newest first, and what people did about it beside approving."""

    target: str
    family: str
    revisions: tuple[RevisionView, ...]
    more: bool = False


@dataclass(frozen=True, slots=True)
class AuditView:
    """Lines of the audit chain in order, and where the chain ends now."""

    lines: tuple[Mapping[str, Tree], ...]
    head_seq: int
    head_hash: str


@dataclass(frozen=True, slots=True)
class AuditVerdict:
    """Whether the chain holds: `broken_at` is the first line that does not fit."""

    whole: bool
    lines: int
    head_hash: str
    broken_at: int | None = None
    words: str = ""
