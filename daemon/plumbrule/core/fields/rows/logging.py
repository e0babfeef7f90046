"""Where a container's output goes."""

from __future__ import annotations

from typing import Final

from plumbrule.core.fields import sources as at
from plumbrule.core.fields.fact import Certainty, FieldFact, ListKind, Risk, by

_LOG: Final = "containerDefinitions[].logConfiguration"
_FIRELENS: Final = "containerDefinitions[].firelensConfiguration"

ROWS: Final = (
    FieldFact(_LOG, Risk.LOGGING, at.LOG),
    FieldFact(f"{_LOG}.logDriver", Risk.LOGGING, at.LOG),
    # No default for the option `mode`: the account decides it when the task starts, not the definition.
    FieldFact(f"{_LOG}.options", Risk.LOGGING, at.LOG),
    FieldFact(f"{_LOG}.options{{}}", Risk.LOGGING, at.LOG, secret=True),
    FieldFact(
        f"{_LOG}.secretOptions",
        Risk.SECRETS,
        at.SECRET,
        Certainty.INFERRED,
        kind=ListKind.KEYED,
        keys=by("name"),
    ),
    FieldFact(f"{_LOG}.secretOptions[].name", Risk.SECRETS, at.SECRET),
    FieldFact(f"{_LOG}.secretOptions[].valueFrom", Risk.SECRETS, at.SECRET),
    FieldFact(_FIRELENS, Risk.LOGGING, at.FIRELENS),
    FieldFact(f"{_FIRELENS}.type", Risk.LOGGING, at.FIRELENS),
    FieldFact(f"{_FIRELENS}.options", Risk.LOGGING, at.FIRELENS),
    FieldFact(f"{_FIRELENS}.options{{}}", Risk.LOGGING, at.FIRELENS, secret=True),
)
