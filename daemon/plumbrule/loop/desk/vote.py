"""Yes and no to one plan."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from plumbrule.core.decide.approving import counting, lacking
from plumbrule.errors import Declined
from plumbrule.loop.ballots import approval_fields
from plumbrule.loop.desk.find import open_plan
from plumbrule.loop.desk.show import plan_view
from plumbrule.loop.desk.who import person_of, span_of
from plumbrule.model.ballot import Approval, Rejection
from plumbrule.model.event import Event, Level, Notice
from plumbrule.model.policy import Consent, Requirement
from plumbrule.model.state import Gate

if TYPE_CHECKING:
    from datetime import timedelta

    from plumbrule.loop.desk.find import Open
    from plumbrule.loop.shell import Shell
    from plumbrule.model.answers import PlanView
    from plumbrule.model.people import Identity, Person

NOT_FOR_PEOPLE: Final = frozenset({Gate.INVALID, Gate.CONFLICT})
"""Gates that only an edit opens: nobody can approve past them."""


def approve(
    shell: Shell, caller: Identity, prefix: str, *, reason: str, lasts: timedelta | None, glass: bool
) -> PlanView:
    """Say yes. Raises Declined: the caller may not, or there is no such plan."""
    person, found = person_of(shell.world, caller), open_plan(shell, prefix)
    if glass:
        _approvable(found)
        _may_break_glass(person, reason)
    else:
        may_count(shell, found, caller, person)
    approval = approval_of(shell, caller, person, found, reason, lasts, glass=glass)
    shell.world.journal.record(approval)
    tell_approval(shell, approval)
    shell.ask(found.key)
    if glass:
        shell.ask_remind()  # people hear of it now, and not with the next sweep
    return plan_view(shell, found)


def reject(shell: Shell, caller: Identity, prefix: str, *, reason: str) -> PlanView:
    """Say no. Raises Declined, as `approve`."""
    person, found = person_of(shell.world, caller), open_plan(shell, prefix)
    if not reason.strip():
        raise Declined("say why: a rejection without a reason helps nobody", why="wrong")
    now = shell.world.clock.now()
    no = Rejection(uuid.uuid4().hex, found.key, found.plan.id, person.name, caller, now, reason)
    shell.world.journal.record(no)
    fields = {"target": no.key.target, "family": no.key.family, "plan": no.plan, "person": no.person, "reason": reason}
    shell.say(Notice(Event.PLAN_REJECTED, Level.INFO, fields))
    shell.ask(found.key)
    return plan_view(shell, found)


def approval_of(
    shell: Shell,
    caller: Identity,
    person: Person,
    found: Open,
    reason: str,
    lasts: timedelta | None,
    *,
    glass: bool = False,
) -> Approval:
    """The entry that says yes. Raises Declined: it would last too long."""
    now = shell.world.clock.now()
    until = now + span_of(lasts, shell.world.policy.expiry)
    return Approval(uuid.uuid4().hex, found.key, found.plan.id, person.name, caller, now, until, reason, glass)


def tell_approval(shell: Shell, approval: Approval) -> None:
    """A broken glass is told loudly."""
    event, level = (Event.GLASS_BROKEN, Level.ERROR) if approval.glass else (Event.PLAN_APPROVED, Level.INFO)
    shell.say(Notice(event, level, approval_fields(approval)))


def _approvable(found: Open) -> None:
    wrong = NOT_FOR_PEOPLE.intersection(found.remembered.gates)
    if wrong:
        raise Declined(f"{found.key} is {', '.join(sorted(wrong))}: its file has to be mended first", why="wrong")
    demand = found.remembered.permits.demand
    if demand.consent is Consent.REFUSE:
        raise Declined(f"the policy refuses {demand.because}, whoever approves it", why="not_allowed")


def _may_break_glass(person: Person, reason: str) -> None:
    if not person.may_break_glass:
        raise Declined(f"{person.name} may not break glass: the policy does not list them for it", why="not_allowed")
    if not reason.strip():
        raise Declined("say why the glass is broken: the reason is kept and reviewed", why="wrong")


def may_count(shell: Shell, found: Open, caller: Identity, person: Person) -> None:
    """A yes that counts for nothing is refused at once, so that nobody waits for it. Raises Declined."""
    _approvable(found)
    permits, now = found.remembered.permits, shell.world.clock.now()
    asked = [requirement for requirement, _ in found.remembered.needed] or [Requirement()]
    mine = replace(
        permits,
        people=shell.world.policy.people,
        approvals=(Approval("", found.key, found.plan.id, person.name, caller, now, now),),
    )
    if not any(counting(requirement, mine) for requirement in asked):
        because = "; ".join(lacking(((one, "the policy asks") for one in asked), mine))
        raise Declined(f"a yes of {person.name} counts for nothing here: {because}", why="not_allowed")
