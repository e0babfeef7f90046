"""Trees that remember where each value came from, so that a merged definition can still be traced to its file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from plumbrule.model.document import KeyPointer
from plumbrule.model.pointer import child, join, tokens
from plumbrule.model.tree import Opaque

if TYPE_CHECKING:
    from plumbrule.model.tree import Scalar, Tree

Grown: TypeAlias = "Scalar | Opaque | dict[str, Node] | list[Node]"


@dataclass(frozen=True, slots=True)
class Node:
    """A value, and its pointer in the file."""

    value: Grown
    origin: str


def planted(tree: Tree, origin: str) -> Node:
    """`tree` as nodes, when it stands at `origin`."""
    if isinstance(tree, Mapping):
        return Node({name: planted(value, child(origin, name)) for name, value in tree.items()}, origin)
    if isinstance(tree, bool | int | float | str | Opaque) or tree is None:
        return Node(tree, origin)
    return Node([planted(item, f"{origin}/{index}") for index, item in enumerate(tree)], origin)


def harvested(node: Node) -> Tree:
    """The plain tree of a node."""
    if isinstance(node.value, dict):
        return {name: harvested(value) for name, value in node.value.items()}
    if isinstance(node.value, list):
        return [harvested(item) for item in node.value]
    return node.value


def origin_of(root: Node, pointer: str) -> str:
    """Where the value at `pointer` below `root` came from; beyond what exists, where it would stand."""
    node, steps = root, list(tokens(pointer))
    while steps and (inner := _inner(node, steps[0])) is not None:
        node = inner
        steps.pop(0)
    found = node.origin + join(steps)
    return KeyPointer(found) if isinstance(pointer, KeyPointer) else found


def _inner(node: Node, step: str) -> Node | None:
    if isinstance(node.value, dict):
        return node.value.get(step)
    if isinstance(node.value, list) and step.isdecimal() and int(step) < len(node.value):
        return node.value[int(step)]
    return None
