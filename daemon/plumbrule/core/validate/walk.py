"""One walk through a definition along the API shape, and the definition without what is wrong in shape."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from plumbrule.core.validate.rule import Value
from plumbrule.model.document import KeyPointer
from plumbrule.model.pointer import child
from plumbrule.model.secret import brief
from plumbrule.model.shape import Listed, Mapped, Structure
from plumbrule.model.tree import Opaque

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.model.shape import Shape
    from plumbrule.model.tree import Object, Tree


def walk(definition: Object, shape: Structure) -> Iterator[Value]:
    """Every value that the API has a place for, parents first; nothing below a value of the wrong kind."""
    yield from _from(Value("", "", "the task definition", definition, shape))


def _from(value: Value) -> Iterator[Value]:
    yield value
    for inner in _inside(value):
        if not isinstance(inner.tree, Opaque):
            yield from _from(inner)


def _inside(value: Value) -> Iterator[Value]:
    match value.shape:
        case Structure(members) if isinstance(value.tree, Mapping):
            for name, tree in value.tree.items():
                if (shape := members.get(name)) is not None:
                    yield _member(value, name, f"{value.path}.{name}" if value.path else name, tree, shape)
        case Mapped(shape) if isinstance(value.tree, Mapping):
            for name, tree in value.tree.items():
                yield _entry(value, name, tree, shape)
        case Listed(shape) if isinstance(value.tree, list | tuple):
            for index, tree in enumerate(value.tree):
                name = f"{value.name}[{index}]"
                yield Value(f"{value.pointer}/{index}", f"{value.path}[]", name, tree, shape, value)
        case _:
            pass


def _member(parent: Value, name: str, path: str, tree: Tree, shape: Shape) -> Value:
    return Value(child(parent.pointer, name), path, name, tree, shape, parent)


def _entry(parent: Value, name: str, tree: Tree, shape: Shape) -> Value:
    """A map's keys are the author's words: one that is a credential is not repeated in sentences."""
    return Value(child(parent.pointer, name), parent.path + "{}", brief(name), tree, shape, parent)


def without(definition: Object, spoiled: frozenset[str]) -> Object:
    """`definition` with an opaque value at every spoiled pointer, and without spoiled keys (`KeyPointer`)."""
    if not spoiled:
        return definition
    keys = frozenset(str(pointer) for pointer in spoiled if isinstance(pointer, KeyPointer))
    found = _without(definition, "", spoiled, keys)
    return found if isinstance(found, Mapping) else {}


def _without(tree: Tree, pointer: str, spoiled: frozenset[str], keys: frozenset[str]) -> Tree:
    if pointer in spoiled:
        return Opaque("of the wrong shape")
    if isinstance(tree, Mapping):
        pairs = ((name, child(pointer, name), value) for name, value in tree.items())
        return {name: _without(value, at, spoiled, keys) for name, at, value in pairs if at not in keys}
    if isinstance(tree, list | tuple):
        return [_without(item, f"{pointer}/{index}", spoiled, keys) for index, item in enumerate(tree)]
    return tree
