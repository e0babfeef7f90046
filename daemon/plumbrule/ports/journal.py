"""The durable record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from plumbrule.model.ballot import Approval, AuditLine, Batch, Halt, Planned, Rejection, Verdict
    from plumbrule.model.ids import CommitId, Digest, Family, Key, PlanId, TargetName
    from plumbrule.model.incident import Incident
    from plumbrule.model.outbox import Letter, Telling
    from plumbrule.model.record import Agreed, Applied, Entry, Intent, Pending, Result, Retagged, Settled


class Journal(Protocol):
    """The durable record. Raises: JournalError."""

    @property
    def id(self) -> str:
        """Made when the journal was made: tells a new journal from a known one."""
        ...

    def agreed(self, key: Key) -> Agreed | None:
        """The last revision both sides stood on, if it is known."""
        ...

    def agreed_families(self, target: TargetName) -> frozenset[Family]:
        """Every family of `target` that has an agreement: those without a spec are orphans."""
        ...

    def pending(self, key: Key) -> Pending | None:
        """The open intent of a family, if any: it may or may not have registered."""
        ...

    def pending_families(self, target: TargetName) -> frozenset[Family]:
        """Every family of `target` with an open intent: what became of it is looked for even without a spec."""
        ...

    def registered(self, key: Key) -> Result | None:
        """The family's newest result that registered."""
        ...

    def ended(self, plan: PlanId) -> Result | None:
        """The newest result of any intent for `plan`."""
        ...

    def sent(self, key: Key) -> Intent | None:
        """The intent behind the family's newest result that registered."""
        ...

    def retagged(self, key: Key, since: datetime) -> tuple[Retagged, ...]:
        """What was done about the family's tags since a moment, newest first."""
        ...

    def retags(self, target: TargetName, most: int) -> tuple[Retagged, ...]:
        """The newest of what was done about tags in a target, newest first."""
        ...

    def agreed_inputs(self, target: TargetName) -> Mapping[Family, Digest | None]:
        """What Git said of each family of `target` when it was agreed; None where that is not known."""
        ...

    def approvals(self, plan: PlanId) -> tuple[Approval | Rejection, ...]:
        """Everything people said of a plan, oldest first, expired and spent ones included."""
        ...

    def spent(self, plan: PlanId) -> frozenset[str]:
        """Ids of approvals that an intent for `plan` took and may have used.

        An intent gives them back when it certainly made nothing: its result is neither `registered` nor `lost`.
        """
        ...

    def batch(self, plan: PlanId) -> Batch | None:
        """The newest batch that names the plan."""
        ...

    def halts(self) -> tuple[Halt, ...]:
        """Suspensions and holds that nobody resumed, oldest first; those whose time is over included."""
        ...

    def planned(self, key: Key) -> Planned | None:
        """The family's newest plan, or that it has none."""
        ...

    def plans(self, prefix: str) -> tuple[Planned, ...]:
        """Plans whose id begins with `prefix`, each once as it was planned last, newest first; at most 10."""
        ...

    def followed(self, planned: Planned) -> Planned | None:
        """What the family's plan became after `planned`; None when it is still the newest."""
        ...

    def refused(self, key: Key, desired: Digest) -> Result | None:
        """The newest result in which ECS refused this very content of Git's; None where it was none."""
        ...

    def failures(self, key: Key, desired: Digest) -> tuple[Result, ...]:
        """The family's newest results in a row, newest first, that were for `desired` and made nothing by bad luck.

        Those are `not_sent`, `throttled` and `base_moved`; any other result, or one for other content, ends the row.
        At most 20.
        """
        ...

    def newest_result(self, target: TargetName) -> Result | None:
        """The newest result of any family of `target`."""
        ...

    def sent_as(self, key: Key, number: int) -> tuple[Intent, Result] | None:
        """How we made the revision of that number; None where we did not."""
        ...

    def glass(self, since: datetime) -> tuple[Approval, ...]:
        """Approvals that broke glass since then, oldest first."""
        ...

    def verdict(self, commit: CommitId) -> Verdict | None:
        """What a commit's signature proved when it was first seen."""
        ...

    def audit(self, after: int, most: int) -> tuple[AuditLine, ...]:
        """Lines of the audit chain whose seq is above `after`, in order, at most so many."""
        ...

    def audit_head(self) -> AuditLine | None:
        """The newest line of the chain."""
        ...

    def settled(self, key: Key) -> Settled | None:
        """Where the family last settled."""
        ...

    def applied(self, source: str) -> Applied | None:
        """The last commit that was taken in from `source`."""
        ...

    def incident(self, subject: str) -> Incident | None:
        """The newest incident about `subject`, over or not."""
        ...

    def incidents(self) -> tuple[Incident, ...]:
        """Every incident that is not over, the oldest first."""
        ...

    def wholes(self) -> tuple[Incident, ...]:
        """The same of those that are about more than one family; they are few."""
        ...

    def incidents_named(self, prefix: str) -> tuple[Incident, ...]:
        """Incidents by the first hex digits of their ids, the newest first; ten at most."""
        ...

    def tellings(self, sink: str, now: datetime) -> tuple[Telling, ...]:
        """What is to be said in `sink` by now and is neither said nor dead, the oldest first."""
        ...

    def dead(self) -> tuple[Telling, ...]:
        """What a sink refused for good, the oldest first."""
        ...

    def untold(self) -> Mapping[str, tuple[int, datetime]]:
        """How much waits for each sink, and since when; sinks for which nothing waits are left out."""
        ...

    def letter(self, letter: str) -> Letter | None:
        """One living message by its id."""
        ...

    def letter_of(self, incident: str, sink: str, channel: str) -> Letter | None:
        """The message that an incident lives in there."""
        ...

    def letter_for(self, group: str, sink: str, channel: str, since: datetime) -> Letter | None:
        """The newest message for `group` there that was begun since then."""
        ...

    def members(self, letter: str) -> tuple[Incident, ...]:
        """The incidents of a message, the first one first."""
        ...

    def record(self, *entries: Entry) -> None:
        """Write all of `entries` or none, durably.

        A line of the audit chain goes with each, but for Look, Settled, and what is told of incidents.
        """
        ...

    def close(self) -> None:
        """Release the file; may be called twice."""
        ...
