"""Tags: never part of a revision's content, compared apart."""

from __future__ import annotations

from typing import Final

from plumbrule.core.fields import sources as at
from plumbrule.core.fields.fact import Certainty, FieldFact, ListKind, Risk, by

ROWS: Final = (
    FieldFact("tags", Risk.TAGS, at.TAG, Certainty.SEEN, kind=ListKind.KEYED, keys=by("key")),
    FieldFact("tags[].key", Risk.TAGS, at.TAG),
    FieldFact("tags[].value", Risk.TAGS, at.TAG, secret=True),
)
