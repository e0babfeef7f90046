"""Members that no row of the field table knows: what Git says of them counts, what only AWS shows is quarantined.

A field that AWS invents is filled in for every revision at once, when it is read.
Taken for a difference it would be drift of every family, so the live side is compared without it, at any depth.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from plumbrule.core.fields import RESPONSE_ONLY, ROOT, member_path, path_below

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.core.fields import Node
    from plumbrule.model.tree import Object, Tree

OUTSIDE: Final = frozenset({"tags"})
"""Compared apart: tags of a revision may change while its content cannot."""

NOTHING: Final[frozenset[str]] = frozenset()
_APART: Final = RESPONSE_ONLY | OUTSIDE


def said_paths(definition: Object, *, root: Node = ROOT) -> frozenset[str]:
    """The API path of every member of Git's `definition` that no row knows, those below such members included."""
    found = (_with_inner(path, value) for path, value in _unknown(_input(definition), root))
    return frozenset(path for paths in found for path in paths)


def unknown_paths(definition: Object, *, keep: frozenset[str] = NOTHING, root: Node = ROOT) -> dict[str, Tree]:
    """What is quarantined of a live `definition`: the uppermost unknown members by API path, with a value each.

    Args:
        definition: Describe's `taskDefinition`.
        keep: paths that Git's definition says (`said_paths`); what is below them and unsaid is listed.
        root: the field table to go by.
    """
    found: dict[str, Tree] = {}
    for path, value in _unknown(_input(definition), root):
        for inner, example in _unsaid(path, value, keep):
            found.setdefault(inner, example)
    return found


def said(tree: Tree, path: str, keep: frozenset[str]) -> Tree:
    """The unknown value at `path` without the members that are not in `keep`."""
    if isinstance(tree, Mapping):
        return {name: said(value, inner, keep) for name, value, inner in _members(tree, path) if inner in keep}
    if isinstance(tree, list | tuple):
        return [said(item, f"{path}[]", keep) for item in tree]
    return tree


def _input(definition: Object) -> Object:
    return {name: value for name, value in definition.items() if name not in _APART}


def _unknown(definition: Object, root: Node) -> list[tuple[str, Tree]]:
    """The uppermost unknown members; what stands in a place for plain values is a wrong value, no unknown member."""
    found: list[tuple[str, Tree]] = []
    _collect(definition, root, found)
    return found


def _collect(tree: Tree, node: Node, found: list[tuple[str, Tree]]) -> None:
    """Every pass walks both sides, so this builds neither paths nor generators for what is known."""
    if isinstance(tree, list | tuple):
        for item in tree:
            _collect(item, node, found)
    elif isinstance(tree, Mapping) and node.value:
        if node.value.members:
            for value in tree.values():
                _collect(value, node.value, found)
    elif isinstance(tree, Mapping) and node.members:
        _collect_members(tree, node, found)


def _collect_members(tree: Object, node: Node, found: list[tuple[str, Tree]]) -> None:
    for name, value in tree.items():
        inner = node.members.get(name)
        if inner is None:
            if value is not None:
                found.append((path_below(node, name), value))
        elif inner.members or inner.value:
            _collect(value, inner, found)


def _unsaid(path: str, value: Tree, keep: frozenset[str]) -> Iterator[tuple[str, Tree]]:
    if path not in keep:
        yield path, value
        return
    for inner, below in _inner(path, value):
        yield from _unsaid(inner, below, keep)


def _with_inner(path: str, value: Tree) -> Iterator[str]:
    yield path
    for inner, below in _inner(path, value):
        yield from _with_inner(inner, below)


def _inner(path: str, value: Tree) -> Iterator[tuple[str, Tree]]:
    """The members of an unknown object, or of the objects in an unknown list."""
    if isinstance(value, Mapping):
        yield from ((inner, below) for _, below, inner in _members(value, path) if below is not None)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _inner(f"{path}[]", item)


def _members(tree: Object, path: str) -> Iterator[tuple[str, Tree, str]]:
    yield from ((name, value, member_path(path, name)) for name, value in tree.items())
