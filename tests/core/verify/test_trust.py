"""Whether a trust policy lets ECS's tasks assume the role."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbrule.core.grants.documents import trust
from plumbrule.core.grants.statement import Where
from plumbrule.core.verify.trust import TASKS, Trust, trusted

if TYPE_CHECKING:
    from plumbrule.model.tree import Tree

ACCOUNT, REGION = "123456789012", "eu-west-1"
HERE = Where("aws", REGION, ACCOUNT)


def allow(service: Any = TASKS, effect: str = "Allow", **more: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON
    return {"Effect": effect, "Principal": {"Service": service}, "Action": "sts:AssumeRole", **more}


def when(test: str, key: str, value: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON
    return {"Condition": {test: {key: value}}}


CASES: dict[str, tuple[Any, Trust]] = {
    "the plain one": (allow(), Trust.YES),
    "one of several services": (allow(["lambda.amazonaws.com", TASKS]), Trust.YES),
    "any action of STS": (allow(Action="sts:*"), Trust.YES),
    "letter case of actions does not count": (allow(Action=["STS:assumerole"]), Trust.YES),
    "ECS itself is not its tasks": (allow("ecs.amazonaws.com"), Trust.NO),
    "EC2 is not ECS": (allow("ec2.amazonaws.com"), Trust.NO),
    "an account is no service": ({**allow(), "Principal": {"AWS": ACCOUNT}}, Trust.NO),
    "another action": (allow(Action="sts:TagSession"), Trust.NO),
    "nothing at all": ([], Trust.NO),
    "everybody is beyond telling": ({**allow(), "Principal": "*"}, Trust.UNSURE),
    "who is not meant is beyond telling": (
        {"Effect": "Allow", "NotPrincipal": {"Service": "x"}, "Action": "*"},
        Trust.UNSURE,
    ),
    "what is not meant is beyond telling": (
        {"Effect": "Allow", "Principal": {"Service": TASKS}, "NotAction": "iam:*"},
        Trust.UNSURE,
    ),
    "a no wins": ([allow(), allow(effect="Deny")], Trust.NO),
    "a no to others does not count": ([allow(), allow("ec2.amazonaws.com", "Deny")], Trust.YES),
    "a no under an unknown condition is beyond telling": (
        [allow(), allow(effect="Deny", **when("Bool", "aws:SecureTransport", "false"))],
        Trust.UNSURE,
    ),
    "the own account": (allow(**when("StringEquals", "aws:SourceAccount", ACCOUNT)), Trust.YES),
    "another account": (allow(**when("StringEquals", "aws:SourceAccount", "999999999999")), Trust.NO),
    "ARNs of the own account": (
        allow(**when("ArnLike", "aws:SourceArn", f"arn:aws:ecs:{REGION}:{ACCOUNT}:*")),
        Trust.YES,
    ),
    "ARNs of any Region": (allow(**when("ArnLike", "aws:SourceArn", f"arn:aws:ecs:*:{ACCOUNT}:*")), Trust.YES),
    "ARNs of another Region": (
        allow(**when("ArnLike", "aws:SourceArn", f"arn:aws:ecs:us-east-1:{ACCOUNT}:*")),
        Trust.NO,
    ),
    "ARNs of one cluster are beyond telling": (
        allow(**when("ArnLike", "aws:SourceArn", f"arn:aws:ecs:*:{ACCOUNT}:task/shop/*")),
        Trust.UNSURE,
    ),
    "a variable is beyond telling": (
        allow(**when("ArnLike", "aws:SourceArn", "arn:aws:ecs:*:${aws:PrincipalAccount}:*")),
        Trust.UNSURE,
    ),
    "a condition that nobody knows is beyond telling": (
        allow(**when("StringEquals", "aws:PrincipalOrgID", "o-1")),
        Trust.UNSURE,
    ),
    "one yes is enough": ([allow("ec2.amazonaws.com"), allow()], Trust.YES),
}


@pytest.mark.parametrize("case", CASES)
def test_a_trust_policy_is_read(case: str) -> None:
    statement, expected = CASES[case]
    assert trusted({"Version": "2012-10-17", "Statement": statement}, HERE) is expected


def test_what_plumbrule_iam_prints_is_trusted() -> None:
    assert trusted(trust(HERE), HERE) is Trust.YES


WORDS = (
    "Statement",
    "Effect",
    "Allow",
    "Deny",
    "Principal",
    "Service",
    "Action",
    "Condition",
    "StringEquals",
    TASKS,
    "*",
)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from(WORDS),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(WORDS), inner, max_size=4),
    max_leaves=12,
)


@given(ANYTHING)
def test_whatever_a_policy_holds_it_is_read_and_a_plain_no_beside_it_wins(statement: Tree) -> None:
    assert trusted({"Statement": statement}, HERE) in Trust
    assert trusted({"Statement": [statement, allow(effect="Deny")]}, HERE) is Trust.NO
