"""What an execution role needs: from the definition alone, each thing with its reason."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from cfnlint.api import lint_all

from plumbrule.core.grants.documents import both, cloudformation, terraform, trust
from plumbrule.core.grants.needs import needs_of, where_of
from plumbrule.core.grants.statement import Where
from tests.builders.definitions import definition, definition_with

if TYPE_CHECKING:
    from plumbrule.core.grants.statement import Needs

HERE = Where("aws", "eu-west-1", "123456789012")
ECR = "123456789012.dkr.ecr.eu-west-1.amazonaws.com"
SECRET = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf"  # noqa: S105 - a name
LOGS = {"logDriver": "awslogs", "options": {"awslogs-group": "/ecs/web", "awslogs-region": "eu-west-1"}}


def needs(**changes: Any) -> Needs:  # noqa: ANN401 - any member of a container
    return needs_of(definition_with(**changes), HERE)


def grants(found: Needs) -> dict[str, list[str]]:
    return {one.sid: list(one.resources) for one in found.statements}


def logs(**options: str) -> dict[str, Any]:
    return {"logDriver": "awslogs", "options": {**LOGS["options"], **options}}  # type: ignore[dict-item]


CASES: dict[str, tuple[dict[str, Any], dict[str, list[str]]]] = {
    "a public image needs nothing": ({"image": "nginx:1"}, {}),
    "an image of private ECR is pulled": (
        {"image": f"{ECR}/team/web:1.4"},
        {"LogInToEcr": ["*"], "PullImages": ["arn:aws:ecr:eu-west-1:123456789012:repository/team/web"]},
    ),
    "an image by digest is of the same repository": (
        {"image": f"{ECR}/web@sha256:{'0' * 64}"},
        {"LogInToEcr": ["*"], "PullImages": ["arn:aws:ecr:eu-west-1:123456789012:repository/web"]},
    ),
    "a dual-stack host is private ECR": (
        {"image": "123456789012.dkr-ecr.eu-central-1.on.aws/web:1"},
        {"LogInToEcr": ["*"], "PullImages": ["arn:aws:ecr:eu-central-1:123456789012:repository/web"]},
    ),
    "public ECR asks nobody": ({"image": "public.ecr.aws/nginx/nginx:1"}, {}),
    "awslogs writes streams of its prefix": (
        {"logConfiguration": logs(**{"awslogs-stream-prefix": "ecs"})},
        {"WriteLogs": ["arn:aws:logs:eu-west-1:123456789012:log-group:/ecs/web:log-stream:ecs/app/*"]},
    ),
    "awslogs that makes its group may do so": (
        {"logConfiguration": logs(**{"awslogs-create-group": "true"})},
        {
            "WriteLogs": ["arn:aws:logs:eu-west-1:123456789012:log-group:/ecs/web:log-stream:*"],
            "CreateLogGroups": [
                "arn:aws:logs:eu-west-1:123456789012:log-group:/ecs/web",
                "arn:aws:logs:eu-west-1:123456789012:log-group:/ecs/web:*",
            ],
        },
    ),
    "another log driver is the container's own": ({"logConfiguration": {"logDriver": "awsfirelens"}}, {}),
    "a whole secret": ({"secrets": [{"name": "P", "valueFrom": SECRET}]}, {"ReadSecrets": [SECRET]}),
    "one key of a secret is read from the whole": (
        {"secrets": [{"name": "P", "valueFrom": f"{SECRET}:password::"}]},
        {"ReadSecrets": [SECRET]},
    ),
    "two keys of one secret are one resource": (
        {"secrets": [{"name": "P", "valueFrom": f"{SECRET}:a::"}, {"name": "Q", "valueFrom": f"{SECRET}:b::"}]},
        {"ReadSecrets": [SECRET]},
    ),
    "a secret without its suffix": (
        {"secrets": [{"name": "P", "valueFrom": SECRET.removesuffix("-AbCdEf")}]},
        {"ReadSecrets": ["arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-??????"]},
    ),
    "a parameter by its ARN": (
        {"secrets": [{"name": "P", "valueFrom": "arn:aws:ssm:eu-west-1:123456789012:parameter/a/b"}]},
        {"ReadParameters": ["arn:aws:ssm:eu-west-1:123456789012:parameter/a/b"]},
    ),
    "a parameter by its name": (
        {"secrets": [{"name": "P", "valueFrom": "/a/b"}]},
        {"ReadParameters": ["arn:aws:ssm:eu-west-1:123456789012:parameter/a/b"]},
    ),
    "a secret of a log option": (
        {"logConfiguration": {"logDriver": "splunk", "secretOptions": [{"name": "t", "valueFrom": SECRET}]}},
        {"ReadSecrets": [SECRET]},
    ),
    "the credentials of a registry": (
        {"repositoryCredentials": {"credentialsParameter": SECRET}},
        {"ReadSecrets": [SECRET]},
    ),
    "an image of another partition": (
        {"image": "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/web:1"},
        {"LogInToEcr": ["*"], "PullImages": ["arn:aws-cn:ecr:cn-north-1:123456789012:repository/web"]},
    ),
    "a log group of another Region": (
        {"logConfiguration": logs(**{"awslogs-region": "us-gov-west-1", "awslogs-stream-prefix": "ecs"})},
        {"WriteLogs": ["arn:aws-us-gov:logs:us-gov-west-1:123456789012:log-group:/ecs/web:log-stream:ecs/app/*"]},
    ),
    "a log router that reads its configuration from S3": (
        {
            "firelensConfiguration": {
                "type": "fluentbit",
                "options": {"config-file-type": "s3", "config-file-value": "arn:aws:s3:::conf/fluent.conf"},
            }
        },
        {"ReadFiles": ["arn:aws:s3:::conf/fluent.conf"], "FindBuckets": ["arn:aws:s3:::conf"]},
    ),
    "a log router that has its configuration in its image": (
        {
            "firelensConfiguration": {
                "type": "fluentbit",
                "options": {"config-file-type": "file", "config-file-value": "/fluent.conf"},
            }
        },
        {},
    ),
    "an environment file": (
        {"environmentFiles": [{"type": "s3", "value": "arn:aws:s3:::conf/web/prod.env"}]},
        {
            "ReadFiles": ["arn:aws:s3:::conf/web/prod.env"],
            "FindBuckets": ["arn:aws:s3:::conf"],
        },
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_a_container_needs(case: str) -> None:
    changes, expected = CASES[case]
    assert grants(needs(**changes)) == expected


def test_each_statement_says_what_needs_it() -> None:
    (token, pull) = needs(image=f"{ECR}/web:1").statements
    assert token.because == ("images come from private ECR; this action knows no resource",)
    assert pull.because == (f"app runs {ECR}/web:1",)


def test_keys_are_named_by_people() -> None:
    key = "arn:aws:kms:eu-west-1:123456789012:key/1"
    found = needs_of(definition_with(secrets=[{"name": "P", "valueFrom": SECRET}]), HERE, [key])
    assert grants(found)["Decrypt"] == [key]
    assert "name it with --kms-key" in " ".join(needs(secrets=[{"name": "P", "valueFrom": SECRET}]).notes)


def test_what_cannot_be_named_is_told() -> None:
    assert "the variable P of app refers to nothing" in needs(secrets=[{"name": "P", "valueFrom": "a b"}]).notes[0]


def test_an_image_of_another_account_needs_more_than_the_role() -> None:
    found = needs(image="999999999999.dkr.ecr.eu-west-1.amazonaws.com/web:1")
    assert "account 999999999999" in found.notes[0]


def test_where_it_runs_is_read_from_roles_and_logs() -> None:
    of = definition_with(logConfiguration=LOGS) | {"executionRoleArn": "arn:aws-cn:iam::111122223333:role/x"}
    assert where_of(of, Where()) == Where("aws-cn", "eu-west-1", "111122223333")
    assert where_of(of, HERE) == HERE
    assert where_of(of, Where("", "cn-north-1", "999999999999")) == Where("aws-cn", "cn-north-1", "999999999999")
    assert where_of(definition(executionRoleArn="arn:aws:iam::aws_account_id:role/x"), Where()) == Where()


def test_the_partition_is_that_of_the_region_where_nobody_says_it() -> None:
    assert Where("", "cn-north-1", "1").arn("ecs", "x") == "arn:aws-cn:ecs:cn-north-1:1:x"
    assert Where("", "eu-west-1", "1").arn("ecs", "x") == "arn:aws:ecs:eu-west-1:1:x"
    assert Where("aws-cn", "*", "1").arn("ecs", "x") == "arn:aws-cn:ecs:*:1:x"


def test_only_tasks_of_this_account_may_assume_the_role() -> None:
    (statement,) = json.loads(json.dumps(trust(HERE)))["Statement"]
    assert statement["Principal"] == {"Service": "ecs-tasks.amazonaws.com"}
    assert statement["Condition"] == {
        "StringEquals": {"aws:SourceAccount": "123456789012"},
        "ArnLike": {"aws:SourceArn": "arn:aws:ecs:eu-west-1:123456789012:*"},
    }


EVERYTHING = definition_with(
    image=f"{ECR}/web:1",
    logConfiguration=logs(**{"awslogs-create-group": "true"}),
    secrets=[{"name": "P", "valueFrom": SECRET}, {"name": "Q", "valueFrom": "/a"}],
    environmentFiles=[{"type": "s3", "value": "arn:aws:s3:::conf/web.env"}],
)


@pytest.mark.parametrize("of", [EVERYTHING, definition()], ids=["everything", "nothing"])
def test_a_linter_of_cloudformation_and_iam_finds_nothing(of: dict[str, Any]) -> None:
    found = needs_of(of, HERE, ["arn:aws:kms:eu-west-1:123456789012:key/1"] if of is EVERYTHING else [])
    assert linted(json.dumps(cloudformation(found, HERE, "web"))) == []


def linted(template: str) -> list[str]:
    """Errors and warnings; advice of the linter (I…) is about templates at large."""
    return [one.rule.id for one in lint_all(template) if one.rule.id[0] in "EW"]


def test_that_linter_would_find_a_wrong_policy() -> None:
    template = json.dumps(cloudformation(needs_of(EVERYTHING, HERE), HERE, "web"))
    assert linted(template.replace('"Allow", "Action": ["ssm', '"Alow", "Action": ["ssm'))


def test_terraform_refers_to_what_it_declares() -> None:
    found = json.loads(json.dumps(terraform(needs_of(EVERYTHING, HERE), HERE, "shop-web")))
    role = found["resource"]["aws_iam_role"]["shop_web_execution"]
    policy = found["resource"]["aws_iam_role_policy"]["shop_web_execution"]
    assert role["assume_role_policy"] == "${jsonencode(local.shop_web_execution_trust)}"
    assert policy["policy"] == "${jsonencode(local.shop_web_execution_policy)}"
    assert policy["role"] == "${aws_iam_role.shop_web_execution.id}"
    assert set(found["locals"]) == {"shop_web_execution_trust", "shop_web_execution_policy"}


def test_json_has_reasons_by_statement() -> None:
    found = json.loads(json.dumps(both(needs_of(EVERYTHING, HERE), HERE)))
    assert set(found["because"]) == {one["Sid"] for one in found["policy"]["Statement"]}
