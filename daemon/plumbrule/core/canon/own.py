"""Operators' own facts: laid over the field table, once for each set of them that counts."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from plumbrule.core.canon.context import CanonContext
from plumbrule.core.canon.walk import form_at
from plumbrule.core.fields import NO_DEFAULT, ROOT, ListKind, Node, Risk, fact, fresh_root, path_below, steps

if TYPE_CHECKING:
    from plumbrule.model.fact import OwnFact
    from plumbrule.model.tree import Tree


@lru_cache(maxsize=16)
def root_of(facts: tuple[OwnFact, ...]) -> Node:
    """The compiled field table with the defaults of `facts` in the place of its own."""
    if not facts:
        return ROOT
    root = fresh_root()
    for one in facts:
        _lay(root, one)
    return root


def why_not(path: str) -> str | None:
    """Why no fact can be about `path`, as the end of a sentence; None when one can."""
    node: Node | None = ROOT
    in_list = False
    for name in steps(path):
        if name and node and node.kind and not in_list:
            return f"{node.fact.path} is a list, and what is below it is written {node.fact.path}[].{name}"
        if not name and (in_list or node is ROOT or (node and node.kind is None)):
            return "[] stands where there is no list"
        in_list = not name
        if name:
            node = node and (node.value or node.members.get(name))
    return "the items of a list have no default of their own" if in_list else None


def _lay(root: Node, one: OwnFact) -> None:
    node = root
    for name in steps(one.path):
        if name:
            node = _child(node, name)
        elif node.kind is None:
            node.kind = ListKind.ORDERED
    _grow(node, one.value)
    node.default = form_at(one.value, node, CanonContext())


def _child(node: Node, name: str) -> Node:
    """The node of the member `name`, or of the entry `name` where `node` is a map; made where there is none."""
    if name not in node.members:
        path = path_below(node, name)
        node.members[name] = Node(fact(path), None, NO_DEFAULT)
    return node.members[name]


def _grow(node: Node, value: Tree) -> None:
    """Members of an object that only this fact knows are known by it; others stay unknown."""
    if node.fact.risk is not Risk.UNKNOWN:
        return
    if isinstance(value, list | tuple):
        node.kind = node.kind or ListKind.ORDERED
    for item in value if isinstance(value, list | tuple) else (value,):
        if isinstance(item, Mapping):
            for name, inner in item.items():
                _grow(_child(node, name), inner)
