"""Starting, stopping, restarting, and telling whether a container is well."""

from __future__ import annotations

from typing import Final

from plumbrule.core.fields import sources as at
from plumbrule.core.fields.fact import Certainty, FieldFact, ListKind, Risk, by

_C: Final = "containerDefinitions[]"
_HEALTH: Final = f"{_C}.healthCheck"
_RESTART: Final = f"{_C}.restartPolicy"

ROWS: Final = (
    FieldFact(_HEALTH, Risk.HEALTH, at.HEALTH),
    FieldFact(f"{_HEALTH}.command", Risk.HEALTH, at.HEALTH, kind=ListKind.ORDERED, secret=True),
    FieldFact(f"{_HEALTH}.interval", Risk.HEALTH, at.HEALTH_FILLED, Certainty.SEEN, default=30),
    FieldFact(f"{_HEALTH}.timeout", Risk.HEALTH, at.HEALTH_FILLED, Certainty.SEEN, default=5),
    FieldFact(f"{_HEALTH}.retries", Risk.HEALTH, at.HEALTH_FILLED, Certainty.SEEN, default=3),
    FieldFact(f"{_HEALTH}.startPeriod", Risk.HEALTH, at.HEALTH, Certainty.INFERRED, default=0),
    FieldFact(_RESTART, Risk.LIFECYCLE, at.RESTART),
    FieldFact(f"{_RESTART}.enabled", Risk.LIFECYCLE, at.RESTART),
    FieldFact(f"{_RESTART}.ignoredExitCodes", Risk.LIFECYCLE, at.RESTART, kind=ListKind.SET),
    FieldFact(f"{_RESTART}.restartAttemptPeriod", Risk.LIFECYCLE, at.RESTART, default=300),
    FieldFact(f"{_C}.dependsOn", Risk.LIFECYCLE, at.DEPENDENCY, kind=ListKind.KEYED, keys=by("containerName")),
    FieldFact(f"{_C}.dependsOn[].containerName", Risk.LIFECYCLE, at.DEPENDENCY),
    FieldFact(f"{_C}.dependsOn[].condition", Risk.LIFECYCLE, at.DEPENDENCY),
    FieldFact(f"{_C}.startTimeout", Risk.LIFECYCLE, at.CONTAINER),
    # No default: 30 seconds on Fargate, the agent's setting elsewhere; ECS returns it only when it was sent.
    FieldFact(f"{_C}.stopTimeout", Risk.LIFECYCLE, at.CONTAINER),
)
