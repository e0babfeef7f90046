"""What is known of every path of RegisterTaskDefinition: one row each, with its source.

Rows live in `rows/`, by subject; adding one needs no list to be edited.
"""

from __future__ import annotations

from plumbrule.core.fields.fact import (
    NO_DEFAULT,
    Certainty,
    Contextual,
    FieldFact,
    ListKind,
    NoDefault,
    Risk,
    Source,
    Unit,
)
from plumbrule.core.fields.node import ROOT, UNKNOWN, Node, below, element_key, fresh_root, node_at
from plumbrule.core.fields.paths import api_path, element_path, fact_of, member_path, own_path, path_below, steps
from plumbrule.core.fields.patterns import EVERY, Every, Pattern, UnfitPath, owned_pattern_of, pattern_of
from plumbrule.core.fields.secrecy import holds_secret, masked
from plumbrule.core.fields.table import FIELDS, RESPONSE_ONLY, fact, list_key

__all__ = [
    "EVERY",
    "FIELDS",
    "NO_DEFAULT",
    "RESPONSE_ONLY",
    "ROOT",
    "UNKNOWN",
    "Certainty",
    "Contextual",
    "Every",
    "FieldFact",
    "ListKind",
    "NoDefault",
    "Node",
    "Pattern",
    "Risk",
    "Source",
    "UnfitPath",
    "Unit",
    "api_path",
    "below",
    "element_key",
    "element_path",
    "fact",
    "fact_of",
    "fresh_root",
    "holds_secret",
    "list_key",
    "masked",
    "member_path",
    "node_at",
    "own_path",
    "owned_pattern_of",
    "path_below",
    "pattern_of",
    "steps",
]
