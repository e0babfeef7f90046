from __future__ import annotations

import pytest

from plumbrule.core.decide.demand import Matter, demand_of
from plumbrule.model.ids import Family, Target, TargetId, TargetName
from plumbrule.model.permits import Hazard
from plumbrule.model.policy import DEFAULT_POLICY, Clause, Consent, Policy, Requirement
from plumbrule.model.risk import Risk
from plumbrule.model.state import State

PROD = Target(TargetName("prod"), TargetId("aws", "123456789012", "eu-west-1"), {"env": "prod"})
MATTER = Matter(PROD, Family("shop-web"), {"team": "shop"}, State.SPEC_AHEAD)
IMAGE, USER = Hazard(Risk.IMAGE, "image"), Hazard(Risk.USER, "user")
TWO = Requirement(2, "platform", not_author=True)
AUTO = Clause(Consent.AUTO)


def consent(*clauses: Clause, hazards: tuple[Hazard, ...] = (USER,)) -> Consent:
    return demand_of(Policy(clauses=clauses), MATTER, hazards).consent


@pytest.mark.parametrize(
    ("clause", "fits"),
    [
        pytest.param(AUTO, True, id="a clause that asks for nothing fits everything"),
        pytest.param(Clause(Consent.AUTO, targets=("pro*",)), True, id="a glob over the target"),
        pytest.param(Clause(Consent.AUTO, targets=("staging", "dev")), False, id="other targets"),
        pytest.param(Clause(Consent.AUTO, target_labels={"env": "prod"}), True, id="a label of the target"),
        pytest.param(Clause(Consent.AUTO, target_labels={"env": "prod", "x": "y"}), False, id="a label it lacks"),
        pytest.param(Clause(Consent.AUTO, families=("shop-*",)), True, id="a glob over the family"),
        pytest.param(Clause(Consent.AUTO, families=("shop",)), False, id="a glob is about the whole name"),
        pytest.param(Clause(Consent.AUTO, labels={"team": "shop"}), True, id="a label of the manifest"),
        pytest.param(Clause(Consent.AUTO, labels={"team": "pay"}), False, id="another value of it"),
        pytest.param(Clause(Consent.AUTO, states=frozenset({State.SPEC_AHEAD})), True, id="the state"),
        pytest.param(Clause(Consent.AUTO, states=frozenset({State.MISSING})), False, id="another state"),
        pytest.param(Clause(Consent.AUTO, risks=frozenset({Risk.USER})), True, id="the risk"),
        pytest.param(Clause(Consent.AUTO, risks=frozenset({Risk.IMAGE})), False, id="another risk"),
    ],
)
def test_a_clause_fits(clause: Clause, fits: bool) -> None:  # noqa: FBT001 - a table's column
    assert consent(clause) is (Consent.AUTO if fits else Consent.APPROVE)


def test_the_first_clause_that_fits_decides() -> None:
    assert consent(Clause(Consent.REFUSE, families=("other",)), Clause(Consent.MERGE), AUTO) is Consent.MERGE


def test_the_strictest_of_all_changes_wins_and_says_which_it_is() -> None:
    policy = Policy(clauses=(Clause(Consent.AUTO, risks=frozenset({Risk.IMAGE})), Clause(Consent.REFUSE)))
    found = demand_of(policy, MATTER, (IMAGE, USER))
    assert (found.consent, found.because) == (Consent.REFUSE, "user (user)")


def test_every_requirement_counts_once() -> None:
    clauses = (
        Clause(Consent.APPROVE, risks=frozenset({Risk.IMAGE})),
        Clause(Consent.APPROVE, requirement=TWO),
    )
    found = demand_of(Policy(clauses=clauses), MATTER, (USER, IMAGE, Hazard(Risk.ROLES, "taskRoleArn")))
    assert found.requirements == (TWO, Requirement())


def test_where_nothing_changes_nobody_is_asked() -> None:
    assert demand_of(Policy(), MATTER, ()).consent is Consent.AUTO


@pytest.mark.parametrize("risk", Risk)
def test_without_a_policy_only_another_tag_of_the_same_repository_goes_by_itself(risk: Risk) -> None:
    found = demand_of(DEFAULT_POLICY, MATTER, (Hazard(risk),))
    assert found.consent is (Consent.AUTO if risk is Risk.IMAGE else Consent.APPROVE)
