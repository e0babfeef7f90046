"""Which values must not be shown: by their field, the name they stand under, and their own shape."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from plumbrule.core.fields.fact import ListKind
from plumbrule.core.fields.node import below
from plumbrule.model.secret import MASK, is_secret_name, is_secret_text

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    if isinstance(tree, str):
        hide = is_secret_text(tree) or (node.fact.secret and is_secret_name(name))
        return MASK if hide else tree
    if isinstance(tree, Mapping):
        return _masked_object(node, tree, name)
    return _masked_list(node, tree, name) if isinstance(tree, list | tuple) else tree


def _masked_object(node: Node, tree: Object, name: str) -> Tree:
    if node.kind is ListKind.KEYED and node.element_key(tree) is None:
        return {key: _masked_element(node, element, key) for key, element in tree.items()}
    if node.value:
        return {key: masked(node.value, value, key) for key, value in tree.items()}
    under = node.element_key(tree) or name
    return {member: masked(below(node, member), value, under) for member, value in tree.items()}


def _masked_element(node: Node, element: Tree, key: str) -> Tree:
    if not isinstance(element, Mapping):
        return masked(node, element, key)
    return {member: masked(below(node, member), value, key) for member, value in element.items()}


def _masked_list(node: Node, tree: Sequence[Tree], name: str) -> Tree:
    if not node.fact.secret:
        return [masked(node, item, name) for item in tree]
    names = ["", *(_flag(item) for item in tree)]
    return [masked(node, item, _assigned(item) or before) for item, before in zip(tree, names, strict=False)]


def _flag(item: Tree) -> str:
    """The name in `--db-password`, whose value is the next item."""
    return item.lstrip("-") if isinstance(item, str) and item.startswith("-") and "=" not in item else ""


def _assigned(item: Tree) -> str:
    """The name in `--db-password=x` or `DB_PASSWORD=x`."""
    return item.partition("=")[0].lstrip("-") if isinstance(item, str) and "=" in item else ""
