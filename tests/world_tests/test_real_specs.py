"""Definitions that other people published, sent as they are: which register, and with which words the others do not."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.world.client import REPOSITORY
from tests.world_tests.clients import post

if TYPE_CHECKING:
    from tests.world.client import World

FOLDER = REPOSITORY.parent / "shared" / "real-specs"
NO_ROLE = "Fargate requires task definition to have execution role ARN to support log driver awslogs."

# The text ECS refuses with, or None when it registers.
EXPECTED: dict[str, str | None] = {
    "firelens-appmesh-colorteller.json": None,
    "firelens-internal-metrics.json": None,
    # "arn:aws:iam::aws_account_id:role/..." was never filled in.
    "firelens-newrelic.json": "Role is not valid",
    "firelens-split-streams-fluentbit.json": None,
    # Configuration from S3 registers, and cannot run on Fargate.
    "firelens-split-streams-fluentd.json": None,
    "gunicorn.json": NO_ROLE,
    "jetty.json": NO_ROLE,
    "kibana.json": NO_ROLE,
    "nginx.json": NO_ROLE,
    "tomcat.json": NO_ROLE,
    "wildfly.json": NO_ROLE,
}

needs_folder = pytest.mark.skipif(not FOLDER.is_dir(), reason=f"the published definitions are not at {FOLDER}")


@needs_folder
def test_every_published_definition_is_expected() -> None:
    assert {path.name for path in FOLDER.glob("*.json")} == set(EXPECTED)


@needs_folder
@pytest.mark.parametrize("name", EXPECTED)
def test_a_published_definition_registers_or_is_refused_in_known_words(world: World, name: str) -> None:
    status, answer = post(world.url, "RegisterTaskDefinition", (FOLDER / name).read_bytes())
    expected = EXPECTED[name]
    if expected is None:
        assert (status, answer["taskDefinition"]["revision"]) == (200, 1)
    else:
        assert (status, answer) == (400, {"__type": "ClientException", "message": expected})


@needs_folder
@pytest.mark.parametrize("name", [name for name, text in EXPECTED.items() if text])
def test_the_refused_ones_register_once_their_roles_are_mended(world: World, name: str) -> None:
    definition = json.loads((FOLDER / name).read_bytes()) | {"executionRoleArn": "execution", "taskRoleArn": "task"}
    status, _ = post(world.url, "RegisterTaskDefinition", definition)
    assert status == 200
