"""The container: what runs, as whom, how large."""

from __future__ import annotations

from typing import Final

from plumbrule.core.fields import sources as at
from plumbrule.core.fields.fact import Certainty, FieldFact, ListKind, Risk, by

_C: Final = "containerDefinitions[]"

ROWS: Final = (
    FieldFact(
        "containerDefinitions",
        Risk.CONTAINER,
        at.CONTAINER_ORDER,
        Certainty.SEEN,
        kind=ListKind.KEYED,
        keys=by("name"),
    ),
    FieldFact(f"{_C}.name", Risk.CONTAINER, at.CONTAINER),
    FieldFact(f"{_C}.image", Risk.IMAGE, at.CONTAINER),
    FieldFact(f"{_C}.repositoryCredentials", Risk.SECRETS, at.REPOSITORY),
    FieldFact(f"{_C}.repositoryCredentials.credentialsParameter", Risk.SECRETS, at.REPOSITORY),
    FieldFact(f"{_C}.cpu", Risk.SIZE, at.CAPTURED, Certainty.SEEN, default=0),
    FieldFact(f"{_C}.memory", Risk.SIZE, at.CONTAINER),
    FieldFact(f"{_C}.memoryReservation", Risk.SIZE, at.CONTAINER),
    FieldFact(f"{_C}.essential", Risk.CONTAINER, at.CAPTURED, Certainty.SEEN, default=True),
    FieldFact(f"{_C}.versionConsistency", Risk.REPOSITORY, at.CONTAINER, default="enabled"),
    FieldFact(f"{_C}.entryPoint", Risk.COMMAND, at.CONTAINER, kind=ListKind.ORDERED, secret=True),
    FieldFact(f"{_C}.command", Risk.COMMAND, at.CONTAINER, kind=ListKind.ORDERED, secret=True),
    FieldFact(f"{_C}.workingDirectory", Risk.COMMAND, at.CONTAINER),
    FieldFact(f"{_C}.user", Risk.USER, at.CONTAINER),
    FieldFact(f"{_C}.privileged", Risk.PRIVILEGES, at.CONTAINER),
    FieldFact(f"{_C}.readonlyRootFilesystem", Risk.PRIVILEGES, at.CONTAINER),
    FieldFact(f"{_C}.interactive", Risk.CONTAINER, at.CONTAINER),
    FieldFact(f"{_C}.pseudoTerminal", Risk.CONTAINER, at.CONTAINER),
    FieldFact(f"{_C}.dockerLabels", Risk.LABELS, at.CONTAINER),
    FieldFact(f"{_C}.dockerLabels{{}}", Risk.LABELS, at.CONTAINER, secret=True),
    FieldFact(f"{_C}.dockerSecurityOptions", Risk.PRIVILEGES, at.CONTAINER, kind=ListKind.ORDERED),
    FieldFact(f"{_C}.credentialSpecs", Risk.PRIVILEGES, at.CONTAINER, kind=ListKind.ORDERED),
    FieldFact(f"{_C}.resourceRequirements", Risk.SIZE, at.RESOURCE, kind=ListKind.KEYED, keys=by("type")),
    FieldFact(f"{_C}.resourceRequirements[].type", Risk.SIZE, at.RESOURCE),
    FieldFact(f"{_C}.resourceRequirements[].value", Risk.SIZE, at.RESOURCE),
    FieldFact(f"{_C}.resourceRequirements[].sharingStrategy", Risk.SIZE, at.RESOURCE),
    FieldFact(f"{_C}.resourceRequirements[].sharingStrategy.nvidiaMps", Risk.SIZE, at.RESOURCE),
    FieldFact(f"{_C}.resourceRequirements[].sharingStrategy.nvidiaMps.memory", Risk.SIZE, at.RESOURCE),
    FieldFact(f"{_C}.resourceRequirements[].sharingStrategy.nvidiaMps.maxComputePercent", Risk.SIZE, at.RESOURCE),
)
