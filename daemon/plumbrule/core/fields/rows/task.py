"""The task itself: name, size, roles, network, platform."""

from __future__ import annotations

from typing import Final

from plumbrule.core.fields import sources as at
from plumbrule.core.fields.contextual import NETWORK_MODE
from plumbrule.core.fields.fact import Certainty, FieldFact, ListKind, Risk, Unit, by

ROWS: Final = (
    FieldFact("family", Risk.FAMILY, at.REGISTER),
    FieldFact("cpu", Risk.SIZE, at.REGISTER, Certainty.SEEN, unit=Unit.TASK_CPU),
    FieldFact("memory", Risk.SIZE, at.REGISTER, Certainty.SEEN, unit=Unit.TASK_MEMORY),
    FieldFact("taskRoleArn", Risk.ROLES, at.ROLE_NAMES, Certainty.SEEN, role=True),
    # The API page tells of names only for the task role; reports show that ECS treats both alike.
    FieldFact("executionRoleArn", Risk.ROLES, at.ROLE_NAMES, Certainty.INFERRED, role=True),
    FieldFact("networkMode", Risk.NETWORK, at.REGISTER, default=NETWORK_MODE),
    FieldFact("requiresCompatibilities", Risk.PLATFORM, at.REORDERED, Certainty.INFERRED, kind=ListKind.SET),
    FieldFact("pidMode", Risk.PRIVILEGES, at.REGISTER),
    FieldFact("ipcMode", Risk.PRIVILEGES, at.REGISTER),
    FieldFact("enableFaultInjection", Risk.PRIVILEGES, at.REGISTER, Certainty.SEEN, default=False),
    FieldFact("ephemeralStorage", Risk.SIZE, at.FARGATE_STORAGE),
    # 20 GiB is what every Fargate task has; ECS takes only 21 and more, so nobody can tell the two apart.
    FieldFact("ephemeralStorage.sizeInGiB", Risk.SIZE, at.FARGATE_STORAGE, default=20),
    # ECS returns the platform only when it was sent, and runs the same thing without it: writing the usual values out
    # changes nothing that runs, and consoles and generators do write them.
    FieldFact("runtimePlatform", Risk.PLATFORM, at.PLATFORM),
    FieldFact("runtimePlatform.cpuArchitecture", Risk.PLATFORM, at.PARAMETERS, default="X86_64"),
    FieldFact("runtimePlatform.operatingSystemFamily", Risk.PLATFORM, at.PARAMETERS, default="LINUX"),
    FieldFact("placementConstraints", Risk.PLATFORM, at.PLACEMENT, kind=ListKind.KEYED, keys=by("type", "expression")),
    FieldFact("placementConstraints[].type", Risk.PLATFORM, at.PLACEMENT),
    FieldFact("placementConstraints[].expression", Risk.PLATFORM, at.PLACEMENT),
    FieldFact("inferenceAccelerators", Risk.PLATFORM, at.ACCELERATOR, kind=ListKind.KEYED, keys=by("deviceName")),
    FieldFact("inferenceAccelerators[].deviceName", Risk.PLATFORM, at.ACCELERATOR),
    FieldFact("inferenceAccelerators[].deviceType", Risk.PLATFORM, at.ACCELERATOR),
    FieldFact("trustedExecutionConfiguration", Risk.PRIVILEGES, at.TRUSTED),
    FieldFact("trustedExecutionConfiguration.isolationMode", Risk.PRIVILEGES, at.TRUSTED, default="SHARED"),
    FieldFact("trustedExecutionConfiguration.attestationPolicy", Risk.PRIVILEGES, at.TRUSTED),
)
