"""A task definition in any authoring form against what ECS has registered: what `compare` and `diff --file` do.

`desired` and `observed` read the two sides, and `comparison` is what comes of them.
"""

from __future__ import annotations

from plumbrule.comparing.comparison import Comparison, compare, compare_loaded
from plumbrule.comparing.desired import loaded

__all__ = [
    "Comparison",
    "compare",
    "compare_loaded",
    "loaded",
]
