"""What a container mounts."""

from __future__ import annotations

from typing import Final

from plumbrule.core.fields import sources as at
from plumbrule.core.fields.fact import FieldFact, ListKind, Risk, by

_MOUNTS: Final = "containerDefinitions[].mountPoints"
_FROM: Final = "containerDefinitions[].volumesFrom"

ROWS: Final = (
    FieldFact(_MOUNTS, Risk.VOLUMES, at.MOUNT, kind=ListKind.KEYED, keys=by("containerPath")),
    FieldFact(f"{_MOUNTS}[].sourceVolume", Risk.VOLUMES, at.MOUNT),
    FieldFact(f"{_MOUNTS}[].containerPath", Risk.VOLUMES, at.MOUNT),
    FieldFact(f"{_MOUNTS}[].readOnly", Risk.VOLUMES, at.MOUNT, default=False),
    FieldFact(_FROM, Risk.VOLUMES, at.VOLUMES_FROM, kind=ListKind.KEYED, keys=by("sourceContainer")),
    FieldFact(f"{_FROM}[].sourceContainer", Risk.VOLUMES, at.VOLUMES_FROM),
    FieldFact(f"{_FROM}[].readOnly", Risk.VOLUMES, at.VOLUMES_FROM, default=False),
)
