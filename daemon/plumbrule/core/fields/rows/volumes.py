"""Volumes of a task."""

from __future__ import annotations

from typing import Final

from plumbrule.core.fields import sources as at
from plumbrule.core.fields.fact import Certainty, FieldFact, ListKind, Risk, by

_V: Final = "volumes[]"
_DOCKER: Final = f"{_V}.dockerVolumeConfiguration"

ROWS: Final = (
    FieldFact("volumes", Risk.VOLUMES, at.VOLUME, kind=ListKind.KEYED, keys=by("name")),
    FieldFact(f"{_V}.name", Risk.VOLUMES, at.VOLUME),
    FieldFact(f"{_V}.host", Risk.VOLUMES, at.VOLUME),
    FieldFact(f"{_V}.host.sourcePath", Risk.VOLUMES, at.VOLUME),
    FieldFact(f"{_V}.configuredAtLaunch", Risk.VOLUMES, at.PROVIDER_SCHEMA, Certainty.INFERRED, default=False),
    FieldFact(_DOCKER, Risk.VOLUMES, at.DOCKER_VOLUME),
    FieldFact(f"{_DOCKER}.scope", Risk.VOLUMES, at.PROVIDER_SCHEMA, Certainty.INFERRED, default="task"),
    FieldFact(f"{_DOCKER}.autoprovision", Risk.VOLUMES, at.PROVIDER_SCHEMA, Certainty.INFERRED, default=False),
    FieldFact(f"{_DOCKER}.driver", Risk.VOLUMES, at.PROVIDER_SCHEMA, Certainty.INFERRED, default="local"),
    FieldFact(f"{_DOCKER}.driverOpts", Risk.VOLUMES, at.DOCKER_VOLUME),
    FieldFact(f"{_DOCKER}.driverOpts{{}}", Risk.VOLUMES, at.DOCKER_VOLUME, secret=True),
    FieldFact(f"{_DOCKER}.labels", Risk.LABELS, at.DOCKER_VOLUME),
    FieldFact(f"{_DOCKER}.labels{{}}", Risk.LABELS, at.DOCKER_VOLUME, secret=True),
)
