"""Environment variables, files of them, and secrets."""

from __future__ import annotations

from typing import Final

from plumbrule.core.fields import sources as at
from plumbrule.core.fields.fact import Certainty, FieldFact, ListKind, Risk, by

_C: Final = "containerDefinitions[]"

ROWS: Final = (
    FieldFact(
        f"{_C}.environment",
        Risk.ENVIRONMENT,
        at.REORDERED,
        Certainty.SEEN,
        kind=ListKind.KEYED,
        keys=by("name"),
    ),
    FieldFact(f"{_C}.environment[].name", Risk.ENVIRONMENT, at.CONTAINER),
    FieldFact(f"{_C}.environment[].value", Risk.ENVIRONMENT, at.CONTAINER, secret=True),
    # "Processed from the top down": a later file wins, so their order is meaning.
    FieldFact(f"{_C}.environmentFiles", Risk.ENVIRONMENT, at.ENVIRONMENT_FILE, kind=ListKind.ORDERED),
    FieldFact(f"{_C}.environmentFiles[].value", Risk.ENVIRONMENT, at.ENVIRONMENT_FILE),
    FieldFact(f"{_C}.environmentFiles[].type", Risk.ENVIRONMENT, at.ENVIRONMENT_FILE),
    FieldFact(
        f"{_C}.secrets",
        Risk.SECRETS,
        at.REORDERED,
        Certainty.SEEN,
        kind=ListKind.KEYED,
        keys=by("name"),
    ),
    FieldFact(f"{_C}.secrets[].name", Risk.SECRETS, at.SECRET),
    # A reference to a secret, never the secret; a name stays a name in what ECS returns.
    FieldFact(f"{_C}.secrets[].valueFrom", Risk.SECRETS, at.SECRET, Certainty.SEEN),
)
