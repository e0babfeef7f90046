"""The way back: a canonical form written as a definition again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from plumbrule.core.fields import ROOT, ListKind, api_path, below, node_at

if TYPE_CHECKING:
    from plumbrule.core.fields import Node
    from plumbrule.model.tree import Object, Tree


def as_definition(canonical: Object) -> dict[str, Tree]:
    """A definition whose canonical form is `canonical`: keyed objects are lists again, in the order of their keys."""
    return {name: _plain(value, below(ROOT, name)) for name, value in canonical.items()}


def as_plain(path: str, tree: Tree) -> Tree:
    """The canonical `tree` of the member at a keyed path as a definition would have it."""
    return _plain(tree, node_at(api_path(path)))


def _plain(tree: Tree, node: Node) -> Tree:
    if isinstance(tree, Mapping):
        if node.kind is ListKind.KEYED:
            return [_element(tree[key], node) for key in sorted(tree)]
        return {name: _plain(value, below(node, name)) for name, value in tree.items()}
    return [_element(item, node) for item in tree] if isinstance(tree, list | tuple) else tree


def _element(item: Tree, node: Node) -> Tree:
    if not isinstance(item, Mapping):
        return item
    return {name: _plain(value, below(node, name)) for name, value in item.items()}
