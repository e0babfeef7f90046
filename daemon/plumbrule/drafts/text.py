"""Trees as text in YAML's block style."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import yaml

if TYPE_CHECKING:
    from plumbrule.model.tree import Tree

_BREAKS: Final = re.compile("[\x85\u2028\u2029]")
"""Line breaks to YAML 1.1, which folds them inside of quotes, so that only an escape keeps them."""


class _Dumper(yaml.SafeDumper):
    """PyYAML's own dumper writes such breaks as they are, and reads something else (6.0.3, seen 2026-11)."""


def _text(dumper: _Dumper, value: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style='"' if _BREAKS.search(value) else None)


_Dumper.add_representer(str, _text)


def as_yaml(tree: Tree, *, width: int = 1000) -> str:
    """The tree, its members in their order; texts longer than `width` characters are folded."""
    return str(yaml.dump(tree, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=width))
