"""What differs between two canonical definitions, in both directions, each difference with its place in Git's file."""

from __future__ import annotations

from plumbrule.core.diff.apply import apply
from plumbrule.core.diff.changes import diff, diff_within
from plumbrule.core.diff.exempted import uncounted_apart
from plumbrule.core.diff.pointers import pointer_of
from plumbrule.core.diff.reasons import why
from plumbrule.core.diff.tags import diff_tags
from plumbrule.core.diff.uncounted import uncounted, uncounted_tags

__all__ = [
    "apply",
    "diff",
    "diff_tags",
    "diff_within",
    "pointer_of",
    "uncounted",
    "uncounted_apart",
    "uncounted_tags",
    "why",
]
