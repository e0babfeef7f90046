"""The shape of RegisterTaskDefinition's input, written by hand from the ECS API reference (seen 2026-11).

A leaf is "text", "whole" or "flag"; a tuple is a string with its enumeration; a list holds its one element's shape;
`TEXTS` is a map of strings; a dictionary is a structure. REQUIRED names the members a structure cannot do without.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

Shape: TypeAlias = "str | tuple[str, ...] | list[Shape] | dict[str, Shape]"

TEXT, WHOLE, FLAG, TEXTS = "text", "whole", "flag", "texts"

_SECRET: Shape = {"name": TEXT, "valueFrom": TEXT}
_ON: Shape = ("ENABLED", "DISABLED")

CONTAINER: dict[str, Shape] = {
    "name": TEXT,
    "image": TEXT,
    "repositoryCredentials": {"credentialsParameter": TEXT},
    "cpu": WHOLE,
    "memory": WHOLE,
    "memoryReservation": WHOLE,
    "links": [TEXT],
    "portMappings": [
        {
            "containerPort": WHOLE,
            "hostPort": WHOLE,
            "protocol": ("tcp", "udp"),
            "name": TEXT,
            "appProtocol": ("http", "http2", "grpc"),
            "containerPortRange": TEXT,
        }
    ],
    "essential": FLAG,
    "restartPolicy": {"enabled": FLAG, "ignoredExitCodes": [WHOLE], "restartAttemptPeriod": WHOLE},
    "entryPoint": [TEXT],
    "command": [TEXT],
    "environment": [{"name": TEXT, "value": TEXT}],
    "environmentFiles": [{"value": TEXT, "type": ("s3",)}],
    "mountPoints": [{"sourceVolume": TEXT, "containerPath": TEXT, "readOnly": FLAG}],
    "volumesFrom": [{"sourceContainer": TEXT, "readOnly": FLAG}],
    "linuxParameters": {
        "capabilities": {"add": [TEXT], "drop": [TEXT]},
        "devices": [{"hostPath": TEXT, "containerPath": TEXT, "permissions": [("read", "write", "mknod")]}],
        "initProcessEnabled": FLAG,
        "sharedMemorySize": WHOLE,
        "tmpfs": [{"containerPath": TEXT, "size": WHOLE, "mountOptions": [TEXT]}],
        "maxSwap": WHOLE,
        "swappiness": WHOLE,
    },
    "secrets": [_SECRET],
    "dependsOn": [{"containerName": TEXT, "condition": ("START", "COMPLETE", "SUCCESS", "HEALTHY")}],
    "startTimeout": WHOLE,
    "stopTimeout": WHOLE,
    "versionConsistency": ("enabled", "disabled"),
    "hostname": TEXT,
    "user": TEXT,
    "workingDirectory": TEXT,
    "disableNetworking": FLAG,
    "privileged": FLAG,
    "readonlyRootFilesystem": FLAG,
    "dnsServers": [TEXT],
    "dnsSearchDomains": [TEXT],
    "extraHosts": [{"hostname": TEXT, "ipAddress": TEXT}],
    "dockerSecurityOptions": [TEXT],
    "interactive": FLAG,
    "pseudoTerminal": FLAG,
    "dockerLabels": TEXTS,
    "ulimits": [
        {
            "name": (
                *("core", "cpu", "data", "fsize", "locks", "memlock", "msgqueue", "nice", "nofile", "nproc", "rss"),
                *("rtprio", "rttime", "sigpending", "stack"),
            ),
            "softLimit": WHOLE,
            "hardLimit": WHOLE,
        }
    ],
    "logConfiguration": {
        "logDriver": ("json-file", "syslog", "journald", "gelf", "fluentd", "awslogs", "splunk", "awsfirelens"),
        "options": TEXTS,
        "secretOptions": [_SECRET],
    },
    "healthCheck": {"command": [TEXT], "interval": WHOLE, "timeout": WHOLE, "retries": WHOLE, "startPeriod": WHOLE},
    "systemControls": [{"namespace": TEXT, "value": TEXT}],
    "resourceRequirements": [
        {
            "value": TEXT,
            "type": ("GPU", "InferenceAccelerator", "NeuronDevice"),
            "sharingStrategy": {"nvidiaMps": {"memory": WHOLE, "maxComputePercent": WHOLE}},
        }
    ],
    "firelensConfiguration": {"type": ("fluentd", "fluentbit"), "options": TEXTS},
    "credentialSpecs": [TEXT],
}

VOLUME: dict[str, Shape] = {
    "name": TEXT,
    "host": {"sourcePath": TEXT},
    "dockerVolumeConfiguration": {
        "scope": ("task", "shared"),
        "autoprovision": FLAG,
        "driver": TEXT,
        "driverOpts": TEXTS,
        "labels": TEXTS,
    },
    "efsVolumeConfiguration": {
        "fileSystemId": TEXT,
        "rootDirectory": TEXT,
        "transitEncryption": _ON,
        "transitEncryptionPort": WHOLE,
        "authorizationConfig": {"accessPointId": TEXT, "iam": _ON},
    },
    "s3filesVolumeConfiguration": {
        "fileSystemArn": TEXT,
        "rootDirectory": TEXT,
        "transitEncryptionPort": WHOLE,
        "accessPointArn": TEXT,
    },
    "fsxWindowsFileServerVolumeConfiguration": {
        "fileSystemId": TEXT,
        "rootDirectory": TEXT,
        "authorizationConfig": {"credentialsParameter": TEXT, "domain": TEXT},
    },
    "configuredAtLaunch": FLAG,
}

TAGS: Shape = [{"key": TEXT, "value": TEXT}]

REGISTER: dict[str, Shape] = {
    "family": TEXT,
    "taskRoleArn": TEXT,
    "executionRoleArn": TEXT,
    "networkMode": ("bridge", "host", "awsvpc", "none"),
    "containerDefinitions": [CONTAINER],
    "volumes": [VOLUME],
    "placementConstraints": [{"type": ("memberOf",), "expression": TEXT}],
    "requiresCompatibilities": [("EC2", "FARGATE", "EXTERNAL", "MANAGED_INSTANCES")],
    "cpu": TEXT,
    "memory": TEXT,
    "tags": TAGS,
    "pidMode": ("host", "task"),
    "ipcMode": ("host", "task", "none"),
    "proxyConfiguration": {
        "type": ("APPMESH",),
        "containerName": TEXT,
        "properties": [{"name": TEXT, "value": TEXT}],
    },
    "inferenceAccelerators": [{"deviceName": TEXT, "deviceType": TEXT}],
    "ephemeralStorage": {"sizeInGiB": WHOLE},
    "runtimePlatform": {
        "cpuArchitecture": ("X86_64", "ARM64"),
        "operatingSystemFamily": (
            *("WINDOWS_SERVER_2019_FULL", "WINDOWS_SERVER_2019_CORE", "WINDOWS_SERVER_2016_FULL"),
            *("WINDOWS_SERVER_2004_CORE", "WINDOWS_SERVER_2022_CORE", "WINDOWS_SERVER_2022_FULL"),
            *("WINDOWS_SERVER_2025_CORE", "WINDOWS_SERVER_2025_FULL", "WINDOWS_SERVER_20H2_CORE", "LINUX"),
        ),
    },
    "enableFaultInjection": FLAG,
    "trustedExecutionConfiguration": {
        "isolationMode": ("SHARED", "ISOLATED_SANDBOX", "CONFIDENTIAL_SANDBOX"),
        "attestationPolicy": TEXT,
    },
}

REQUIRED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "register": ("family", "containerDefinitions"),
        "repositoryCredentials": ("credentialsParameter",),
        "restartPolicy": ("enabled",),
        "environmentFiles": ("value", "type"),
        "devices": ("hostPath",),
        "tmpfs": ("containerPath", "size"),
        "secrets": ("name", "valueFrom"),
        "secretOptions": ("name", "valueFrom"),
        "dependsOn": ("containerName", "condition"),
        "extraHosts": ("hostname", "ipAddress"),
        "ulimits": ("name", "softLimit", "hardLimit"),
        "logConfiguration": ("logDriver",),
        "healthCheck": ("command",),
        "resourceRequirements": ("type",),
        "nvidiaMps": ("memory",),
        "firelensConfiguration": ("type",),
        "efsVolumeConfiguration": ("fileSystemId",),
        "s3filesVolumeConfiguration": ("fileSystemArn",),
        "fsxWindowsFileServerVolumeConfiguration": ("fileSystemId", "rootDirectory", "authorizationConfig"),
        "proxyConfiguration": ("containerName",),
        "inferenceAccelerators": ("deviceName", "deviceType"),
        "ephemeralStorage": ("sizeInGiB",),
        "trustedExecutionConfiguration": ("isolationMode",),
    }
)
