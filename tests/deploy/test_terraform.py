"""The Terraform module: formatted, and planned against the embedded endpoint, where its plan says what the spec says.

Terraform and its AWS provider are no Python packages, so whoever has none does without these tests.
TERRAFORM_PLUGINS names a folder with the provider, as `terraform providers mirror` makes one.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any, Final

import pytest

from tests.demo.running import CREDENTIALS
from tests.deploy.own_spec import ACCOUNT, FOLDER, REGION, against, variables
from tests.deploy.template import read
from tests.world.client import World

TERRAFORM: Final = shutil.which("terraform")
PLUGINS: Final = Path(os.environ.get("TERRAFORM_PLUGINS", "/opt/tf-plugins"))
PROVIDER: Final = """provider "aws" {{
  region                  = "{region}"
  skip_metadata_api_check = true
  endpoints {{
    sts = "{url}"
  }}
}}
"""

needs_terraform = pytest.mark.skipif(TERRAFORM is None, reason="there is no terraform on the PATH")
needs_provider = pytest.mark.skipif(
    not PLUGINS.is_dir(), reason=f"there is no AWS provider in {PLUGINS}; name its folder with TERRAFORM_PLUGINS"
)


def terraform(folder: Path, *words: str) -> str:
    environment = {**os.environ, **CREDENTIALS, "TF_IN_AUTOMATION": "1", "CHECKPOINT_DISABLE": "1"}
    # A file of settings that is not there would be a warning in each output.
    environment.pop("TF_CLI_CONFIG_FILE", None)
    done = subprocess.run(
        [TERRAFORM or "terraform", f"-chdir={folder}", *words],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
        timeout=280,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Resources of a plan by address, as values; what is known only afterwards is left out."""
    root = tmp_path_factory.mktemp("terraform")
    folder = root / "terraform"
    shutil.copytree(FOLDER / "terraform", folder, ignore=shutil.ignore_patterns(".terraform*", "*.tfstate*"))
    shutil.copytree(FOLDER / "specs", root / "specs")
    given = {**variables(), "cluster": "shared", "subnets": ["subnet-1"], "security_groups": ["sg-1"]}
    (folder / "terraform.tfvars.json").write_text(json.dumps(given))
    with World.start() as world:
        (folder / "provider.tf").write_text(PROVIDER.format(region=REGION, url=world.url))
        terraform(folder, "init", f"-plugin-dir={PLUGINS}", "-no-color")
        terraform(folder, "plan", "-out=plan", "-input=false", "-no-color")
    shown = json.loads(terraform(folder, "show", "-json", "plan"))
    return {one["address"]: one.get("values", {}) for one in shown["planned_values"]["root_module"]["resources"]}


@needs_terraform
def test_terraform_would_format_nothing_anew() -> None:
    assert terraform(FOLDER / "terraform", "fmt", "-check", "-diff", "-no-color") == ""


def test_its_roles_may_do_what_those_of_cloudformation_may() -> None:
    text = "".join((FOLDER / "terraform" / name).read_text() for name in ("roles.tf", "writer.tf", "events.tf"))
    roles = {name: one for name, one in read(FOLDER / "cloudformation.yaml")["Resources"].items() if "Role" in name}
    assert len(roles) == 3
    actions = re.compile(r'"((?:ecs|ecr|iam|logs|s3|secretsmanager|sqs|ssm|sts):[A-Z]\w+)"')
    assert set(actions.findall(text)) == set(actions.findall(json.dumps(roles))) | {"sqs:SendMessage"}


@needs_terraform
@needs_provider
@pytest.mark.slow
def test_its_task_definition_means_what_the_spec_says(planned: dict[str, Any]) -> None:
    task = planned["aws_ecs_task_definition.plumbrule"]
    roles = {name: planned[f"aws_iam_role.{name}"]["name"] for name in ("execution", "detector")}
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
def test_without_a_prefix_there_is_no_writer(planned: dict[str, Any]) -> None:
    assert {address for address in planned if address.startswith("aws_iam_role.")} == {
        "aws_iam_role.execution",
        "aws_iam_role.detector",
    }
    assert "aws_sqs_queue.dead" in planned
    assert json.loads(planned["aws_cloudwatch_event_rule.registrations"]["event_pattern"])["source"] == ["aws.ecs"]
