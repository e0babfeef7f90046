"""Every pair of the conformance matrix that was drawn up over the other systems, judged by `compare`."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from plumbrule.api import compare

if TYPE_CHECKING:
    from tests.laws.generate import Json

GIT: Json = {
    "family": "web",
    "requiresCompatibilities": ["FARGATE"],
    "networkMode": "awsvpc",
    "cpu": "1024",
    "memory": "2048",
    "containerDefinitions": [{"name": "app", "image": "app:1"}, {"name": "log", "image": "log:1"}],
}
ARN = "arn:aws:ecs:eu-central-1:123456789012:task-definition/web:3"


@dataclass(frozen=True)
class Row:
    """What Git says of the first container and the task, and what ECS returns of them."""

    sentence: str
    git: Json = None
    live: Json = None
    git_task: Json = None
    live_task: Json = None
    paths: tuple[str, ...] = ()

    @property
    def desired(self) -> Json:
        return _with(self.git, self.git_task)

    @property
    def observed(self) -> Json:
        return {**_with(self.live, self.live_task), "taskDefinitionArn": ARN}

    def __str__(self) -> str:
        return self.sentence


def _with(container: Json, task: Json) -> Json:
    made = deepcopy(GIT)
    made["containerDefinitions"][0].update(container or {})
    return {**made, **(task or {})}


def lists(*names: str) -> Json:
    return {name: [] for name in names}


def pair(key: str, value: str) -> Json:
    return [{key: "A", value: "1"}, {key: "B", value: "2"}]


EFS = {"fileSystemId": "fs-1"}

CORRECT = (
    Row("a container's cpu is omitted and comes back as 0", live={"cpu": 0}),
    Row(
        "omitted lists come back empty",
        live=lists("portMappings", "environment", "mountPoints", "volumesFrom", "systemControls"),
        live_task=lists("volumes", "placementConstraints"),
    ),
    Row(
        "lists sent empty come back empty",
        git=lists("links", "command"),
        live=lists("entryPoint", "secrets", "ulimits"),
    ),
    Row("an empty object says nothing", git={"dockerLabels": {}}, live={"linuxParameters": {"capabilities": {}}}),
    Row("essential is omitted and comes back as true", live={"essential": True}),
    Row(
        "a port's protocol is omitted and comes back as tcp",
        git={"portMappings": [{"containerPort": 80, "hostPort": 80}]},
        live={"portMappings": [{"containerPort": 80, "hostPort": 80, "protocol": "tcp"}]},
    ),
    Row(
        "a host port is omitted and comes back as the container port",
        git={"portMappings": [{"containerPort": 80}]},
        live={"portMappings": [{"containerPort": 80, "hostPort": 80, "protocol": "tcp"}]},
    ),
    Row(
        "a host port is 0 and comes back as the container port",
        git={"portMappings": [{"containerPort": 80, "hostPort": 0}]},
        live={"portMappings": [{"containerPort": 80, "hostPort": 80, "protocol": "tcp"}]},
    ),
    Row(
        "a health check's times are omitted and come back written out",
        git={"healthCheck": {"command": ["CMD", "true"]}},
        live={"healthCheck": {"command": ["CMD", "true"], "interval": 30, "timeout": 5, "retries": 3}},
    ),
    Row(
        "a health check's start period of 0 is the same as none",
        git={"healthCheck": {"command": ["CMD", "true"], "startPeriod": 0}},
        live={"healthCheck": {"command": ["CMD", "true"], "interval": 30, "timeout": 5, "retries": 3}},
    ),
    Row(
        "environment comes back in another order",
        git={"environment": pair("name", "value")},
        live={"environment": pair("name", "value")[::-1]},
    ),
    Row(
        "secrets come back in another order",
        git={"secrets": pair("name", "valueFrom")},
        live={"secrets": pair("name", "valueFrom")[::-1]},
    ),
    Row("containers come back in another order", live_task={"containerDefinitions": GIT["containerDefinitions"][::-1]}),
    Row(
        "ports come back in another order",
        git={"portMappings": [{"containerPort": 80}, {"containerPort": 80, "protocol": "udp"}, {"containerPort": 81}]},
        live={"portMappings": [{"containerPort": 81}, {"containerPort": 80, "protocol": "udp"}, {"containerPort": 80}]},
    ),
    Row(
        "mount points come back in another order, with readOnly false written out",
        git={"mountPoints": pair("containerPath", "sourceVolume")},
        live={"mountPoints": [{**mount, "readOnly": False} for mount in pair("containerPath", "sourceVolume")[::-1]]},
    ),
    Row(
        "volumesFrom comes back in another order",
        git={"volumesFrom": [{"sourceContainer": "log"}, {"sourceContainer": "db"}]},
        live={"volumesFrom": [{"sourceContainer": "db", "readOnly": False}, {"sourceContainer": "log"}]},
    ),
    *(
        Row(f"{name} comes back in another order", git={name: pair(*members)}, live={name: pair(*members)[::-1]})
        for name, members in (
            ("dependsOn", ("containerName", "condition")),
            ("ulimits", ("name", "softLimit")),
            ("systemControls", ("namespace", "value")),
            ("extraHosts", ("hostname", "ipAddress")),
        )
    ),
    Row(
        "volumes come back in another order, one with an empty host",
        git_task={"volumes": [{"name": "a"}, {"name": "b", "configuredAtLaunch": True}]},
        live_task={"volumes": [{"name": "b", "configuredAtLaunch": True}, {"name": "a", "host": {}}]},
    ),
    Row(
        "compatibilities that are required come back in another order",
        git_task={"requiresCompatibilities": ["FARGATE", "EC2"]},
        live_task={"requiresCompatibilities": ["EC2", "FARGATE"]},
    ),
    Row("a task's cpu in vCPU comes back in units", git_task={"cpu": "1 vCPU"}),
    Row("half a vCPU comes back in units", git_task={"cpu": ".5 vcpu"}, live_task={"cpu": "512"}),
    Row("a task's memory in GB comes back in MiB", git_task={"memory": "2 GB"}),
    Row("a task's memory in gb comes back in MiB", git_task={"memory": "2gb"}),
    Row("a task's cpu and memory as numbers come back as text", git_task={"cpu": 1024, "memory": 2048}),
    Row(
        "an EFS root directory is omitted and comes back as /",
        git_task={"volumes": [{"name": "a", "efsVolumeConfiguration": EFS}]},
        live_task={"volumes": [{"name": "a", "efsVolumeConfiguration": {**EFS, "rootDirectory": "/"}}]},
    ),
    Row(
        "EFS without encryption and IAM comes back with both DISABLED",
        git_task={"volumes": [{"name": "a", "efsVolumeConfiguration": EFS}]},
        live_task={
            "volumes": [
                {
                    "name": "a",
                    "efsVolumeConfiguration": {
                        **EFS,
                        "transitEncryption": "DISABLED",
                        "transitEncryptionPort": 0,
                        "authorizationConfig": {"iam": "DISABLED"},
                    },
                }
            ]
        },
    ),
    Row(
        "dropped capabilities come back with an empty list of added ones",
        git={"linuxParameters": {"capabilities": {"drop": ["ALL"]}}},
        live={"linuxParameters": {"capabilities": {"add": [], "drop": ["ALL"]}, "devices": [], "tmpfs": []}},
    ),
    Row(
        "a role's name comes back as its ARN",
        git_task={"taskRoleArn": "app", "executionRoleArn": "service-role/run"},
        live_task={
            "taskRoleArn": "arn:aws:iam::123456789012:role/app",
            "executionRoleArn": "arn:aws:iam::123456789012:role/service-role/run",
        },
    ),
    Row("enableFaultInjection comes back as false", live_task={"enableFaultInjection": False}),
    Row("enableFaultInjection is set on both sides", *({"cpu": 1},) * 2, *({"enableFaultInjection": True},) * 2),
    Row(
        "the platform that everything runs on anyway is written out on one side",
        git_task={"runtimePlatform": {"cpuArchitecture": "X86_64", "operatingSystemFamily": "LINUX"}},
    ),
    Row("20 GiB of storage is what every task has", git_task={"ephemeralStorage": {"sizeInGiB": 20}}),
    Row("versions are consistent anyway", live={"versionConsistency": "enabled"}),
    Row(
        "a restart period of 300 seconds is the usual one",
        git={"restartPolicy": {"enabled": True}},
        live={"restartPolicy": {"enabled": True, "ignoredExitCodes": [], "restartAttemptPeriod": 300}},
    ),
    Row(
        "a proxy's type can only be APPMESH",
        git_task={"proxyConfiguration": {"containerName": "log", "properties": pair("name", "value")}},
        live_task={
            "proxyConfiguration": {
                "type": "APPMESH",
                "containerName": "log",
                "properties": pair("name", "value")[::-1],
            }
        },
    ),
    Row("what only ECS writes is no part of it", live_task={"status": "ACTIVE", "compatibilities": ["EC2", "FARGATE"]}),
    Row("nulls are nothing", git={"user": None}, git_task={"volumes": None}),
)

APP = "containerDefinitions[app]"

DRIFT = (
    Row("a text was removed from Git", live={"user": "1000"}, paths=(f"{APP}.user",)),
    Row(
        "a label was added by hand",
        git={"dockerLabels": {"a": "1"}},
        live={"dockerLabels": {"a": "1", "com.example/b": "2"}},
        paths=(f'{APP}.dockerLabels["com.example/b"]',),
    ),
    Row(
        "a log option was added by hand",
        git={"logConfiguration": {"logDriver": "awslogs", "options": {"awslogs-group": "g"}}},
        live={"logConfiguration": {"logDriver": "awslogs", "options": {"awslogs-group": "g", "mode": "blocking"}}},
        paths=(f"{APP}.logConfiguration.options.mode",),
    ),
    Row(
        "enableFaultInjection is set in Git only",
        git_task={"enableFaultInjection": True},
        live_task={"enableFaultInjection": False},
        paths=("enableFaultInjection",),
    ),
    Row(
        "essential is false live and silent in Git",
        live={"essential": False},
        paths=(f"{APP}.essential",),
    ),
    Row(
        "an order that is meaning changed",
        git={
            "command": ["a", "b"],
            "environmentFiles": pair("value", "type"),
            "dnsServers": ["1", "2"],
            "links": ["a", "b"],
        },
        live={
            "command": ["b", "a"],
            "environmentFiles": pair("value", "type")[::-1],
            "dnsServers": ["2", "1"],
            "links": ["b", "a"],
        },
        paths=(f"{APP}.command", f"{APP}.dnsServers", f"{APP}.environmentFiles", f"{APP}.links"),
    ),
    Row(
        "an environment variable changed, another one came, a third one went",
        git={"environment": [*pair("name", "value"), {"name": "LOG_LEVEL", "value": "info"}]},
        live={
            "environment": [
                *pair("name", "value")[:1],
                {"name": "C", "value": "3"},
                {"name": "LOG_LEVEL", "value": "debug"},
            ]
        },
        paths=(f"{APP}.environment[B]", f"{APP}.environment[C]", f"{APP}.environment[LOG_LEVEL].value"),
    ),
    Row(
        "texts that look like numbers are texts",
        git={"environment": [{"name": "A", "value": "1"}, {"name": "B", "value": "007"}]},
        live={"environment": [{"name": "A", "value": "1.0"}, {"name": "B", "value": "7"}]},
        paths=(f"{APP}.environment[A].value", f"{APP}.environment[B].value"),
    ),
    Row(
        "an empty text is a value",
        git={"environment": [{"name": "A", "value": ""}], "hostname": ""},
        live={"environment": [{"name": "A", "value": "x"}]},
        paths=(f"{APP}.environment[A].value", f"{APP}.hostname"),
    ),
    Row(
        "the console named a port",
        git={"portMappings": [{"containerPort": 80}]},
        live={
            "portMappings": [
                {"containerPort": 80, "hostPort": 80, "protocol": "tcp", "name": "app-80-tcp", "appProtocol": "http"}
            ]
        },
        paths=(f"{APP}.portMappings[80/tcp].appProtocol", f"{APP}.portMappings[80/tcp].name"),
    ),
    Row(
        "a port was opened by hand",
        live={"portMappings": [{"containerPort": 22, "hostPort": 22, "protocol": "tcp"}]},
        paths=(f"{APP}.portMappings",),
    ),
    Row("an image was moved by hand", live={"image": "app:1@sha256:0"}, paths=(f"{APP}.image",)),
    Row("the size was changed", live_task={"cpu": "512", "memory": "1024"}, paths=("cpu", "memory")),
    Row(
        "the role is one of another account",
        git_task={"taskRoleArn": "app"},
        live_task={"taskRoleArn": "arn:aws:iam::999999999999:role/app"},
        paths=("taskRoleArn",),
    ),
    Row(
        "a container was added by hand",
        live_task={"containerDefinitions": [*GIT["containerDefinitions"], {"name": "debug", "image": "sh"}]},
        paths=("containerDefinitions[debug]",),
    ),
)


@pytest.mark.parametrize("row", CORRECT, ids=str)
def test_no_drift_is_told_when(row: Row) -> None:
    assert compare(row.desired, row.observed).changes == ()


@pytest.mark.parametrize("row", DRIFT, ids=str)
def test_drift_is_told_when(row: Row) -> None:
    found = compare(row.desired, row.observed)
    assert not found.equal
    assert tuple(change.path for change in found.changes) == row.paths


@pytest.mark.parametrize("row", DRIFT, ids=str)
def test_drift_is_told_in_the_other_direction_too_when(row: Row) -> None:
    turned = compare(row.observed, {**row.desired, "taskDefinitionArn": ARN})
    assert tuple(change.path for change in turned.changes) == row.paths
