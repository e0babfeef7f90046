"""JSON Schema keywords put together, and made lax for definitions that are not whole yet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, assert_never

from plumbrule.model.shape import Listed, Mapped, Structure, Text, Truth, Whole
from plumbrule.model.tree import as_list, as_object, as_text, is_list

if TYPE_CHECKING:
    from collections.abc import Iterable

    from plumbrule.model.shape import Shape
    from plumbrule.model.tree import Object, Tree

SOME_VARIABLE: Final = r"\$\{"

_ONLY_OF_WHOLES: Final = frozenset({"required", "minItems", "minLength", "anyOf"})
"""What is missing in a template may come from an overlay."""

_APART: Final = frozenset({"if", "properties"})
"""Beside other members these would not say the same."""


def together(base: Object, parts: Iterable[Object]) -> Object:
    """All keywords as one schema; what would take the place of an earlier one stands in `allOf`."""
    found: dict[str, Tree] = dict(base)
    apart: list[Tree] = []
    for part in parts:
        clash = part if part.keys() & _APART else {name: part[name] for name in part if name in found}
        found |= {name: value for name, value in part.items() if name not in clash}
        apart += [clash] if clash else []
    return {**found, "allOf": apart} if apart else found


def fitting(part: Object, shape: Shape) -> Object:
    """The keywords with those enumerated values only that are of the shape's kind."""
    if "enum" not in part:
        return part
    return {**part, "enum": [value for value in as_list(part["enum"]) if _is_of(value, shape)]}


def lax(part: Object) -> Object:
    """The keywords for a template: nothing must stand, and deeper inside `${…}` may stand for any text."""
    return _pruned({name: value for name, value in part.items() if name not in _ONLY_OF_WHOLES})


def _pruned(part: Object) -> Object:
    inner = {name: _deeper(as_object(value)) for name, value in part.items() if name in {"properties", "then"}}
    kept = {**part, **inner}
    empty = {name for name, value in inner.items() if not value}
    return {} if "then" in empty else {name: value for name, value in kept.items() if name not in empty}


def _deeper(part: Object) -> Object:
    found: dict[str, Tree] = {}
    for name, value in part.items():
        if name in _ONLY_OF_WHOLES or name == "enum":
            continue
        if name == "pattern":
            found[name] = f"{as_text(value)}|{SOME_VARIABLE}"
        elif isinstance(value, Mapping) and name not in {"propertyNames", "not"}:
            found |= {name: deeper} if (deeper := _deeper(value)) else {}
        else:
            found[name] = value
    return found


def _is_of(value: Tree, shape: Shape) -> bool:
    match shape:
        case Text():
            return isinstance(value, str)
        case Truth():
            return isinstance(value, bool)
        case Whole():
            return isinstance(value, int) and not isinstance(value, bool)
        case Listed():
            return is_list(value)
        case Structure() | Mapped():
            return isinstance(value, Mapping)
        case _:
            assert_never(shape)
