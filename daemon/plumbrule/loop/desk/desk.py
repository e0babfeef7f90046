"""The desk as a port: one line for each method; `__init__.py` says where the rest is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plumbrule.loop.desk import agreeing, auditing, find, halting, show, taking, tracing, vote, wave, who

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import timedelta

    from plumbrule.loop.shell import Shell
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


class LoopDesk:
    """Satisfies `ports.Desk` over a shell; safe for any number of threads."""

    def __init__(self, shell: Shell) -> None:
        self._shell = shell

    def whoami(self, caller: Identity) -> CallerView:
        """See `ports.Desk`."""
        return who.whoami(self._shell.world, caller)

    def status(
        self, *, target: str = "", family: str = "", states: Sequence[str] = (), gates: Sequence[str] = ()
    ) -> StatusView:
        """See `ports.Desk`."""
        return show.status(self._shell, target, family, states, gates)

    def plans(self, *, target: str = "", family: str = "") -> tuple[PlanView, ...]:
        """See `ports.Desk`."""
        found = find.open_plans(self._shell, target=target, family=family)
        return tuple(show.plan_view(self._shell, one) for one in found)

    def plan(self, prefix: str) -> PlanView:
        """See `ports.Desk`."""
        return show.plan_named(self._shell, prefix)

    def approve(
        self, caller: Identity, prefix: str, *, reason: str = "", lasts: timedelta | None = None, glass: bool = False
    ) -> PlanView:
        """See `ports.Desk`."""
        return vote.approve(self._shell, caller, prefix, reason=reason, lasts=lasts, glass=glass)

    def reject(self, caller: Identity, prefix: str, *, reason: str) -> PlanView:
        """See `ports.Desk`."""
        return vote.reject(self._shell, caller, prefix, reason=reason)

    def commit(self, prefix: str) -> CommitView:
        """See `ports.Desk`."""
        return wave.commit(self._shell, prefix)

    def approve_commit(
        self, caller: Identity, prefix: str, *, digest: str, reason: str = "", lasts: timedelta | None = None
    ) -> CommitView:
        """See `ports.Desk`."""
        return wave.approve_commit(self._shell, caller, prefix, digest=digest, reason=reason, lasts=lasts)

    def suspend(
        self, caller: Identity, *, target: str = "", family: str = "", reason: str, lasts: timedelta | None = None
    ) -> HaltView:
        """See `ports.Desk`."""
        return halting.suspend(self._shell, caller, target=target, family=family, reason=reason, lasts=lasts)

    def hold(
        self, caller: Identity, target: str, family: str, *, reason: str = "", lasts: timedelta | None = None
    ) -> HoldView:
        """See `ports.Desk`."""
        return halting.hold(self._shell, caller, target, family, reason=reason, lasts=lasts)

    def resume(self, caller: Identity, *, target: str = "", family: str = "", reason: str = "") -> DoneView:
        """See `ports.Desk`."""
        return halting.resume(self._shell, caller, target=target, family=family, reason=reason)

    def reconcile(self, caller: Identity, target: str, family: str) -> DoneView:
        """See `ports.Desk`."""
        return agreeing.reconcile(self._shell, caller, target, family)

    def baselines(self, *, target: str = "", families: Sequence[str] = ()) -> tuple[BaselineView, ...]:
        """See `ports.Desk`."""
        return agreeing.baselines(self._shell, target, families)

    def baseline(self, caller: Identity, arns: Sequence[str], *, reason: str = "") -> DoneView:
        """See `ports.Desk`."""
        return agreeing.baseline(self._shell, caller, arns, reason=reason)

    def release(self, caller: Identity, target: str, family: str, *, reason: str = "") -> DoneView:
        """See `ports.Desk`."""
        return agreeing.release(self._shell, caller, target, family, reason=reason)

    def history(self, target: str, family: str, *, path: str = "", most: int = 20) -> HistoryView:
        """See `ports.Desk`."""
        return tracing.history(self._shell, target, family, path, most)

    def incidents(self, *, target: str = "", family: str = "", letter: str = "") -> tuple[IncidentView, ...]:
        """See `ports.Desk`."""
        return taking.incidents(self._shell, target, family, letter)

    def acknowledge(self, caller: Identity, incidents: Sequence[str]) -> DoneView:
        """See `ports.Desk`."""
        return taking.acknowledge(self._shell, caller, incidents)

    def snooze(self, caller: Identity, incidents: Sequence[str], *, lasts: timedelta) -> DoneView:
        """See `ports.Desk`."""
        return taking.snooze(self._shell, caller, incidents, lasts=lasts)

    def retry(self, caller: Identity) -> DoneView:
        """See `ports.Desk`."""
        return taking.retry(self._shell, caller)

    def audit(self, *, after: int = 0, most: int = 1000) -> AuditView:
        """See `ports.Desk`."""
        return auditing.audit(self._shell.world.journal, after, most)

    def audit_verify(self) -> AuditVerdict:
        """See `ports.Desk`."""
        return auditing.verified(self._shell.world.journal)
