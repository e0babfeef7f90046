from __future__ import annotations

import dataclasses
import itertools
from typing import TYPE_CHECKING

import pytest

from plumbrule.core.decide.decision import Accept, Leave, Look, Register, decide
from plumbrule.model.finding import Severity
from plumbrule.model.ids import BlobId, CommitId, Digest, Family, Key, Target, TargetId, TargetName
from plumbrule.model.permits import Permits
from plumbrule.model.plan import plan_id
from plumbrule.model.record import Agreed, Ending
from plumbrule.model.spec import Suspend
from plumbrule.model.state import MAY_BE_AUTOMATIC, Gate, State
from plumbrule.model.target_policy import TargetPolicy
from tests.builders.cases import (
    AUTHORED,
    BOTH,
    KEY,
    TARGET,
    agreed,
    arn,
    digest,
    finding,
    missing,
    pending,
    result,
    revision,
    situation,
    spec,
)
from tests.builders.clocks import T0

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.core.decide.case import Case

LIVE = Digest(f"c1:sha256:{'A' * 64}")
LETTERS = ("A", "B", "C", None)
AUTO: tuple[frozenset[State], ...] = (
    frozenset(),
    frozenset({State.MISSING}),
    frozenset({State.SPEC_AHEAD}),
    BOTH,
    frozenset(State),
)


def small_world() -> Iterator[Case]:
    """Every combination of what may matter."""
    for desired, live, before in itertools.product(LETTERS, repeat=3):
        for changed, auto, waits, number, bad in itertools.product(
            (True, False), AUTO, (True, False), (4, 5, 6), ((), (finding(),))
        ):
            case = situation(
                desired,
                live,
                before,
                live_number=number,
                input_changed=changed,
                policy=TargetPolicy(auto=auto),
                pending=pending() if waits else None,
            )
            yield dataclasses.replace(case, spec=case.spec and dataclasses.replace(case.spec, findings=bad))


def test_over_everything_there_is_only_what_is_safe_is_registered() -> None:
    registered = 0
    for case in small_world():
        decision = decide(case)
        if not isinstance(decision.action, Register):
            continue
        registered += 1
        assert decision.state in MAY_BE_AUTOMATIC
        assert decision.state in case.policy.auto
        assert decision.refusals == ()
        assert case.pending is None
        assert case.sides.live == case.sides.agreed
        assert case.sides.live != case.sides.desired
        assert case.spec is not None
        assert case.spec.findings == ()
        assert decision.action.plan == decision.plan
    assert registered > 0


def test_over_everything_there_is_in_sync_means_that_live_equals_git() -> None:
    for case in small_world():
        equal = case.sides.desired is not None and case.sides.live == case.sides.desired
        assert (decide(case).state is State.IN_SYNC) == equal


def test_over_everything_there_is_a_pending_registration_is_looked_for_before_anything_else() -> None:
    for case in small_world():
        assert isinstance(decide(case).action, Look) == (case.pending is not None)


def test_over_everything_there_is_only_live_content_that_equals_git_is_accepted() -> None:
    for case in small_world():
        action = decide(case).action
        if isinstance(action, Accept):
            assert case.sides.live == case.sides.desired == action.agreed.digest


def test_over_everything_there_is_a_plan_is_made_exactly_where_registering_would_change_something() -> None:
    for case in small_world():
        plan = decide(case).plan
        wanted = case.sides.desired is not None and case.sides.desired != case.sides.live
        assert (plan is not None) == wanted
        if plan and case.sides.desired:
            assert plan.id == plan_id(TARGET.id, KEY.family, case.sides.desired, case.sides.live)


def test_over_everything_there_is_whatever_is_not_done_has_a_reason() -> None:
    for case in small_world():
        decision = decide(case)
        if decision.plan and not isinstance(decision.action, Register):
            assert decision.refusals


def test_the_same_moment_always_gives_the_same_decision() -> None:
    assert decide(missing()) == decide(missing())


# The plan's id names content and place, nothing else.


def one_plan_id(case: Case) -> str:
    plan = decide(case).plan
    assert plan
    return plan.id


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(situation("B", "A", "A", commit=CommitId("d" * 40)), id="another commit"),
        pytest.param(situation("B", "A", "A", commit=None), id="no commit"),
        pytest.param(situation("B", "A", "A", live_number=9), id="another number of the same content"),
        pytest.param(situation("B", "A", None), id="another history"),
        pytest.param(situation("B", "A", "A", input_changed=False), id="another spelling"),
        pytest.param(situation("B", "A", "A", policy=TargetPolicy(auto=BOTH)), id="another policy"),
        pytest.param(situation("B", "A", "A", spec=spec(finding(), path="moved.json")), id="another file and findings"),
        pytest.param(situation("B", "A", "A", pending=pending(), journal_trusted=False), id="another moment"),
        pytest.param(
            situation("B", "A", "A", target=dataclasses.replace(TARGET, name=TargetName("x"), labels={"a": "b"})),
            id="another name and labels of the same target",
        ),
    ],
)
def test_a_plan_keeps_its_id_with(case: Case) -> None:
    assert one_plan_id(case) == one_plan_id(situation("B", "A", "A"))


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(situation("C", "A", "A"), id="another content in Git"),
        pytest.param(situation("B", "C", "A"), id="another live content"),
        pytest.param(situation("B", None, None), id="no live content"),
        pytest.param(situation("B", "A", "A", key=Key(KEY.target, Family("api"))), id="another family"),
        *(
            pytest.param(situation("B", "A", "A", target=Target(KEY.target, TargetId(*place))), id=f"another {name}")
            for name, place in {
                "partition": ("aws-cn", "123456789012", "eu-west-1"),
                "account": ("aws", "210987654321", "eu-west-1"),
                "region": ("aws", "123456789012", "eu-west-2"),
            }.items()
        ),
    ],
)
def test_a_plan_has_another_id_with(case: Case) -> None:
    assert one_plan_id(case) != one_plan_id(situation("B", "A", "A"))


def test_a_plan_tells_where_it_comes_from_and_what_it_replaces() -> None:
    plan = decide(situation("B", "A", "A", live_number=7)).plan
    assert plan
    assert (plan.desired, plan.base, plan.base_number) == (digest("B"), digest("A"), 7)
    assert (plan.target, plan.family, plan.commit, plan.path) == (TARGET, "web", "c" * 40, "web.json")


def test_a_plan_for_a_family_without_active_revisions_has_no_base() -> None:
    plan = decide(missing()).plan
    assert plan
    assert (plan.base, plan.base_number) == (None, 0)


# Accepting what is live.


def test_live_content_that_equals_git_becomes_the_agreed_one() -> None:
    live = revision(9, definition={"family": "web", "cpu": "256"})
    decision = decide(situation("A", "A", "B", observed=live))
    accepted = Agreed(
        key=KEY,
        arn=arn(9),
        number=9,
        digest=LIVE,
        input_digest=AUTHORED,
        definition=live.definition,
        at=T0,
        path="web.json",
        commit=CommitId("c" * 40),
        blob=BlobId("b" * 40),
    )
    assert decision.action == Accept(accepted)


SETTLED = agreed(5, "A", input_digest=AUTHORED)


def test_what_is_already_agreed_is_not_accepted_again() -> None:
    assert decide(situation("A", "A", "A", agreed=SETTLED)).action == Leave()


@pytest.mark.parametrize(
    "known",
    [
        pytest.param(
            dataclasses.replace(SETTLED, arn=arn(4), number=4), id="another revision has the same content now"
        ),
        pytest.param(
            dataclasses.replace(SETTLED, digest=Digest("c0:sha256:aa")), id="the digest was made by older rules"
        ),
        pytest.param(dataclasses.replace(SETTLED, input_digest=None), id="it was read back from tags"),
        pytest.param(dataclasses.replace(SETTLED, path="old.json"), id="the file was moved"),
    ],
)
def test_it_is_accepted_anew_when(known: Agreed) -> None:
    assert isinstance(decide(situation("A", "A", "A", agreed=known)).action, Accept)


def test_while_two_files_claim_the_family_nothing_is_accepted() -> None:
    decision = decide(situation("A", "A", None, spec=spec(finding("conflict"))))
    assert decision.action == Leave()
    assert [no.gate for no in decision.refusals] == [Gate.CONFLICT]


def test_an_error_in_a_spec_that_is_live_already_is_said_and_does_no_harm() -> None:
    decision = decide(situation("A", "A", None, spec=spec(finding())))
    assert isinstance(decision.action, Accept)
    assert [no.gate for no in decision.refusals] == [Gate.INVALID]


@pytest.mark.parametrize("case", [situation("A", "A", "A"), situation(None, "A", "A"), situation(None, None, "A")])
def test_in_sync_or_orphaned_nobody_is_asked_for_approval(case: Case) -> None:
    assert decide(case).refusals == ()


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(missing(finding()), id="an error"),
        pytest.param(missing(spec=spec(suspend=Suspend())), id="hands off"),
        pytest.param(missing(policy=TargetPolicy()), id="no approval"),
        pytest.param(missing(permits=Permits(refused=result(Ending.REJECTED))), id="a refusal by ECS"),
        pytest.param(missing(journal_trusted=False), id="a new journal"),
    ],
)
def test_one_no_is_enough_to_leave_a_family_alone(case: Case) -> None:
    assert decide(case).action == Leave()


def test_a_warning_is_not_a_no() -> None:
    case = missing(finding(severity=Severity.WARNING))
    decision = decide(case)
    assert isinstance(decision.action, Register)
    assert decision.action.spec == case.spec
