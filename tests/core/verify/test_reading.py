"""What a definition needs, and what of it can be asked about."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbrule.core.grants.statement import Where
from plumbrule.core.verify.reading import wants_of
from plumbrule.model.dependency import Dependency, Thing, Unasked, Use, Want
from plumbrule.model.tree import Opaque, Tree
from tests.builders.definitions import definition_with

ACCOUNT, REGION, DIGEST = "123456789012", "eu-west-1", f"sha256:{'a' * 64}"
HERE = Where("aws", REGION, ACCOUNT)
ECR = f"{ACCOUNT}.dkr.ecr.{REGION}.amazonaws.com"
MEMBERS = (
    "containerDefinitions",
    "executionRoleArn",
    "taskRoleArn",
    "image",
    "name",
    "secrets",
    "valueFrom",
    "environmentFiles",
    "value",
    "logConfiguration",
    "logDriver",
    "awslogs",
    "options",
    "awslogs-group",
    "repositoryCredentials",
    "credentialsParameter",
    "firelensConfiguration",
    "config-file-type",
    "config-file-value",
    "secretOptions",
)
SECRET = f"arn:aws:secretsmanager:{REGION}:{ACCOUNT}:secret:db-AbCdEf"


def wants(**container: Any) -> list[Want]:  # noqa: ANN401 - any member
    """What one container needs; its image only where a test names one."""
    made = definition_with(**{"image": None, **container})
    del made["executionRoleArn"]
    return list(wants_of(made, HERE))


def logs(**options: str) -> dict[str, Any]:
    return {"logConfiguration": {"logDriver": "awslogs", "options": {"awslogs-group": "/ecs/web", **options}}}


def secret(value: Tree) -> dict[str, Any]:
    return {"secrets": [{"name": "DB", "valueFrom": value}]}


def image(name: str, account: str = ACCOUNT, region: str = REGION) -> Dependency:
    return Dependency(Thing.IMAGE, name, account, region)


ASKED: dict[str, tuple[dict[str, Any], Dependency]] = {
    "a tag of private ECR": ({"image": f"{ECR}/shop/web:v1"}, image("shop/web:v1")),
    "no tag is latest": ({"image": f"{ECR}/web"}, image("web:latest")),
    "a digest": ({"image": f"{ECR}/web@{DIGEST}"}, image(f"web@{DIGEST}")),
    "of tag and digest the digest counts": ({"image": f"{ECR}/web:v1@{DIGEST}"}, image(f"web@{DIGEST}")),
    "another account and Region are asked there": (
        {"image": "999999999999.dkr.ecr.us-east-1.amazonaws.com/web:v1"},
        image("web:v1", "999999999999", "us-east-1"),
    ),
    "a dual-stack host": ({"image": f"{ACCOUNT}.dkr-ecr.{REGION}.on.aws/web:v1"}, image("web:v1")),
    "a secret": (secret(SECRET), Dependency(Thing.SECRET, SECRET, ACCOUNT, REGION)),
    "a secret with a key is the same secret": (
        secret(f"{SECRET}:password::"),
        Dependency(Thing.SECRET, SECRET, ACCOUNT, REGION),
    ),
    "a parameter by name": (secret("/shop/db"), Dependency(Thing.PARAMETER, "/shop/db", ACCOUNT, REGION)),
    "a parameter by ARN, in another Region": (
        secret(f"arn:aws:ssm:us-east-1:{ACCOUNT}:parameter/shop/db"),
        Dependency(Thing.PARAMETER, f"arn:aws:ssm:us-east-1:{ACCOUNT}:parameter/shop/db", ACCOUNT, "us-east-1"),
    ),
    "a secret of a log option": (
        {"logConfiguration": {"logDriver": "splunk", "secretOptions": [{"name": "token", "valueFrom": SECRET}]}},
        Dependency(Thing.SECRET, SECRET, ACCOUNT, REGION),
    ),
    "a registry's credentials by name": (
        {"repositoryCredentials": {"credentialsParameter": "docker-hub"}},
        Dependency(Thing.SECRET, "docker-hub", ACCOUNT, REGION),
    ),
    "a log group": (logs(), Dependency(Thing.LOG_GROUP, "/ecs/web", ACCOUNT, REGION)),
    "a log group elsewhere": (
        logs(**{"awslogs-region": "us-east-1"}),
        Dependency(Thing.LOG_GROUP, "/ecs/web", ACCOUNT, "us-east-1"),
    ),
    "an environment file": (
        {"environmentFiles": [{"type": "s3", "value": "arn:aws:s3:::shop/env/web.env"}]},
        Dependency(Thing.FILE, "arn:aws:s3:::shop/env/web.env"),
    ),
    "a FireLens configuration": (
        {
            "firelensConfiguration": {
                "type": "fluentbit",
                "options": {"config-file-type": "s3", "config-file-value": "arn:aws:s3:::shop/bit.conf"},
            }
        },
        Dependency(Thing.FILE, "arn:aws:s3:::shop/bit.conf"),
    ),
}

NOT_ASKED: dict[str, tuple[dict[str, Any], str]] = {
    "another registry": ({"image": "public.ecr.aws/nginx/nginx:1"}, "only private ECR is asked"),
    "another partition": (
        {"image": f"{ACCOUNT}.dkr.ecr.cn-north-1.amazonaws.com.cn/web:v1"},
        "another partition",
    ),
    "no image's name": ({"image": f"{ECR}/Web:v1"}, "names nothing that could be asked about"),
    "a parameter of another account": (
        secret(f"arn:aws:ssm:{REGION}:999999999999:parameter/x"),
        "of account 999999999999",
    ),
    "a parameter that stands for a secret": (secret("/aws/reference/secretsmanager/db"), "stands for a secret"),
    "no reference at all": (secret("what is this"), "names nothing that could be asked about"),
    "a log group that the task makes": (logs(**{"awslogs-create-group": "true"}), "the task makes it"),
    "a file that is none": ({"environmentFiles": [{"type": "s3", "value": "s3://shop/web.env"}]}, "names nothing"),
    "a variable that is not known": (secret(Opaque("${var.DB}")), "a variable that is not known"),
}


@pytest.mark.parametrize("case", ASKED)
def test_what_is_asked_about(case: str) -> None:
    container, expected = ASKED[case]
    (found,) = wants(**container)
    assert isinstance(found, Use)
    assert found.dependency == expected


@pytest.mark.parametrize("case", NOT_ASKED)
def test_what_nobody_is_asked_about_says_why(case: str) -> None:
    container, expected = NOT_ASKED[case]
    (found,) = wants(**container)
    assert isinstance(found, Unasked)
    assert expected in found.why


@pytest.mark.parametrize(
    ("suffix", "version", "has_key"),
    [
        ("", "", False),
        (":password::", "", True),
        (":password:AWSPREVIOUS:", "AWSPREVIOUS", True),
        ("::AWSPREVIOUS:", "AWSPREVIOUS", False),
        (":::11111111-aaaa", "11111111-aaaa", False),
        (":password", "", True),
    ],
)
def test_a_version_and_a_key_of_a_secret_are_read(suffix: str, version: str, *, has_key: bool) -> None:
    (found,) = wants(**secret(f"{SECRET}{suffix}"))
    assert isinstance(found, Use)
    assert (found.version, found.has_key, found.by) == (version, has_key, "the variable DB of app")


@pytest.mark.parametrize(
    ("arn", "asked"),
    [
        (f"arn:aws:iam::{ACCOUNT}:role/web", True),
        (f"arn:aws:iam::{ACCOUNT}:role/teams/shop/web", True),
        ("web", True),
        ("arn:aws:iam::999999999999:role/web", False),
        ("arn:aws:iam::123456789012:user/web", False),
    ],
)
def test_roles_of_the_own_account_are_asked_about(arn: str, *, asked: bool) -> None:
    found = wants_of({"taskRoleArn": arn, "executionRoleArn": arn}, HERE)
    assert [isinstance(one, Use) for one in found] == [asked, asked]
    assert [one.by for one in found] == ["the execution role", "the task role"]


def test_an_empty_definition_needs_nothing() -> None:
    assert wants_of({}, HERE) == ()


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(MEMBERS), inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(MEMBERS), ANYTHING, max_size=4))
def test_whatever_a_definition_holds_it_is_read_and_every_want_has_somebody_who_needs_it(tree: dict[str, Tree]) -> None:
    for want in wants_of({"containerDefinitions": [tree], **tree}, HERE):
        assert want.by
        assert isinstance(want, Use) is (not isinstance(want, Unasked))
