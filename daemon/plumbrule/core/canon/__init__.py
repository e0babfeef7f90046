"""The canonical form: the same meaning in one form, on both sides.

It removes what ECS adds and what says nothing (response-only members, nulls, defaults, empties); it never fills in.
These rules are version `c1` (`plumbrule.model.digest.CANON`): changing what they give for any definition changes
digests and plan ids, and needs an ADR.
"""

from __future__ import annotations

from plumbrule.core.canon.carry import carried_over
from plumbrule.core.canon.context import CanonContext, context_of_arn
from plumbrule.core.canon.lens import Lens, as_counted
from plumbrule.core.canon.plain import as_definition, as_plain
from plumbrule.core.canon.tags import canonical_tags
from plumbrule.core.canon.unknown import said_paths, unknown_paths
from plumbrule.core.canon.walk import canonical, digest

__all__ = [
    "CanonContext",
    "Lens",
    "as_counted",
    "as_definition",
    "as_plain",
    "canonical",
    "canonical_tags",
    "carried_over",
    "context_of_arn",
    "digest",
    "said_paths",
    "unknown_paths",
]
