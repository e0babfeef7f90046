"""What the policy asks for a plan: the strictest of what it asks for each hazard.

Adding a condition to clauses means one field in `model/policy.Clause` and one line in `_fits`.
"""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Final

from plumbrule.model.permits import Demand
from plumbrule.model.policy import Clause, Consent

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from plumbrule.model.ids import Family, Target
    from plumbrule.model.permits import Hazard
    from plumbrule.model.policy import Policy
    from plumbrule.model.state import State

UNSAID: Final = Clause(Consent.APPROVE)
"""What counts for a hazard that no clause fits."""


@dataclass(frozen=True, slots=True)
class Matter:
    """What clauses are asked about beside the hazard."""

    target: Target
    family: Family
    labels: Mapping[str, str]
    state: State


def demand_of(policy: Policy, matter: Matter, hazards: Sequence[Hazard]) -> Demand:
    """What `policy` asks for a plan with these hazards."""
    asked = [(_clause(policy, matter, hazard), hazard) for hazard in hazards]
    consent, because = Consent.AUTO, ""
    for clause, hazard in asked:
        if not because or clause.consent.is_stricter(consent):
            consent, because = clause.consent, str(hazard)
    needed = {clause.requirement: None for clause, _ in asked if clause.consent is Consent.APPROVE}
    return Demand(consent, tuple(needed), because, tuple(hazards))


def _clause(policy: Policy, matter: Matter, hazard: Hazard) -> Clause:
    return next((clause for clause in policy.clauses if _fits(clause, matter, hazard)), UNSAID)


def _fits(clause: Clause, matter: Matter, hazard: Hazard) -> bool:
    return (
        _any(clause.targets, matter.target.name)
        and _any(clause.families, matter.family)
        and clause.target_labels.items() <= matter.target.labels.items()
        and clause.labels.items() <= matter.labels.items()
        and (not clause.states or matter.state in clause.states)
        and (not clause.risks or hazard.risk in clause.risks)
    )


def _any(globs: Sequence[str], name: str) -> bool:
    return not globs or any(fnmatchcase(name, glob) for glob in globs)
