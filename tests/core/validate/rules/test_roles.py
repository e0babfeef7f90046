"""Roles: which containers need one, whose they are, and what they must allow."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import plumbrule
from plumbrule.core.validate.checking import validate
from plumbrule.core.validate.example import ABSENT, BASE, Absent, beside, edited
from plumbrule.edge.aws.shape import api_shape
from plumbrule.model.place import Place
from plumbrule.model.tree import Opaque
from tests.core.validate.judging import TODAY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plumbrule.model.tree import Tree

LOGS = "/containerDefinitions/0/logConfiguration"
SECRET = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:a-AbCdEf"  # noqa: S105 - where one is kept


def _messages(rule: str, edits: Mapping[str, Tree | Absent], **context: str | bool) -> list[str]:
    found = plumbrule.validate(edited(BASE, edits), context=context)
    return [one.message for one in found if one.rule == rule]


def test_a_missing_execution_role_is_told_once_for_each_need_and_names_the_containers() -> None:
    ecr = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/web:1"
    edits: dict[str, Tree | Absent] = {
        "/executionRoleArn": ABSENT,
        "/containerDefinitions/0/image": ecr,
        "/containerDefinitions/1": beside("side", secrets=[{"name": "A", "valueFrom": "/a"}]),
    }
    assert _messages("R043", edits) == [
        "`executionRoleArn` is missing; it is needed to pull from a private registry of ECR (container `app`)"
    ]
    assert _messages("R044", edits) == [
        "`executionRoleArn` is missing; it is needed to log with awslogs (container `app` and container `side`)"
    ]
    assert _messages("R045", edits) == [
        "`executionRoleArn` is missing; it is needed to read secrets (container `side`)"
    ]


@pytest.mark.parametrize(
    "image",
    [
        "public.ecr.aws/nginx/nginx:1",
        "example.com/123456789012.dkr.ecr.eu-central-1.amazonaws.com/web:1",
        "12345678901.dkr.ecr.eu-central-1.amazonaws.com/web:1",
        "123456789012.dkr.ecr.eu-central-1.amazonaws.com.example.org/web:1",
    ],
)
def test_other_registries_need_no_role(image: str) -> None:
    assert _messages("R043", {"/executionRoleArn": ABSENT, "/containerDefinitions/0/image": image}) == []


def test_the_execution_role_is_reminded_of_every_action_beyond_the_managed_policy_in_one_sentence() -> None:
    edits: dict[str, Tree | Absent] = {
        "/containerDefinitions/0/secrets": [{"name": "A", "valueFrom": SECRET}, {"name": "B", "valueFrom": "/b"}],
        "/containerDefinitions/1": beside("side", secrets=[{"name": "A", "valueFrom": SECRET}]),
        f"{LOGS}/options/awslogs-create-group": "true",
    }
    (told,) = _messages("R057", edits)
    assert told.endswith("allow `logs:CreateLogGroup`, `secretsmanager:GetSecretValue` and `ssm:GetParameters`")


def test_a_role_of_another_account_is_told_only_where_the_account_is_known() -> None:
    assert _messages("R050", {}) == []
    assert _messages("R050", {}, account_id="123456789012") == []
    assert _messages("R050", {}, account_id="210987654321") == [
        "`executionRoleArn` is a role of account 123456789012; this goes to 210987654321",
        "`taskRoleArn` is a role of account 123456789012; this goes to 210987654321",
    ]


@pytest.mark.parametrize(
    ("execution", "task", "same"),
    [
        ("arn:aws:iam::123456789012:role/a/web", "arn:aws:iam::123456789012:role/a/web", True),
        ("arn:aws:iam::123456789012:role/a/web", "web", True),
        ("arn:aws:iam::123456789012:role/a/web", "a", False),
        ("arn:aws:iam::123456789012:role/a/web", "arn:aws:iam::210987654321:role/a/web", False),
        ("web", "Web", False),
    ],
)
def test_one_role_under_two_spellings_is_one_role(execution: str, task: str, *, same: bool) -> None:
    assert bool(_messages("R051", {"/executionRoleArn": execution, "/taskRoleArn": task})) is same


def test_what_only_the_target_knows_keeps_the_rules_still() -> None:
    unknown = Opaque("${var.X}")
    cases: tuple[dict[str, Tree | Absent], ...] = (
        {"/executionRoleArn": unknown, "/taskRoleArn": unknown},
        {
            "/executionRoleArn": ABSENT,
            "/taskRoleArn": ABSENT,
            "/containerDefinitions/0": unknown,
            "/volumes": [unknown],
        },
        {"/executionRoleArn": ABSENT, "/taskRoleArn": ABSENT, LOGS: unknown, "/volumes": unknown},
        {"/executionRoleArn": ABSENT, "/taskRoleArn": ABSENT, LOGS: {"logDriver": unknown, "options": unknown}},
    )
    for edits in cases:
        found = validate(edited(BASE, edits), api_shape(), lambda at: Place("a", pointer=at), today=TODAY)
        assert [one.rule for one in found if "R043" <= one.rule <= "R057"] == []


def test_a_long_text_in_place_of_a_role_costs_no_time() -> None:
    # Steps by the square of this text's length would take minutes: the suite's time limit ends them.
    assert _messages("R049", {"/taskRoleArn": "arn:aws:iam::123456789012:role/" + "a/" * 200_000 + "!"}) != []
