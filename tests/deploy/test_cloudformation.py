"""The CloudFormation template: linted, equal to the spec, and brought up as a stack by moto."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

import boto3
import pytest
from cfnlint.api import ManualArgs, lint
from click.testing import CliRunner

from plumbrule.cli import main
from tests.aws.moto import running_moto
from tests.deploy.own_spec import ACCOUNT, FOLDER, REGION, SETTINGS, SPEC, against, variables
from tests.deploy.template import as_api, read, resolved
from tests.docs.pages import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILE: Final = FOLDER / "cloudformation.yaml"
KEYS: Final = {"aws_access_key_id": "x", "aws_secret_access_key": "x"}
NAMES: Final = {
    "Image": "image",
    "GitSyncImage": "git_sync_image",
    "Repository": "repository",
    "Branch": "branch",
    "GitUser": "git_user",
    "GitSecret": "git_secret",
}
"""Parameters of the template, and the spec's variables that they stand for."""


def known() -> dict[str, Any]:
    """What the template's task definition refers to."""
    values = {parameter: variables()[name] for parameter, name in NAMES.items()}
    roles = {f"{name}Role.Arn": f"arn:aws:iam::{ACCOUNT}:role/plumbrule-{name.lower()}" for name in ROLES}
    return {**values, **roles, "AWS::Region": REGION, "AWS::AccountId": ACCOUNT, "Logs": "/ecs/plumbrule"}


ROLES: Final = ("Execution", "Detector")


class Stack:
    """The template as a stack of moto's."""

    def __init__(self, url: str, prefix: str) -> None:
        self._url = url
        network = self.client("ec2")
        subnet = network.describe_subnets()["Subnets"][0]["SubnetId"]
        group = network.describe_security_groups()["SecurityGroups"][0]["GroupId"]
        self.client("ecs").create_cluster(clusterName="shared")
        given = {parameter: variables()[name] for parameter, name in NAMES.items()}
        given |= {"Cluster": "shared", "Subnets": subnet, "SecurityGroups": group, "FamilyPrefix": prefix}
        self.client("cloudformation").create_stack(
            StackName="plumbrule",
            TemplateBody=FILE.read_text(encoding="utf-8"),
            Parameters=[{"ParameterKey": key, "ParameterValue": value} for key, value in given.items()],
            Capabilities=["CAPABILITY_NAMED_IAM"],
        )

    def client(self, service: str) -> Any:  # noqa: ANN401 - many services
        make: Any = boto3.client
        return make(service, region_name=REGION, endpoint_url=self._url, **KEYS)


def policy(role: str, place: int = 0) -> dict[str, Any]:
    """A policy of a role of the template, as IAM would have it."""
    names = {"AWS::Partition": "aws", "Events.Arn": "queue", "FamilyPrefix": "shop-", "Writes": True}
    names |= {name: read(FILE)["Parameters"][name]["Default"] for name in ("ImageRepository", "GitSyncRepository")}
    policies = resolved(read(FILE)["Resources"][role]["Properties"]["Policies"], {**known(), **names})
    found: dict[str, Any] = policies[place]["PolicyDocument"]
    return found


@pytest.fixture(scope="module")
def stack() -> Iterator[Stack]:
    with running_moto() as url:
        yield Stack(url, "shop-")


def test_cfn_lint_finds_nothing() -> None:
    settings: Any = ManualArgs(regions=[REGION])
    assert [str(one) for one in lint(FILE.read_text(encoding="utf-8"), config=settings)] == []


def test_its_task_definition_means_what_the_spec_says() -> None:
    properties = read(FILE)["Resources"]["TaskDefinition"]["Properties"]
    found = against(as_api(resolved(properties, known())))
    assert found.equal, found.changes


def test_a_difference_would_be_seen() -> None:
    properties = read(FILE)["Resources"]["TaskDefinition"]["Properties"]
    properties["ContainerDefinitions"][0]["StopTimeout"] = 31
    (change,) = against(as_api(resolved(properties, known()))).changes
    assert change.path == "containerDefinitions[plumbrule].stopTimeout"


def test_no_two_ever_run_at_once() -> None:
    service = read(FILE)["Resources"]["Service"]["Properties"]
    assert service["DesiredCount"] == 1
    assert service["DeploymentConfiguration"] == {"MinimumHealthyPercent": 0, "MaximumPercent": 100}
    assert service["AvailabilityZoneRebalancing"] == "DISABLED"


def test_without_a_prefix_nobody_can_register() -> None:
    roles = {key: one for key, one in read(FILE)["Resources"].items() if one["Type"] == "AWS::IAM::Role"}
    assert roles.pop("WriterRole")["Condition"] == "Writes"
    place = {"AWS::Partition": "aws", "ImageRepository": "i", "GitSyncRepository": "g", "Events.Arn": "q"}
    said = json.dumps(resolved(roles, {**known(), **place, "Writes": False}))
    assert "Register" not in said.replace("HearOfRegistrations", "")
    assert "PassRole" not in said
    assert "plumbrule-writer" not in said


def test_the_execution_role_is_just_what_plumbrule_iam_says(tmp_path: Path) -> None:
    file = tmp_path / "policy.json"
    file.write_text(json.dumps(policy("ExecutionRole")))
    asked = ["iam", str(SPEC), "--config", str(SETTINGS), "--target", "production", "--check", str(file)]
    done = CliRunner().invoke(main, asked, catch_exceptions=False)
    assert done.exit_code == 0, done.output


def test_the_detector_may_look_at_what_the_code_looks_at_and_nothing_else() -> None:
    sources = (ROOT / "daemon" / "plumbrule" / "edge" / "aws").rglob("*.py")
    named = {name for source in sources for name in re.findall(r'"(\w+:[A-Z]\w+)"', source.read_text(encoding="utf-8"))}
    # Which buckets specs name is not known here.
    looks = {name for name in named if re.match(r"(?!s3:)\w+:(List|Describe|GetRole$)", name)}
    assert {"ecs:DescribeTaskDefinition", "ecs:ListClusters", "iam:GetRole"} <= looks
    ours = re.compile(r"sqs:|sts:AssumeRole$")
    allowed = {action for one in policy("DetectorRole")["Statement"] for action in one["Action"]}
    assert {action for action in allowed if not ours.match(action)} == looks


def test_the_writer_is_become_by_the_detector_alone_and_bound_to_the_prefix(stack: Stack) -> None:
    role = stack.client("iam").get_role(RoleName="plumbrule-writer")["Role"]
    (trust,) = role["AssumeRolePolicyDocument"]["Statement"]
    assert trust["Principal"] == {"AWS": f"arn:aws:iam::{ACCOUNT}:role/plumbrule-detector"}
    by_name = {one["Sid"]: one for one in policy("WriterRole")["Statement"]}
    assert by_name["Register"]["Resource"] == [f"arn:aws:ecs:{REGION}:{ACCOUNT}:task-definition/shop-*:*"]
    assert by_name["PassRolesOfTheseFamilies"]["Resource"] == [f"arn:aws:iam::{ACCOUNT}:role/shop-*"]


@pytest.mark.parametrize("name", ["RegisterTaskDefinition", "UntagResource"])
def test_a_registration_comes_into_the_queue_and_another_call_does_not(stack: Stack, name: str) -> None:
    bus, queue = stack.client("events"), stack.client("sqs")
    where = queue.get_queue_url(QueueName="plumbrule-events")["QueueUrl"]
    for one in ("RunTask", name):
        detail = {"eventSource": "ecs.amazonaws.com", "eventName": one}
        kind = "AWS API Call via CloudTrail"
        bus.put_events(Entries=[{"Source": "aws.ecs", "DetailType": kind, "Detail": json.dumps(detail)}])
    messages = queue.receive_message(QueueUrl=where, MaxNumberOfMessages=10, WaitTimeSeconds=0)["Messages"]
    assert [json.loads(one["Body"])["detail"]["eventName"] for one in messages] == [name]
    for one in messages:
        queue.delete_message(QueueUrl=where, ReceiptHandle=one["ReceiptHandle"])


def test_what_cannot_be_taken_in_goes_to_the_dead_letters(stack: Stack) -> None:
    queue = stack.client("sqs")
    where = queue.get_queue_url(QueueName="plumbrule-events")["QueueUrl"]
    said = queue.get_queue_attributes(QueueUrl=where, AttributeNames=["All"])["Attributes"]
    redrive = json.loads(said["RedrivePolicy"])
    assert redrive["deadLetterTargetArn"] == f"arn:aws:sqs:{REGION}:{ACCOUNT}:plumbrule-events-dead"


def test_nobody_but_the_rule_may_send_into_the_queue() -> None:
    policy = read(FILE)["Resources"]["EventsPolicy"]["Properties"]["PolicyDocument"]
    (statement,) = resolved(policy, {"Events.Arn": "queue", "Registrations.Arn": "rule"})["Statement"]
    assert statement["Condition"] == {"ArnEquals": {"aws:SourceArn": "rule"}}
    assert statement["Principal"] == {"Service": "events.amazonaws.com"}
