"""What people may ask of the running daemon."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import timedelta

    from plumbrule.model.answers import (
        AuditVerdict,
        AuditView,
        BaselineView,
        CallerView,
        CommitView,
        DoneView,
        HaltView,
        HistoryView,
        HoldView,
        IncidentView,
        PlanView,
        StatusView,
    )
    from plumbrule.model.people import Identity


class Desk(Protocol):
    """What people may ask of the running daemon: one door for the command line, the admin API, Git and Slack.

    Raises: Declined (the asker's), JournalError, and what `Revisions` raises where ECS is asked.
    Every method may be called from any thread. `caller` was proved by whoever calls; who is mapped to nobody may look
    and change nothing. Names of targets and families are taken literally; empty means all where that makes sense.
    """

    def whoami(self, caller: Identity) -> CallerView:
        """Whom the caller's identity is mapped to."""
        ...

    def status(
        self, *, target: str = "", family: str = "", states: Sequence[str] = (), gates: Sequence[str] = ()
    ) -> StatusView:
        """How everything stands. `family` may be a glob; families without any filter are those not at peace."""
        ...

    def plans(self, *, target: str = "", family: str = "") -> tuple[PlanView, ...]:
        """Every plan that is open."""
        ...

    def plan(self, prefix: str) -> PlanView:
        """One plan by 12 or more hex digits of its id, a superseded one included."""
        ...

    def approve(
        self, caller: Identity, prefix: str, *, reason: str = "", lasts: timedelta | None = None, glass: bool = False
    ) -> PlanView:
        """Say yes to one open plan; who breaks glass must give a reason."""
        ...

    def reject(self, caller: Identity, prefix: str, *, reason: str) -> PlanView:
        """Say no to one open plan."""
        ...

    def commit(self, prefix: str) -> CommitView:
        """What a commit (7 or more hex digits) would register, as one set."""
        ...

    def approve_commit(
        self, caller: Identity, prefix: str, *, digest: str, reason: str = "", lasts: timedelta | None = None
    ) -> CommitView:
        """Say yes to that set, which must still be the one of `digest`."""
        ...

    def suspend(
        self, caller: Identity, *, target: str = "", family: str = "", reason: str, lasts: timedelta | None = None
    ) -> HaltView:
        """Keep hands off a family, a target, or everything."""
        ...

    def hold(
        self, caller: Identity, target: str, family: str, *, reason: str = "", lasts: timedelta | None = None
    ) -> HoldView:
        """Keep hands off one family until its spec changes, and say how services go back."""
        ...

    def resume(self, caller: Identity, *, target: str = "", family: str = "", reason: str = "") -> DoneView:
        """End the halts of exactly this scope."""
        ...

    def reconcile(self, caller: Identity, target: str, family: str) -> DoneView:
        """Look at one family now, whatever is known of it."""
        ...

    def baselines(self, *, target: str = "", families: Sequence[str] = ()) -> tuple[BaselineView, ...]:
        """What `baseline` would accept: with no families named, every one whose agreement is not known."""
        ...

    def baseline(self, caller: Identity, arns: Sequence[str], *, reason: str = "") -> DoneView:
        """Accept these live revisions as agreed; one that is not the latest any more declines all of them."""
        ...

    def release(self, caller: Identity, target: str, family: str, *, reason: str = "") -> DoneView:
        """End an orphan: the family is not ours any more. ECS keeps it."""
        ...

    def history(self, target: str, family: str, *, path: str = "", most: int = 20) -> HistoryView:
        """Who made which revision out of what, newest first; with `path` only those that changed it. Asks ECS."""
        ...

    def incidents(self, *, target: str = "", family: str = "", letter: str = "") -> tuple[IncidentView, ...]:
        """Incidents that are not over, the oldest first; `family` may be a glob. Of a letter also those that are."""
        ...

    def acknowledge(self, caller: Identity, incidents: Sequence[str]) -> DoneView:
        """Take incidents, named by 8 or more hex digits of their ids: nobody is reminded of them for long."""
        ...

    def snooze(self, caller: Identity, incidents: Sequence[str], *, lasts: timedelta) -> DoneView:
        """Not hear of incidents for a while, unless they change."""
        ...

    def retry(self, caller: Identity) -> DoneView:
        """Send again what sinks refused for good."""
        ...

    def audit(self, *, after: int = 0, most: int = 1000) -> AuditView:
        """A part of the audit chain."""
        ...

    def audit_verify(self) -> AuditVerdict:
        """Compute the whole chain again."""
        ...
