"""Whether the people who said yes are the people who are needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plumbrule.model.ballot import HaltKind
from plumbrule.model.policy import Consent, Requirement
from plumbrule.model.record import Ending
from plumbrule.model.state import MAY_BE_AUTOMATIC
from plumbrule.model.target_policy import AfterLostAnswer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from plumbrule.core.decide.case import Case
    from plumbrule.model.permits import Permits
    from plumbrule.model.state import State


def missing_approvals(case: Case, state: State) -> tuple[str, ...]:
    """What is still needed, each as words; nothing where enough people said yes, or nobody is asked."""
    return lacking(needed(case, state), case.permits)


def lacking(asked: Iterable[tuple[Requirement, str]], permits: Permits) -> tuple[str, ...]:
    """What of `asked` is not met."""
    if permits.glass:
        return ()
    return tuple(words for requirement, why in asked if (words := _lack(requirement, why, permits)))


def needed(case: Case, state: State) -> tuple[tuple[Requirement, str], ...]:
    """Whose approval the plan needs and why; of several reasons for one requirement the first."""
    found: dict[Requirement, str] = {}
    for requirement, why in _needed(case, state):
        found.setdefault(requirement, why)
    return tuple(found.items())


def _needed(case: Case, state: State) -> Iterator[tuple[Requirement, str]]:
    if state not in case.policy.auto or state not in MAY_BE_AUTOMATIC:
        yield Requirement(), f"the target does not register {state} by itself"
    if case.ended and case.ended.ending is Ending.LOST and case.policy.after_lost_answer is AfterLostAnswer.ASK:
        yield Requirement(), "an earlier try's answer was lost and nothing was seen of it; a new commit may try again"
    if any(one.kind is HaltKind.HOLD for one in case.permits.halts):
        yield Requirement(), "the spec changed while the family was held"
    demand = case.permits.demand
    if demand.consent is Consent.MERGE and case.commit is None:
        yield Requirement(), f"{demand.because} needs a commit, and the source knows none"
    for requirement in demand.requirements:
        yield requirement, f"the policy wants approval for {demand.because}"


def _lack(requirement: Requirement, why: str, permits: Permits) -> str:
    found = counting(requirement, permits)
    if len(found) >= requirement.count:
        return ""
    if requirement == Requirement():
        return why
    unproved = f"; nobody counts, since {permits.authors.unproved}" if _unproved(requirement, permits) else ""
    has = f"; {', '.join(sorted(found))} said yes" if found else ""
    return f"{why}: {_wanted(requirement)}{has}{unproved}"


def counting(requirement: Requirement, permits: Permits) -> frozenset[str]:
    """Names of the people whose yes counts for one requirement."""
    if _unproved(requirement, permits):
        return frozenset()
    known = (permits.people.named(one.person) for one in permits.approvals)
    named = frozenset(
        one.name for one in known if one is not None and (not requirement.group or requirement.group in one.groups)
    )
    return named - permits.authors.persons if requirement.not_author else named


def _unproved(requirement: Requirement, permits: Permits) -> bool:
    return requirement.not_author and bool(permits.authors.unproved)


def _wanted(requirement: Requirement) -> str:
    of = f" of {requirement.group}" if requirement.group else ""
    author = ", not by who wrote it" if requirement.not_author else ""
    return f"{requirement.count} approval{'' if requirement.count == 1 else 's'}{of}{author}"
