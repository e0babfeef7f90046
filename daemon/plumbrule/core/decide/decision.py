"""What should happen with one family now."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from plumbrule.core.decide.gates import refusals
from plumbrule.core.decide.state import state_of
from plumbrule.core.decide.tag_gates import tag_refusals
from plumbrule.model.plan import Plan, plan_id
from plumbrule.model.record import Agreed
from plumbrule.model.revision import Revision
from plumbrule.model.state import Gate, State

if TYPE_CHECKING:
    from plumbrule.core.decide.case import Case
    from plumbrule.model.mend import Mend
    from plumbrule.model.spec import Spec
    from plumbrule.model.state import Refusal


@dataclass(frozen=True, slots=True)
class Register:
    """Register the plan: nobody said no."""

    plan: Plan
    spec: Spec


@dataclass(frozen=True, slots=True)
class Accept:
    """Live equals Git: it becomes the agreed revision."""

    agreed: Agreed


@dataclass(frozen=True, slots=True)
class Retag:
    """Content is in sync and nobody said no: mend the tags in place."""

    mend: Mend


@dataclass(frozen=True, slots=True)
class Look:
    """A registration has no answer: look for it."""


@dataclass(frozen=True, slots=True)
class Leave:
    """Nothing to do, or not allowed to."""


Action: TypeAlias = Register | Accept | Retag | Look | Leave


@dataclass(frozen=True, slots=True)
class Decision:
    """State, every refusal, the plan if there is one, and the action."""

    state: State
    refusals: tuple[Refusal, ...]
    plan: Plan | None
    action: Action


def decide(case: Case) -> Decision:
    """Judge one case: the same case always gives the same decision."""
    state = state_of(case)
    plan = plan_of(case, state)
    noes = refusals(case, state) if plan else _without_plan(case, state)
    return Decision(state, noes, plan, _action(case, state, plan, noes))


def plan_of(case: Case, state: State) -> Plan | None:
    """What registering Git's side would do; None where there is nothing to register."""
    if case.spec is None or case.sides.desired is None or state is State.IN_SYNC:
        return None
    return Plan(
        id=plan_id(case.target.id, case.key.family, case.sides.desired, case.sides.live),
        target=case.target,
        family=case.key.family,
        desired=case.sides.desired,
        base=case.sides.live,
        base_number=case.observed.number if isinstance(case.observed, Revision) else 0,
        commit=case.commit,
        path=case.spec.path,
        changes=case.changes,
    )


def _without_plan(case: Case, state: State) -> tuple[Refusal, ...]:
    """Where content is in sync, tags are what is left to be allowed or not."""
    return tag_refusals(case) if state is State.IN_SYNC and case.tags.mend else _passive(case, state)


def _passive(case: Case, state: State) -> tuple[Refusal, ...]:
    """In sync or orphaned there is nothing to approve; what is wrong all the same is still said."""
    return tuple(no for no in refusals(case, state) if no.gate is not Gate.AWAITING_APPROVAL)


def _action(case: Case, state: State, plan: Plan | None, noes: tuple[Refusal, ...]) -> Action:
    if case.pending:
        return Look()
    if state is State.IN_SYNC and not any(no.gate is Gate.CONFLICT for no in noes):
        accepted = _accept(case)
        return accepted if isinstance(accepted, Accept) else _retag(case, noes)
    if plan and case.spec and not noes:
        return Register(plan, case.spec)
    return Leave()


def _retag(case: Case, noes: tuple[Refusal, ...]) -> Action:
    return Retag(case.tags.mend) if case.tags.mend and not noes else Leave()


def _accept(case: Case) -> Action:
    live, spec = case.observed, case.spec
    if not isinstance(live, Revision) or spec is None or case.sides.live is None:
        return Leave()
    if case.agreed is not None and _stands_for_ignored(case):
        kept = replace(case.agreed, at=case.now, input_digest=spec.input_digest, path=spec.path)
        kept = replace(kept, exemptions=spec.exemptions, commit=case.commit, blob=spec.blob)
        return Leave() if _same(case.agreed, kept) else Accept(kept)
    agreed = Agreed(
        key=case.key,
        arn=live.arn,
        number=live.number,
        digest=case.sides.live,
        input_digest=spec.input_digest,
        definition=live.definition,
        at=case.now,
        path=spec.path,
        exemptions=spec.exemptions,
        commit=case.commit,
        blob=spec.blob,
    )
    return Leave() if _same(case.agreed, agreed) else Accept(agreed)


def _stands_for_ignored(case: Case) -> bool:
    """In sync only because a difference does not count: what was agreed stays, so that it counts when the rule ends."""
    return bool(case.apart.ignored) and case.sides.agreed == case.sides.judged


def _same(known: Agreed | None, new: Agreed) -> bool:
    """The commit alone makes no difference: it moves with every file that is not this one."""
    return known is not None and _told(known) == _told(new)


def _told(agreed: Agreed) -> tuple[object, ...]:
    return agreed.arn, agreed.digest, agreed.input_digest, agreed.path, agreed.exemptions, agreed.blob
