"""An API shape as JSON Schema: what stands inside a task definition, in three manners.

What load mends with a warning is valid: a null member, empty text for an enumerated member, an integer for the task's
`cpu` and `memory`. Where the member is required, leaving it out would not mend it, so it is not.
Laxer than load and render, for JSON Schema cannot say it or would say it badly: integers may exceed 64 bits, `1.0` is
an integer, and `${…}` inside a text may name anything.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, assert_never

from plumbrule.model.shape import Listed, Mapped, Structure, Text, Truth, Whole
from plumbrule.model.tree import as_list, as_object, as_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plumbrule.model.shape import ApiShape, Shape
    from plumbrule.model.tree import Object, Tree

ONE_VARIABLE: Final = r"^\$\{var\.[A-Za-z_][A-Za-z0-9_]*\}$"
"""A value that is one variable and nothing else takes the variable's type; what `target.…` stands for is text."""
SOME_VARIABLE: Final = r"\$\{"
RESPONSE_ONLY: Final[Mapping[str, Tree]] = {
    "deprecated": True,
    "description": "Only DescribeTaskDefinition returns this; it is dropped with a warning.",
}
NO_FAMILY: Final[Mapping[str, Tree]] = {
    "not": {},
    "description": "An overlay cannot change the family; it is metadata.name.",
}


@dataclass(frozen=True, slots=True)
class Manner:
    """In which place of a file a definition stands.

    Attributes:
        name: beginning of the names under `$defs`.
        complete: whether required members must be there; an overlay may still supply what a template lacks.
        variables: whether `${…}` may stand for numbers, truths and enumerated text.
        patches: whether an item of a list may say `$patch: delete`.
    """

    name: str
    complete: bool = False
    variables: bool = False
    patches: bool = False


NATIVE: Final = Manner("native", complete=True)
TEMPLATE: Final = Manner("template", variables=True)
PATCH: Final = Manner("patch", variables=True, patches=True)


def definitions(shape: ApiShape, manner: Manner) -> Mapping[str, Object]:
    """The `$defs` of a whole task definition in one manner; the root's name is the manner's."""
    return _Definitions(manner).whole(shape)


@dataclass(slots=True)
class _Definitions:
    """Gathers definitions; a structure that stands in several places has one."""

    manner: Manner
    made: dict[str, Object] = field(default_factory=dict)
    names: dict[tuple[int, bool], str] = field(default_factory=dict)

    def whole(self, shape: ApiShape) -> Mapping[str, Object]:
        root = self._members(shape.request)
        root |= {name: {"type": ["string", "integer", "null"]} for name in ("cpu", "memory")}
        root |= {name: dict(RESPONSE_ONLY) for name in sorted(shape.response_only)}
        root |= {"family": dict(NO_FAMILY)} if self.manner.patches else {}
        return {self.manner.name: self._object(root, shape.request.required), **self.made}

    def _members(self, structure: Structure) -> dict[str, Tree]:
        needed = structure.required if self.manner.complete else frozenset[str]()
        return {
            name: self._value(shape, name) if name in needed else or_left_out(self._value(shape, name))
            for name, shape in structure.members.items()
        }

    def _value(self, shape: Shape, name: str) -> Object:
        match shape:
            case Text():
                return self._text(shape)
            case Whole():
                return self._or_variable(_whole(shape), ONE_VARIABLE)
            case Truth():
                return self._or_variable({"type": "boolean"}, ONE_VARIABLE)
            case Listed():
                return {"type": "array", "items": self._item(shape.item, name)}
            case Mapped():
                return {"type": "object", "additionalProperties": or_left_out(self._value(shape.value, name))}
            case Structure():
                return self._structure(shape, name, item=False)
            case _:
                assert_never(shape)

    def _item(self, shape: Shape, name: str) -> Object:
        return self._structure(shape, name, item=True) if isinstance(shape, Structure) else self._value(shape, name)

    def _text(self, shape: Text) -> Object:
        known: Object = {"type": "string", "enum": list(shape.enum)}
        return self._or_variable(known, SOME_VARIABLE) if shape.enum else {"type": "string"}

    def _or_variable(self, value: Object, pattern: str) -> Object:
        return {"anyOf": [value, {"type": "string", "pattern": pattern}]} if self.manner.variables else value

    def _structure(self, shape: Structure, name: str, *, item: bool) -> Object:
        patched = item and self.manner.patches
        key = (id(shape), patched)
        if key not in self.names:
            self.names[key] = self._unused(f"{self.manner.name}.{name}")
            self.made[self.names[key]] = {}
            self.made[self.names[key]] = self._object(self._members(shape), shape.required, patched=patched)
        return {"$ref": f"#/$defs/{self.names[key]}"}

    def _unused(self, name: str) -> str:
        number = 1 + sum(used == name or used.startswith(f"{name}_") for used in self.names.values())
        return name if number == 1 else f"{name}_{number}"

    def _object(self, members: Mapping[str, Tree], required: frozenset[str], *, patched: bool = False) -> Object:
        patch: Object = {"$patch": {"const": "delete"}} if patched else {}
        needed: Object = {"required": sorted(required)} if self.manner.complete and required else {}
        return {"type": "object", "properties": {**members, **patch}, **needed, "additionalProperties": False}


def _whole(shape: Whole) -> Object:
    bounds = {"minimum": shape.minimum, "maximum": shape.maximum}
    return {"type": "integer", **{name: bound for name, bound in bounds.items() if bound is not None}}


def or_left_out(schema: Object) -> Object:
    """`schema`, or what load leaves out: null, and empty text where only some texts are known."""
    kind = as_text(schema.get("type"))
    if kind is None:
        choices = as_list(schema.get("anyOf")) or [schema]
        return {"anyOf": [*(_or_empty(as_object(choice)) for choice in choices), {"type": "null"}]}
    empty: Object = {"enum": [*as_list(schema["enum"]), "", None]} if "enum" in schema else {}
    return {**schema, "type": [kind, "null"], **empty}


def _or_empty(schema: Object) -> Object:
    return {**schema, "enum": [*as_list(schema["enum"]), ""]} if "enum" in schema else schema
