"""An API shape as JSON Schema: what stands inside a task definition, in three manners.

What load mends with a warning is valid: a null member, empty text for an enumerated member, an integer for the task's
`cpu` and `memory`. Where the member is required, leaving it out would not mend it, so it is not.
The bounds of rules stand in it, too, where they are errors and JSON Schema can say them (`rule_words.bounds`).
Laxer than load and render, for JSON Schema cannot say it or would say it badly: integers may exceed 64 bits, `1.0` is
an integer, and `${…}` inside a text may name anything.
A template is judged as it stands: that overlays mend a value for every target is not seen.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, assert_never

from plumbrule.model.shape import Listed, Mapped, Structure, Text, Truth, Whole
from plumbrule.model.tree import as_list, as_object
from plumbrule.reference.keywords import SOME_VARIABLE, fitting, lax, together
from plumbrule.reference.rule_words import bounds, words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from plumbrule.model.shape import ApiShape, Shape
    from plumbrule.model.tree import Object, Tree

ONE_VARIABLE: Final = r"^\$\{var\.[A-Za-z_][A-Za-z0-9_]*\}$"
"""A value that is one variable and nothing else takes the variable's type; what `target.…` stands for is text."""
RESPONSE_ONLY: Final[Mapping[str, Tree]] = {
    "deprecated": True,
    "description": "Only DescribeTaskDefinition returns this; it is dropped with a warning.",
}
SIZES: Final = frozenset({"cpu", "memory"})
"""Of the task; load takes an integer for them, too."""

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
    return _Definitions(manner, words(shape.request)).whole(shape)


@dataclass(slots=True)
class _Definitions:
    """Gathers definitions; structures that come out alike share one."""

    manner: Manner
    words: Mapping[str, str]
    made: dict[str, Object] = field(default_factory=dict)

    def whole(self, shape: ApiShape) -> Mapping[str, Object]:
        """Every definition by its name, the root first."""
        root = dict(self._members(shape.request, ""))
        root |= {name: dict(RESPONSE_ONLY) for name in sorted(shape.response_only)}
        root |= {"family": dict(NO_FAMILY)} if self.manner.patches else {}
        return {self.manner.name: self._object(root, shape.request, ""), **self.made}

    def _members(self, structure: Structure, path: str) -> Object:
        needed = self._needed(structure, path)
        return {
            name: self._member(shape, f"{path}.{name}".removeprefix("."), needed=name in needed)
            for name, shape in structure.members.items()
        }

    def _member(self, shape: Shape, path: str, *, needed: bool) -> Object:
        told = self.words.get(path)
        described: Object = {"description": told} if told else {}
        if isinstance(shape, Structure):
            return {**described, **self._structure(shape, path, optional=not needed)}
        value = self._value(shape, path)
        return {**described, **(value if needed else _optional(value, shape))}

    def _needed(self, structure: Structure, path: str) -> frozenset[str]:
        if not self.manner.complete:
            return frozenset()
        of_rules = (str(name) for part in bounds().get(path, ()) for name in as_list(part.get("required", ())))
        return structure.required.union(of_rules)

    def _bounds(self, shape: Shape, path: str) -> tuple[Object, ...]:
        parts = [fitting(part, shape) for part in bounds().get(path, ())]
        if not self.manner.complete:
            parts = [lax(part) for part in parts]
        left_out = {"required"} | ({"maxItems"} if self.manner.patches else set())
        kept = ({name: value for name, value in part.items() if name not in left_out} for part in parts)
        return tuple(part for part in kept if part)

    def _value(self, shape: Shape, path: str) -> Object:
        parts = self._bounds(shape, path)
        match shape:
            case Text():
                return self._text(shape, path, parts)
            case Whole():
                return self._or_variable(together(_whole(shape), parts), ONE_VARIABLE)
            case Truth():
                return self._or_variable(together({"type": "boolean"}, parts), ONE_VARIABLE)
            case Listed():
                return together({"type": "array", "items": self._value(shape.item, f"{path}[]")}, parts)
            case Mapped():
                value = _optional(self._value(shape.value, f"{path}{{}}"), shape.value)
                return together({"type": "object", "additionalProperties": value}, parts)
            case Structure():
                return self._structure(shape, path, patched=self.manner.patches)
            case _:
                assert_never(shape)

    def _text(self, shape: Text, path: str, parts: tuple[Object, ...]) -> Object:
        """The words that the API knows count only where no rule knows better."""
        known: Object = {"enum": list(shape.enum)} if shape.enum and not any("enum" in part for part in parts) else {}
        said = together({"type": ["string", "integer"] if path in SIZES else "string", **known}, parts)
        return self._or_variable(said, SOME_VARIABLE) if len(said) > 1 else said

    def _or_variable(self, value: Object, pattern: str) -> Object:
        return {"anyOf": [value, {"type": "string", "pattern": pattern}]} if self.manner.variables else value

    def _structure(self, shape: Structure, path: str, *, optional: bool = False, patched: bool = False) -> Object:
        patch: Object = {"$patch": {"const": "delete"}} if patched else {}
        made = self._object({**self._members(shape, path), **patch}, shape, path)
        made = or_left_out(made, empty=False) if optional else made
        same = (name for name, other in self.made.items() if other == made)
        name = next(same, None) or self._unused(path.removesuffix("[]").rpartition(".")[2])
        self.made[name] = made
        return {"$ref": f"#/$defs/{name}"}

    def _unused(self, last: str) -> str:
        name = f"{self.manner.name}.{last}"
        number = 1 + sum(used == name or used.startswith(f"{name}_") for used in self.made)
        return name if number == 1 else f"{name}_{number}"

    def _object(self, members: Object, structure: Structure, path: str) -> Object:
        needed = self._needed(structure, path)
        required: Object = {"required": sorted(needed)} if needed else {}
        own: Object = {"type": "object", "properties": members, **required, "additionalProperties": False}
        return together(own, self._bounds(structure, path))


def _whole(shape: Whole) -> Object:
    limits = {"minimum": shape.minimum, "maximum": shape.maximum}
    return {"type": "integer", **{name: limit for name, limit in limits.items() if limit is not None}}


def _optional(schema: Object, shape: Shape) -> Object:
    return or_left_out(schema, empty=isinstance(shape, Text) and bool(shape.enum))


def or_left_out(schema: Object, *, empty: bool) -> Object:
    """`schema`, or what load leaves out: null, and `empty` text where the API knows only some texts."""
    if "type" not in schema:
        choices = as_list(schema.get("anyOf")) or [schema]
        return {"anyOf": [*(_or(as_object(choice), [""] if empty else []) for choice in choices), {"type": "null"}]}
    kind = schema["type"]
    kinds = [kind] if isinstance(kind, str) else as_list(kind)
    return {**_or(schema, ["", None] if empty else [None]), "type": [*kinds, "null"]}


def _or(schema: Object, others: Sequence[Tree]) -> Object:
    if "enum" not in schema:
        return schema
    known = as_list(schema["enum"])
    return {**schema, "enum": [*known, *(other for other in others if other not in known)]}
