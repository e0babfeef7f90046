"""The CloudFormation template: linted, equal to the spec, and brought up as a stack by moto."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

import pytest
from cfnlint.api import ManualArgs, lint
from click.testing import CliRunner

from plumbrule.cli import main
from tests.aws.moto import running_moto
from tests.deploy.own_spec import ACCOUNT, REGION, SETTINGS, SPEC, against, variables
from tests.deploy.stack import FILE, NAMES, Stack
from tests.deploy.template import as_api, read, resolved
from tests.docs.pages import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ROLES: Final = ("Execution", "Detector")


def known() -> dict[str, Any]:
    """What the template's task definition refers to."""
    values = {parameter: variables()[name] for parameter, name in NAMES.items()}
    roles = {f"{name}Role.Arn": f"arn:aws:iam::{ACCOUNT}:role/plumbrule-{name.lower()}" for name in ROLES}
    return {**values, **roles, "AWS::Region": REGION, "AWS::AccountId": ACCOUNT, "Logs": "/ecs/plumbrule"}


def policy(role: str, place: int = 0) -> dict[str, Any]:
    """A policy of a role of the template, as IAM would have it."""
    names = {"AWS::Partition": "aws", "Events.Arn": "queue", "FamilyPrefix": "shop-", "Writes": True}
    defaults = ("ImageRepository", "GitSyncRepository")
    names |= {name: read(FILE)["Parameters"][name]["Default"] for name in defaults}
    policies = resolved(read(FILE)["Resources"][role]["Properties"]["Policies"], {**known(), **names})
    found: dict[str, Any] = policies[place]["PolicyDocument"]
    return found


@pytest.fixture(scope="module")
def stack() -> Iterator[Stack]:
    with running_moto() as url:
        yield Stack(url, FamilyPrefix="shop-", WriterExternalId="an-external-id")


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
    assert "Register" not in said
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


@pytest.mark.parametrize(
    ("prefix", "external_id", "refused"),
    [("", "", False), ("shop-", "", True), ("shop-", "an-external-id", False)],
    ids=["no writer", "a writer that asks for nothing", "a writer that asks for an external id"],
)
def test_a_writer_without_an_external_id_is_refused(prefix: str, external_id: str, *, refused: bool) -> None:
    (rule,) = read(FILE)["Rules"].values()
    given = {"FamilyPrefix": prefix, "WriterExternalId": external_id}
    (asserted,) = rule["Assertions"]
    applies, holds = (resolved(one, given) for one in (rule["RuleCondition"], asserted["Assert"]))
    assert (applies and not holds) is refused


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
