"""What the journal keeps: agreed revisions, intents and results, where each family settled, and what was read last."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from plumbrule.model.ballot import Approval, Batch, Deed, Halt, Lift, Planned, Rejection, Verdict
from plumbrule.model.exemption import NO_EXEMPTIONS
from plumbrule.model.incident import Incident
from plumbrule.model.outbox import Forgotten, Letter, Sent, Telling

if TYPE_CHECKING:
    from datetime import datetime

    from plumbrule.model.exemption import Exemptions
    from plumbrule.model.ids import BlobId, CommitId, Digest, Key, PlanId
    from plumbrule.model.state import Gate, State
    from plumbrule.model.tree import Object


@dataclass(frozen=True, slots=True)
class Agreed:
    """The last revision both sides stood on.

    Attributes:
        digest: of its content, under the rules of the moment it was agreed.
        input_digest: of Git's authored input at that moment; None when the agreement was read back from tags.
        definition: its content, so that the digest can be computed again under newer rules.
        path: the spec's file at that moment: a file that cannot be read keeps the family it had.
        exemptions: what was left to others at that moment; `digest` was made without it.
        commit: what Git stood at then; None where the source knows no commits, and after a lost journal.
        blob: the file's content then.
    """

    key: Key
    arn: str
    number: int
    digest: Digest
    input_digest: Digest | None
    definition: Object = field(repr=False)
    at: datetime
    path: str = ""
    exemptions: Exemptions = NO_EXEMPTIONS
    commit: CommitId | None = None
    blob: BlobId | None = None


@dataclass(frozen=True, slots=True)
class Released:
    """The family is no longer ours: its agreement ends."""

    key: Key
    at: datetime


@dataclass(frozen=True, slots=True)
class Intent:
    """Written before a registration is sent; without a `Result` it means that it may have happened.

    Attributes:
        id: unique per attempt (hex).
        base_number: the live revision's number when it was written; 0 when there was none.
        highest: the highest number the family was known to have, INACTIVE ones included.
        epoch: of the journal's lease; constant 1 until leases exist.
        approvals: ids of the approvals that it spends.
        blob: the content of the spec's file.
    """

    id: str
    key: Key
    plan: PlanId
    desired: Digest
    input_digest: Digest
    base_number: int
    highest: int
    commit: CommitId | None
    path: str
    epoch: int
    at: datetime
    approvals: tuple[str, ...] = ()
    blob: BlobId | None = None


class Ending(StrEnum):
    """How an intent ended."""

    REGISTERED = "registered"
    NOT_SENT = "not_sent"
    BASE_MOVED = "base_moved"
    THROTTLED = "throttled"
    REJECTED = "rejected"
    DENIED = "denied"
    LOST = "lost"
    """The answer was lost and nothing was ever seen of it: people are asked, unless the operator allows another try."""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of an intent.

    `arn` and `number` only when it registered; `words` are the other side's, without secrets; `between` are numbers
    that somebody else took while it was made.
    """

    intent: str
    key: Key
    plan: PlanId
    ending: Ending
    at: datetime
    arn: str | None = None
    number: int = 0
    words: str = ""
    between: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Look:
    """One look at ECS, after the visibility bound, that saw nothing of an open intent; two of them settle it."""

    intent: str
    at: datetime


class TagEnding(StrEnum):
    """How a call that mends tags ended, where that is worth remembering: what time mends is tried again."""

    MENDED = "mended"
    REJECTED = "rejected"
    DENIED = "denied"


@dataclass(frozen=True, slots=True)
class Retagged:
    """One call that mended tags, or was refused.

    Attributes:
        arn: the revision.
        request: what was asked for (`model.mend.Mend.request`).
        epoch: as an `Intent` has it.
        words: the other side's, where it refused.
    """

    key: Key
    arn: str
    request: str = field(repr=False)
    ending: TagEnding
    epoch: int
    at: datetime
    words: str = ""


@dataclass(frozen=True, slots=True)
class Settled:
    """A transition: where a family came to stand, and since when."""

    key: Key
    state: State
    gates: tuple[Gate, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class Applied:
    """The last commit that was taken in from a source: the next one must descend from it.

    Attributes:
        source: kind, path and branch, as the composition root names it.
    """

    source: str
    commit: CommitId
    at: datetime


@dataclass(frozen=True, slots=True)
class Pending:
    """An open intent as the journal tells it, with the looks made so far."""

    intent: Intent
    looks: tuple[datetime, ...] = ()


Said: TypeAlias = Approval | Rejection | Batch | Halt | Lift | Planned | Deed | Verdict
OfTelling: TypeAlias = Incident | Telling | Letter | Sent | Forgotten
Entry: TypeAlias = Agreed | Released | Intent | Result | Look | Retagged | Settled | Applied | Said | OfTelling
