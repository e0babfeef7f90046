"""The field table against tables written by hand: a row added by mistake would hide drift without any law noticing."""

from __future__ import annotations

import pytest

from plumbrule.core.fields import FIELDS, NO_DEFAULT, Contextual, ListKind, list_key
from tests.laws.generate import KEYED, SETS

C = "containerDefinitions[]"
DEFAULTS = {
    "networkMode": "awsvpc for Fargate, else bridge",
    "enableFaultInjection": False,
    "ephemeralStorage.sizeInGiB": 20,
    "runtimePlatform.cpuArchitecture": "X86_64",
    "runtimePlatform.operatingSystemFamily": "LINUX",
    "trustedExecutionConfiguration.isolationMode": "SHARED",
    "proxyConfiguration.type": "APPMESH",
    f"{C}.cpu": 0,
    f"{C}.essential": True,
    f"{C}.versionConsistency": "enabled",
    f"{C}.portMappings[].hostPort": "containerPort under awsvpc and host, else 0",
    f"{C}.portMappings[].protocol": "tcp",
    f"{C}.healthCheck.interval": 30,
    f"{C}.healthCheck.timeout": 5,
    f"{C}.healthCheck.retries": 3,
    f"{C}.healthCheck.startPeriod": 0,
    f"{C}.restartPolicy.restartAttemptPeriod": 300,
    f"{C}.mountPoints[].readOnly": False,
    f"{C}.volumesFrom[].readOnly": False,
    "volumes[].configuredAtLaunch": False,
    "volumes[].dockerVolumeConfiguration.scope": "task",
    "volumes[].dockerVolumeConfiguration.autoprovision": False,
    "volumes[].dockerVolumeConfiguration.driver": "local",
    "volumes[].efsVolumeConfiguration.rootDirectory": "/",
    "volumes[].efsVolumeConfiguration.transitEncryption": "DISABLED",
    "volumes[].efsVolumeConfiguration.transitEncryptionPort": 0,
    "volumes[].efsVolumeConfiguration.authorizationConfig.iam": "DISABLED",
    "volumes[].s3filesVolumeConfiguration.rootDirectory": "/",
    "volumes[].s3filesVolumeConfiguration.transitEncryptionPort": 0,
}


def test_these_are_all_the_values_that_mean_the_same_as_absence() -> None:
    rows = {path: row.default for path, row in FIELDS.items() if row.default is not NO_DEFAULT}
    named = {path: default.name if isinstance(default, Contextual) else default for path, default in rows.items()}
    assert named == DEFAULTS


def test_these_are_all_the_lists_without_order() -> None:
    assert {path for path, row in FIELDS.items() if row.kind is ListKind.SET} == SETS
    assert {path for path, row in FIELDS.items() if row.kind is ListKind.KEYED} == set(KEYED)


@pytest.mark.parametrize("path", sorted(KEYED))
def test_these_are_the_keys(path: str) -> None:
    assert set(KEYED[path]) == set(list_key(path)) - {"containerPortRange"}
