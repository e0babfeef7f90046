"""What comes back that was not sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.world_tests.clients import ACCOUNT, REGION, Aws, post
from tests.world_tests.specs import container, web, web_with

if TYPE_CHECKING:
    from tests.world.client import World

RESPONSE_ONLY = {
    *("taskDefinitionArn", "revision", "status", "requiresAttributes", "compatibilities", "registeredAt"),
    "registeredBy",
}


def test_a_minimal_definition_comes_back_with_exactly_what_ecs_fills_in(ecs: Aws) -> None:
    shown = ecs.register(web())
    added = {name: value for name, value in shown.items() if name not in web() and name not in RESPONSE_ONLY}
    assert added == {"volumes": [], "placementConstraints": [], "enableFaultInjection": False}
    assert shown["containerDefinitions"] == [
        {
            "name": "app",
            "image": "nginx:1.27",
            "cpu": 0,
            "essential": True,
            **{name: [] for name in ("portMappings", "environment", "mountPoints", "volumesFrom", "systemControls")},
        }
    ]


def test_the_response_says_who_when_and_what_for(ecs: Aws) -> None:
    shown = ecs.register(web())
    assert shown["taskDefinitionArn"] == f"arn:aws:ecs:{REGION}:{ACCOUNT}:task-definition/web:1"
    assert (shown["revision"], shown["status"]) == (1, "ACTIVE")
    assert set(shown["compatibilities"]) == {"EC2", "FARGATE", "MANAGED_INSTANCES"}
    assert {"name": "ecs.capability.task-eni"} in shown["requiresAttributes"]
    assert shown["registeredBy"].startswith(f"arn:aws:sts::{ACCOUNT}:assumed-role/")
    assert shown["registeredAt"].timestamp() > 1_700_000_000


FILLED: list[tuple[str, dict[str, Any], Any]] = [
    (
        "host port and protocol of a port mapping",
        {"portMappings": [{"containerPort": 80}]},
        [{"containerPort": 80, "hostPort": 80, "protocol": "tcp"}],
    ),
    (
        "no host port for a port range",
        {"portMappings": [{"containerPortRange": "8000-8010"}]},
        [{"containerPortRange": "8000-8010", "protocol": "tcp"}],
    ),
    (
        "timings of a health check, but no start period",
        {"healthCheck": {"command": ["CMD", "true"]}},
        {"command": ["CMD", "true"], "interval": 30, "timeout": 5, "retries": 3},
    ),
    (
        "the other half of capabilities",
        {"linuxParameters": {"capabilities": {"drop": ["ALL"]}}},
        {"capabilities": {"add": [], "drop": ["ALL"]}},
    ),
    ("nothing for empty capabilities, which go", {"linuxParameters": {"capabilities": {}}}, {}),
    ("explicit emptiness stays", {"command": []}, []),
    ("an explicit empty map stays", {"dockerLabels": {}}, {}),
    ("false stays", {"essential": False}, False),
    (
        "strings stay as they are written",
        {"environment": [{"name": "N", "value": "007"}]},
        [{"name": "N", "value": "007"}],
    ),
]


@pytest.mark.parametrize(("sentence", "sent", "expected"), FILLED, ids=[row[0] for row in FILLED])
def test_a_container_member_comes_back_filled(ecs: Aws, sentence: str, sent: dict[str, Any], expected: object) -> None:
    (member,) = sent
    definition = web(containerDefinitions=[container(**sent), container(name="other")])
    shown = ecs.register(definition)["containerDefinitions"][0]
    assert shown[member] == expected, sentence


@pytest.mark.parametrize(
    ("cpu", "memory", "shown"),
    [
        (".5 vCPU", "1 GB", ("512", "1024")),
        ("1 vcpu", "2 gb", ("1024", "2048")),
        ("0.25 vCPU", "0.5GB", ("256", "512")),
        ("4096", "30 GB", ("4096", "30720")),
    ],
)
def test_sizes_come_back_in_units(ecs: Aws, cpu: str, memory: str, shown: tuple[str, str]) -> None:
    answer = ecs.register(web(cpu=cpu, memory=memory))
    assert (answer["cpu"], answer["memory"]) == shown


def test_role_names_come_back_as_arns_of_the_callers_account(ecs: Aws) -> None:
    shown = ecs.register(web(taskRoleArn="app", executionRoleArn="arn:aws:iam::999999999999:role/path/x"))
    assert shown["taskRoleArn"] == f"arn:aws:iam::{ACCOUNT}:role/app"
    assert shown["executionRoleArn"] == "arn:aws:iam::999999999999:role/path/x"


def test_volumes_are_filled_by_their_kind(ecs: Aws) -> None:
    volumes: list[dict[str, Any]] = [
        {"name": "scratch"},
        {"name": "shared", "efsVolumeConfiguration": {"fileSystemId": "fs-12345678"}},
        {"name": "disk", "configuredAtLaunch": True},
    ]
    mounts = [{"sourceVolume": volume["name"], "containerPath": f"/{volume['name']}"} for volume in volumes]
    shown = ecs.register(web(volumes=volumes, containerDefinitions=[container(mountPoints=mounts)]))
    assert shown["volumes"] == [
        {"name": "scratch", "host": {}},
        {"name": "shared", "efsVolumeConfiguration": {"fileSystemId": "fs-12345678", "rootDirectory": "/"}},
        {"name": "disk", "configuredAtLaunch": True},
    ]
    assert shown["containerDefinitions"][0]["mountPoints"] == mounts


def test_tags_stand_beside_the_definition_never_in_it(ecs: Aws) -> None:
    answer = ecs("RegisterTaskDefinition", **web(), tags=[{"key": "team", "value": "a"}])
    assert answer["tags"] == [{"key": "team", "value": "a"}]
    assert "tags" not in answer["taskDefinition"]


def test_a_definition_for_ec2_alone_keeps_its_bridge(ecs: Aws) -> None:
    sent = {"family": "old", "containerDefinitions": [container(memory=128, portMappings=[{"containerPort": 80}])]}
    shown = ecs.register(sent)
    assert not {"requiresCompatibilities", "networkMode", "cpu", "memory"} & set(shown)
    assert shown["containerDefinitions"][0]["portMappings"] == [{"containerPort": 80, "hostPort": 0, "protocol": "tcp"}]
    assert set(shown["compatibilities"]) == {"EXTERNAL", "EC2"}


def test_members_ecs_does_not_know_and_nulls_vanish(world: World) -> None:
    status, answer = post(
        world.url, "RegisterTaskDefinition", web_with(ulimits=None) | {"colour": "red", "volumes": None}
    )
    assert status == 200
    assert "colour" not in answer["taskDefinition"]
    assert answer["taskDefinition"]["volumes"] == []


ERAS = [
    (2022, False, False, False),
    (2024, True, False, False),
    (2025, True, True, False),
    (2026, True, True, True),
]


@pytest.mark.parametrize(("year", "controls", "faults", "managed"), ERAS)
def test_the_same_revision_is_seen_differently_in_each_era(
    world: World, ecs: Aws, *, year: int, controls: bool, faults: bool, managed: bool
) -> None:
    ecs.register(web())
    world.knobs(era=year)
    shown = ecs.describe("web")
    assert ("systemControls" in shown["containerDefinitions"][0]) is controls
    assert ("enableFaultInjection" in shown) is faults
    assert ("MANAGED_INSTANCES" in shown["compatibilities"]) is managed


def test_tomorrow_old_revisions_have_fields_nobody_knows(world: World, ecs: Aws) -> None:
    ecs.register(web())
    world.knobs(era={"year": 2026, "task": {"orbit": "low"}, "container": {"mood": []}})
    _, answer = post(world.url, "DescribeTaskDefinition", {"taskDefinition": "web"})
    assert answer["taskDefinition"]["orbit"] == "low"
    assert answer["taskDefinition"]["containerDefinitions"][0]["mood"] == []
    world.knobs(era="tomorrow")
    _, answer = post(world.url, "DescribeTaskDefinition", {"taskDefinition": "web"})
    assert answer["taskDefinition"]["launchPolicy"] == {"mode": "STANDARD"}
    assert "orbit" not in answer["taskDefinition"]
