"""The Terraform module: formatted, and planned against the embedded endpoint; its plan says what the spec says."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from tests.deploy.module import Module, Refused, needs_provider, needs_terraform, terraform
from tests.deploy.own_spec import ACCOUNT, FOLDER, against
from tests.deploy.template import read
from tests.world.client import World

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    with World.start() as world:
        return Module(tmp_path_factory.mktemp("terraform"), world.url).plan()


@needs_terraform
def test_terraform_would_format_nothing_anew() -> None:
    assert terraform(FOLDER / "terraform", "fmt", "-check", "-diff", "-recursive", "-no-color") == ""


def test_its_roles_may_do_what_those_of_cloudformation_may() -> None:
    text = "".join(path.read_text() for path in sorted((FOLDER / "terraform").glob("*.tf")))
    roles = {name: one for name, one in read(FOLDER / "cloudformation.yaml")["Resources"].items() if "Role" in name}
    assert len(roles) == 3
    actions = re.compile(r'"((?:ecs|ecr|iam|logs|s3|secretsmanager|sqs|ssm|sts):[A-Z]\w+)"')
    conditions = {"ecs:CreateAction", "sts:ExternalId", "sts:RoleSessionName", "iam:PassedToService"}
    assert set(actions.findall(text)) == set(actions.findall(json.dumps(roles))) | {"sqs:SendMessage"}
    assert conditions <= set(actions.findall(text))


@needs_terraform
@needs_provider
@pytest.mark.slow
def test_its_task_definition_means_what_the_spec_says(planned: dict[str, Any]) -> None:
    task = planned["aws_ecs_task_definition.plumbrule"]
    roles = {name: planned[f"module.{name}.aws_iam_role.role"]["name"] for name in ("execution", "detector")}
    (platform,) = task["runtime_platform"]
    found = against(
        {
            "family": task["family"],
            "requiresCompatibilities": task["requires_compatibilities"],
            "networkMode": task["network_mode"],
            "cpu": task["cpu"],
            "memory": task["memory"],
            "executionRoleArn": f"arn:aws:iam::{ACCOUNT}:role/{roles['execution']}",
            "taskRoleArn": f"arn:aws:iam::{ACCOUNT}:role/{roles['detector']}",
            "runtimePlatform": {
                "operatingSystemFamily": platform["operating_system_family"],
                "cpuArchitecture": platform["cpu_architecture"],
            },
            "containerDefinitions": json.loads(task["container_definitions"]),
            "volumes": [{"name": volume["name"]} for volume in task["volume"]],
        }
    )
    assert found.equal, found.changes


@needs_terraform
@needs_provider
@pytest.mark.slow
def test_no_two_ever_run_at_once(planned: dict[str, Any]) -> None:
    service = planned["aws_ecs_service.plumbrule"]
    assert service["desired_count"] == 1
    assert service["deployment_minimum_healthy_percent"] == 0
    assert service["deployment_maximum_percent"] == 100
    assert service["availability_zone_rebalancing"] == "DISABLED"


@needs_terraform
@needs_provider
@pytest.mark.slow
def test_without_a_prefix_there_is_no_writer_and_nobody_may_become_one(planned: dict[str, Any]) -> None:
    assert {address for address in planned if ".aws_iam_role." in f".{address}"} == {
        "module.execution.aws_iam_role.role",
        "module.detector.aws_iam_role.role",
    }
    assert "sts:AssumeRole" not in planned["module.detector.aws_iam_role_policy.role"]["policy"]
    assert "aws_sqs_queue.dead" in planned
    assert json.loads(planned["aws_cloudwatch_event_rule.registrations"]["event_pattern"])["source"] == ["aws.ecs"]


@needs_terraform
@needs_provider
@pytest.mark.slow
def test_a_writer_without_an_external_id_is_refused(tmp_path: Path) -> None:
    with World.start() as world, pytest.raises(Refused, match="give writer_external_id"):
        Module(tmp_path, world.url, family_prefix="shop-").plan()
