"""Which values must not be shown: by their field, the name they stand under, and their own shape."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from plumbrule.core.fields.fact import ListKind
from plumbrule.core.fields.node import UNKNOWN, below
from plumbrule.model.secret import is_secret_name, masked_tree

if TYPE_CHECKING:
    from plumbrule.core.fields.node import Node
    from plumbrule.model.tree import Object, Tree


def holds_secret(node: Node, tree: Tree, name: str = "") -> bool:
    """Whether anything in `tree`, the canonical value at `node`, must not be shown.

    Args:
        node: the field; for an element of a keyed list, the list's.
        tree: what is to be judged.
        name: what it stands under: the key of its map entry or of its element.
    """
    return masked(node, tree, name) != tree


def masked(node: Node, tree: Tree, name: str = "") -> Tree:
    """`tree` with `model.secret.MASK` for every value that must not be shown; arguments as for `holds_secret`."""
    if node is UNKNOWN:
        return masked_tree(tree, name)
    if isinstance(tree, Mapping):
        return _masked_object(node, tree, name)
    if isinstance(tree, list | tuple) and not node.fact.secret:
        return [masked(node, item, name) for item in tree]
    return masked_tree(tree, name if node.fact.secret else "")


def _masked_object(node: Node, tree: Object, name: str) -> Tree:
    if node.kind is ListKind.KEYED and node.element_key(tree) is None:
        return {key: _masked_element(node, element, key) for key, element in tree.items()}
    if node.value:
        return {key: masked(node.value, value, key) for key, value in tree.items()}
    under = node.element_key(tree) or name
    return {member: _masked_member(node, member, value, under) for member, value in tree.items()}


def _masked_element(node: Node, element: Tree, key: str) -> Tree:
    if not isinstance(element, Mapping):
        return masked(node, element, key)
    return {member: _masked_member(node, member, value, key) for member, value in element.items()}


def _masked_member(node: Node, member: str, value: Tree, under: str) -> Tree:
    """A member that no row knows stands under its own name too: nobody can say what it is for."""
    inner = below(node, member)
    if inner is UNKNOWN and is_secret_name(member):
        return masked_tree(value, member)
    return masked(inner, value, under)
