"""A policy held against the needs: what is missing, and what is too much."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbrule.core.grants.checking import checked, matches
from plumbrule.core.grants.documents import policy
from plumbrule.core.grants.needs import needs_of
from plumbrule.core.grants.statement import Where
from tests.builders.definitions import definition_with
from tests.core.grants.test_needs import CASES, EVERYTHING, HERE

NEEDS = needs_of(EVERYTHING, HERE)


def written(statement: dict[str, Any]) -> dict[str, Any]:
    return {"Version": "2012-10-17", "Statement": statement}


def allow(action: Any, resource: Any = "*", **more: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON
    return {"Effect": "Allow", "Action": action, "Resource": resource, **more}


@pytest.mark.parametrize("case", CASES)
def test_what_we_print_is_neither_too_little_nor_too_much(case: str) -> None:
    needs = needs_of(definition_with(**CASES[case][0]), HERE)
    found = checked(needs, [json.loads(json.dumps(policy(needs)))])
    assert (found.missing, found.too_much, found.unsure) == ((), (), ())


@given(st.data())
def test_whatever_is_taken_away_is_missing(data: st.DataObject) -> None:
    whole = json.loads(json.dumps(policy(NEEDS)))
    statement = data.draw(st.sampled_from(whole["Statement"]))
    action = data.draw(st.sampled_from(statement["Action"]))
    statement["Action"].remove(action)
    found = checked(NEEDS, [whole])
    assert {one.action for one in found.missing} == {action}
    assert found.too_much == ()


def test_the_managed_policy_of_aws_is_too_much_and_too_little() -> None:
    managed = written(
        allow(
            [
                "ecr:GetAuthorizationToken",
                "ecr:BatchCheckLayerAvailability",
                "ecr:GetDownloadUrlForLayer",
                "ecr:BatchGetImage",
                "logs:CreateLogStream",
                "logs:PutLogEvents",
            ]
        )
    )
    found = checked(NEEDS, [managed])
    assert {one.action for one in found.missing} == {
        "logs:CreateLogGroup",
        "secretsmanager:GetSecretValue",
        "ssm:GetParameters",
        "s3:GetObject",
        "s3:GetBucketLocation",
    }
    assert "ecr:BatchGetImage on *" in {str(one) for one in found.too_much}
    assert "ecr:GetAuthorizationToken on *" not in {str(one) for one in found.too_much}


def test_an_administrator_lacks_nothing_and_has_too_much() -> None:
    found = checked(NEEDS, [written(allow("*"))])
    assert (found.missing, [str(one) for one in found.too_much]) == ((), ["* on *"])


def test_what_is_denied_is_missing() -> None:
    denied = written({"Effect": "Deny", "Action": "ssm:*", "Resource": "*"})
    found = checked(NEEDS, [json.loads(json.dumps(policy(NEEDS))), denied])
    assert {one.action for one in found.missing} == {"ssm:GetParameters"}


def test_one_statement_may_stand_in_the_place_of_a_list() -> None:
    needs = needs_of(definition_with(secrets=[{"name": "P", "valueFrom": "/a"}]), HERE)
    only = allow("ssm:getparameters", "arn:aws:ssm:eu-west-1:123456789012:parameter/a")
    found = checked(needs, [written(only)])
    assert (found.missing, found.too_much) == ((), ())


def test_a_condition_is_told_and_not_judged() -> None:
    needs = needs_of(definition_with(), Where())
    found = checked(needs, [written(allow("s3:GetObject", "x", Sid="Odd", Condition={"Bool": {"a": "true"}}))])
    assert found.unsure == ("statement Odd has Condition, which was not judged",)


@given(st.text(alphabet="ab*?:/", max_size=12))
def test_everything_matches_itself_and_a_star(text: str) -> None:
    assert matches(text, text)
    assert matches("*", text)
