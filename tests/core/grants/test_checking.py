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


PARAMETER = "arn:aws:ssm:eu-west-1:123456789012:parameter/a"
READ = needs_of(definition_with(secrets=[{"name": "P", "valueFrom": "/a"}]), HERE)


def test_what_not_action_allows_is_allowed_and_too_much() -> None:
    found = checked(READ, [written({"Effect": "Allow", "NotAction": ["iam:*", "sts:*"], "Resource": "*"})])
    assert (found.missing, [str(one) for one in found.too_much]) == ((), ["all but iam:* and sts:* on *"])
    without = checked(READ, [written({"Effect": "Allow", "NotAction": "ssm:*", "Resource": "*"})])
    assert [one.action for one in without.missing] == ["ssm:GetParameters"]


def test_a_denial_of_all_but_something_denies_the_rest() -> None:
    granted = json.loads(json.dumps(policy(READ)))
    logs_alone = written({"Effect": "Deny", "NotAction": "logs:*", "Resource": "*"})
    assert [one.action for one in checked(READ, [granted, logs_alone]).missing] == ["ssm:GetParameters"]
    others = written({"Effect": "Deny", "Action": "*", "NotResource": [PARAMETER, "arn:aws:logs:*"]})
    assert checked(READ, [granted, others]).missing == ()


def test_not_resource_allows_everything_else() -> None:
    found = checked(READ, [written({"Effect": "Allow", "Action": "ssm:GetParameters", "NotResource": PARAMETER})])
    assert [str(one) for one in found.missing] == [f"ssm:GetParameters on {PARAMETER}"]
    assert [str(one) for one in found.too_much] == [f"ssm:GetParameters on all but {PARAMETER}"]


def test_a_denial_under_a_condition_is_told_and_denies_nothing_for_sure() -> None:
    granted = json.loads(json.dumps(policy(READ)))
    insecure = {"Bool": {"aws:SecureTransport": "false"}}
    denied = {"Sid": "Tls", "Effect": "Deny", "Action": "*", "Resource": "*", "Condition": insecure}
    found = checked(READ, [granted, written(denied)])
    assert (found.missing, found.unsure) == ((), ("statement Tls has Condition, which was not judged",))


@pytest.mark.parametrize("streams", ["ecs/*", "*"])
def test_a_policy_may_name_the_account_that_a_spec_leaves_open(streams: str) -> None:
    options = {"awslogs-group": "/x", "awslogs-region": "eu-west-1", "awslogs-stream-prefix": "ecs"}
    found = needs_of(definition_with(logConfiguration={"logDriver": "awslogs", "options": options}), Where())
    arn = f"arn:aws:logs:eu-west-1:123456789012:log-group:/x:log-stream:{streams}"
    assert checked(found, [written(allow(["logs:CreateLogStream", "logs:PutLogEvents"], arn))]).missing == ()


def test_a_policy_may_name_the_secret_whose_last_characters_a_spec_leaves_open() -> None:
    arn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db"
    found = needs_of(definition_with(secrets=[{"name": "P", "valueFrom": arn}]), HERE)
    for exact in (f"{arn}-AbCdEf", f"{arn}-??????"):
        held = checked(found, [written(allow("secretsmanager:GetSecretValue", exact))])
        assert (held.missing, held.too_much) == ((), ())
    assert checked(found, [written(allow("secretsmanager:GetSecretValue", f"{arn}-x"))]).missing


def test_a_question_mark_is_one_letter_and_no_star() -> None:
    assert matches("a?", "ab")
    assert not matches("a?", "a*")


@given(st.text(alphabet="ab*?:/", max_size=12))
def test_everything_matches_itself_and_a_star(text: str) -> None:
    assert matches(text, text)
    assert matches("*", text)
