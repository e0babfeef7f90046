"""The world as the loop sees it: one Protocol per kind of outside, each with the errors that may leave it.

Adapters in `edge/` satisfy these; nothing else is allowed to escape them (`errors.py`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from datetime import datetime

    from plumbrule.model.event import Notice
    from plumbrule.model.ids import CommitId, Family, Key, PlanId, TargetId, TargetName
    from plumbrule.model.record import Agreed, Applied, Entry, Intent, Pending, Result, Retagged, Settled
    from plumbrule.model.revision import Kept, Listed, Observed, Revision
    from plumbrule.model.spec import Snapshot
    from plumbrule.model.tree import Object


class Source(Protocol):
    """Where specs come from. Raises: SourceError."""

    def token(self) -> str:
        """A cheap sign of the current content (microseconds): differs whenever a new snapshot is to be taken."""
        ...

    def snapshot(self, previous: Snapshot | None) -> Snapshot:
        """A complete reading of one moment; files whose blob is unchanged are taken over from `previous`."""
        ...

    def watch(self, wake: Callable[[], None]) -> None:
        """Call `wake`, from any thread, when something may have changed: a hint, never the truth."""
        ...

    def revive(self) -> bool:
        """See to the watching; True when it had died, or watched what is no longer there, and works again. Seconds."""
        ...

    def descends(self, commit: CommitId, ancestor: CommitId) -> bool | None:
        """Whether `ancestor` is `commit` or in its history; None when that cannot be told (shallow, no history)."""
        ...

    def last_heard(self) -> datetime | None:
        """When whoever feeds the source last gave a sign of life; None when there is none. Raises nothing."""
        ...

    def close(self) -> None:
        """Stop watching; may be called twice."""
        ...


class Revisions(Protocol):
    """What one target has registered. Raises: Unavailable, Throttled, Denied."""

    def identity(self) -> TargetId:
        """Whose credentials these are, as AWS says: asked before the first pass and after credentials change."""
        ...

    def admit(self) -> None:
        """Begin a pass; Throttled says when there is room for one.

        The reads of a pass that was admitted are counted and never refused by us: a pass that is turned away half-way
        has to ask for everything again, and with a crowd waiting none would ever come to its end.
        """
        ...

    def latest(self, family: Family) -> Observed:
        """The latest ACTIVE revision with its tags, or what is left when there is none."""
        ...

    def listed(self, token: str | None) -> Listed:
        """One page of all ACTIVE revisions of the account and Region, whoever registered them.

        Pages may be short, even empty, and may lag behind: see `loop/listing.py` for what is believed of them.

        Args:
            token: None for the first page, else `Listed.token` of the page before.
        """
        ...

    def numbered(self, family: Family, number: int) -> Revision | None:
        """One revision by its number, INACTIVE ones included; None when ECS knows of none."""
        ...

    def highest(self, family: Family) -> int:
        """The highest number the family has, INACTIVE ones included; 0 when it never had any."""
        ...

    def running(self, family: Family, clusters: Sequence[str]) -> frozenset[int]:
        """Numbers of the family's revisions that services of these clusters run; a call for each ten services."""
        ...

    def reserve(self) -> None:
        """Take the right to register once out of the write bucket; Throttled says when there will be one."""
        ...

    def register(self, definition: Object, tags: Mapping[str, str]) -> Revision:
        """Register once, without any retry, after `reserve`.

        Raises:
            Ambiguous: it was sent and the answer was lost.
            Rejected: ECS refuses the definition; the message is in ECS's words.
        """
        ...

    def tag(self, arn: str, tags: Mapping[str, str]) -> None:
        """Set tags of one revision, after `reserve`; others stay. May be repeated: the same tags change nothing.

        A lost answer is Unavailable, since the call can be made again.

        Raises:
            Rejected: ECS refuses the tags; the message is in ECS's words.
        """
        ...

    def untag(self, arn: str, keys: Sequence[str]) -> None:
        """Remove tags of one revision by key, after `reserve`; those that are not there do not matter. Like `tag`.

        Raises:
            Rejected: ECS refuses; the message is in ECS's words.
        """
        ...


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

    def settled(self, key: Key) -> Settled | None:
        """Where the family last settled."""
        ...

    def applied(self, source: str) -> Applied | None:
        """The last commit that was taken in from `source`."""
        ...

    def record(self, *entries: Entry) -> None:
        """Write all of `entries` or none, durably."""
        ...

    def close(self) -> None:
        """Release the file; may be called twice."""
        ...


class Contents(Protocol):
    """What Describe said of each family's latest revision, across restarts. Raises nothing: what is lost costs calls.

    A revision's content never changes, so its ARN says whether what is kept still holds; its tags may change, so
    everything kept says when it was read.
    """

    def known(self, target: TargetId) -> Mapping[Family, Kept]:
        """What is kept of a target, without the contents."""
        ...

    def revision(self, target: TargetId, arn: str) -> Revision | None:
        """The revision as it was read; None when it is not kept, or cannot be read any more."""
        ...

    def keep(self, target: TargetId, revision: Revision, at: datetime) -> None:
        """Keep what ECS just answered instead of what was kept of the family; it may reach the disk later."""
        ...

    def prune(self, target: TargetId, watched: Collection[Family]) -> None:
        """Forget the families of `target` that are not watched any more, and put everything on the disk."""
        ...

    def close(self) -> None:
        """Put everything on the disk and release it; may be called twice."""
        ...


class Notifier(Protocol):
    """Tells people and logs. Raises nothing: telling must never stop the loop."""

    def tell(self, notice: Notice) -> None:
        """Hand over one notice."""
        ...


class Clock(Protocol):
    """Time. `now` for records and words, `monotonic` for waiting."""

    def now(self) -> datetime:
        """The wall clock, with time zone UTC."""
        ...

    def monotonic(self) -> float:
        """Seconds that never go back."""
        ...


class Meter(Protocol):
    """Counts. Names and labels come from closed sets."""

    def count(self, name: str, by: int = 1) -> None:
        """Add to a counter."""
        ...

    def read(self) -> Mapping[str, int]:
        """All counters so far."""
        ...
