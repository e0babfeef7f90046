"""Status and plans as they are shown."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Final

from plumbrule.core.decide.approving import lacking
from plumbrule.core.tell.words import change_fields
from plumbrule.loop.desk import taking
from plumbrule.loop.desk.find import open_plans, planned_as
from plumbrule.loop.fleet.looking import services_trouble
from plumbrule.loop.views import risks_of, with_rollout
from plumbrule.model.answers import (
    ApprovalView,
    FamilyView,
    HaltView,
    LackView,
    PlanView,
    StatusView,
    TargetView,
    VerificationView,
)
from plumbrule.model.ballot import Approval
from plumbrule.model.ids import Family, Key, PlanId, TargetName
from plumbrule.model.running import Running
from plumbrule.model.state import State

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from plumbrule.loop.desk.find import Open
    from plumbrule.loop.shell import Shell
    from plumbrule.loop.standings import Remembered
    from plumbrule.model.ballot import Halt, Planned, Rejection

REVIEWED: Final = timedelta(days=2)
"""For so long a broken glass is listed: through the whole of the next day."""


def status(shell: Shell, target: str, family: str, states: Sequence[str], gates: Sequence[str]) -> StatusView:
    """Everything at a glance."""
    world, now = shell.world, shell.world.clock.now()
    views = sorted(_families(shell, target, family, states, gates), key=lambda view: (view.target, view.family))
    return StatusView(
        instance=world.instance,
        version=world.version,
        now=now,
        commit=shell.intake.commit if shell.intake else None,
        signed=world.policy.signing.mode.value,
        journal=world.journal.id,
        targets=tuple(_target(shell, name) for name in world.targets if target in {"", name}),
        families=tuple(replace(view, since=_since(shell, view)) for view in views),
        halts=tuple(halt_view(one) for one in world.journal.halts() if one.lasts(now)),
        glass=tuple(approval_view(one) for one in world.journal.glass(now - REVIEWED)),
        incidents=taking.incidents(shell, target, family, ""),
        outbox=taking.outbox(shell),
        dead=taking.dead(world),
        verified=tuple(_verified(shell, target)),
    )


def _target(shell: Shell, name: TargetName) -> TargetView:
    identity = shell.world.targets[name].target.id
    return TargetView(
        name,
        identity.account_id,
        identity.region,
        states=shell.standings.states(name),
        running=Counter(one.rollout.running.value for one in shell.world.fleets.all(name).values()),
        trouble="; ".join((*shell.standings.troubles(name), *shell.standings.troubles(services_trouble(name)))),
    )


def _verified(shell: Shell, asked: str) -> Iterator[VerificationView]:
    for name in shell.world.targets:
        made = shell.verified.of(name)
        if made is not None and asked in {"", name}:
            lacks = tuple(
                LackView(one.word.value, one.thing.value, one.name, one.reason, one.advice, one.families)
                for one in (*made.missing, *made.moved)
            )
            yield VerificationView(name, made.at, len(made.answers), lacks, tuple(sorted(made.denied)))


def _families(
    shell: Shell, target: str, family: str, states: Sequence[str], gates: Sequence[str]
) -> Iterator[FamilyView]:
    asked = bool(family or states or gates)
    for key, remembered in shell.standings.all().items():
        view = with_rollout(shell.world, key, _view(key, remembered))
        if target not in {"", key.target} or (family and not fnmatchcase(key.family, family)):
            continue
        if states and view.state not in states:
            continue
        if gates and not {one.gate for one in view.gates} & set(gates):
            continue
        behind = view.running not in {"", Running.CURRENT}
        if asked or behind or remembered.view is not None or remembered.state is State.UNKNOWN:
            yield view


def _view(key: Key, remembered: Remembered) -> FamilyView:
    if remembered.view is None:
        number = int(remembered.arn.rpartition(":")[2]) if remembered.arn else None
        return FamilyView(key.target, key.family, remembered.state.value, revision=number)
    return replace(remembered.view, state=remembered.state.value)


def _since(shell: Shell, view: FamilyView) -> datetime | None:
    found = shell.world.journal.settled(Key(TargetName(view.target), Family(view.family)))
    return found.at if found else None


def plan_view(shell: Shell, found: Open) -> PlanView:
    """A plan that can be approved, with what it still needs."""
    key, plan, kept = found
    planned = shell.world.journal.planned(key)
    said = shell.world.journal.approvals(plan.id)
    return PlanView(
        id=plan.id,
        target=key.target,
        family=key.family,
        state=kept.state.value,
        at=planned.at if planned else None,
        commit=plan.commit,
        path=plan.path,
        base_revision=plan.base_number,
        risks=risks_of(kept.permits),
        gates=kept.view.gates if kept.view else (),
        changes=tuple(change_fields(change) for change in plan.changes),
        approvals=tuple(approval_view(one) for one in said),
        needs=lacking(kept.needed, replace(kept.permits, approvals=counting(shell, plan.id))),
    )


def counting(shell: Shell, plan: PlanId) -> tuple[Approval, ...]:
    """Approvals of an open plan that count at this moment."""
    journal, now = shell.world.journal, shell.world.clock.now()
    return tuple(
        one
        for one in {one.person: one for one in journal.approvals(plan)}.values()
        if isinstance(one, Approval) and now < one.until and one.id not in journal.spent(plan)
    )


def plan_named(shell: Shell, prefix: str) -> PlanView:
    """One plan, open or superseded. Raises Declined."""
    planned = planned_as(shell, prefix)
    found = next((one for one in open_plans(shell) if one.plan.id == planned.plan), None)
    return plan_view(shell, found) if found else _past(shell, planned)


def _past(shell: Shell, planned: Planned) -> PlanView:
    after, plan = shell.world.journal.followed(planned), planned.plan or PlanId("")
    return PlanView(
        id=plan,
        target=planned.key.target,
        family=planned.key.family,
        state=shell.standings.of(planned.key).state.value,
        at=planned.at,
        commit=planned.commit,
        path=planned.path,
        base_revision=planned.base_number,
        risks=planned.risks,
        changes=tuple({"path": path} for path in planned.paths),
        approvals=tuple(approval_view(one) for one in shell.world.journal.approvals(plan)),
        superseded_by=after.plan if after else None,
        because=after.because if after else "the family was not looked at since the daemon was started",
    )


def approval_view(one: Approval | Rejection) -> ApprovalView:
    """A yes or a no."""
    yes = one if isinstance(one, Approval) else None
    return ApprovalView(
        id=one.id,
        word="approved" if yes else "rejected",
        plan=one.plan,
        target=one.key.target,
        family=one.key.family,
        person=one.person,
        identity=str(one.identity),
        at=one.at,
        until=yes.until if yes else None,
        reason=one.reason,
        glass=yes.glass if yes else False,
    )


def halt_view(one: Halt) -> HaltView:
    """A suspension or hold."""
    return HaltView(
        one.id, one.kind.value, one.target or "", one.family or "", one.person, one.reason, one.at, one.until
    )
