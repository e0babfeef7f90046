"""Takes out of a definition what people paste into it and ECS would refuse, each time with a warning.

Only what cannot be meant otherwise is touched; every other wrong value stays, for the shape rules to find.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from plumbrule.core.load.build import LONGEST_POINTER
from plumbrule.core.load.notes import at_key
from plumbrule.model.pointer import child
from plumbrule.model.secret import brief
from plumbrule.model.shape import Listed, Mapped, Structure, Text
from plumbrule.model.tree import is_list

if TYPE_CHECKING:
    from plumbrule.core.load.notes import Notes
    from plumbrule.model.shape import ApiShape, Shape
    from plumbrule.model.tree import Object, Tree

_SIZES: Final = frozenset({"/cpu", "/memory"})


def cleaned(definition: Object, shape: ApiShape, notes: Notes) -> Object:
    """A definition as RegisterTaskDefinition takes it; `notes` counts pointers from the definition."""
    return _cleaned(definition, shape, notes, keep_nulls=False)


def cleaned_patch(patch: Object, shape: ApiShape, notes: Notes) -> Object:
    """A patch of a definition, in which null stays: there it means "remove"."""
    return _cleaned(patch, shape, notes, keep_nulls=True)


def _cleaned(definition: Object, shape: ApiShape, notes: Notes, *, keep_nulls: bool) -> Object:
    cleaner = _Cleaner(notes, keep_nulls=keep_nulls)
    return cleaner.members(_without_response_only(definition, shape, notes), shape.request, "")


def _without_response_only(definition: Object, shape: ApiShape, notes: Notes) -> Object:
    extra = shape.response_only.intersection(definition)
    for name in extra:
        message = f"`{name}` is something that only DescribeTaskDefinition returns; it is left out"
        notes.warn("R007", at_key(child("", name)), message, "remove it from the file")
    return {name: value for name, value in definition.items() if name not in extra} if extra else definition


@dataclass(frozen=True, slots=True)
class _Cleaner:
    notes: Notes
    keep_nulls: bool

    def members(self, members: Object, shape: Shape | None, pointer: str) -> dict[str, Tree]:
        if len(pointer) > LONGEST_POINTER:
            message = f"the keys that lead here have more than {LONGEST_POINTER} characters together"
            self.notes.error("key", "", message)
            return {}
        kept: dict[str, Tree] = {}
        for name, value in members.items():
            at = child(pointer, name)
            inner = _member(shape, name)
            if not self._dropped(value, inner, at):
                kept[name] = self._value(value, inner, at)
        return kept

    def _value(self, value: Tree, shape: Shape | None, at: str) -> Tree:
        if isinstance(value, Mapping):
            return self.members(value, shape, at)
        if is_list(value):
            item = shape.item if isinstance(shape, Listed) else None
            return [self._value(each, item, f"{at}/{index}") for index, each in enumerate(_items(value))]
        if at in _SIZES and type(value) is int:
            return self._as_text(value, at)
        return value

    def _dropped(self, value: Tree, shape: Shape | None, at: str) -> bool:
        if value is None and not self.keep_nulls:
            self.notes.warn("null", at, f"`{_name(at)}` is null and is left out", "remove the key, or give it a value")
            return True
        if value == "" and isinstance(shape, Text) and shape.enum:
            message = f"`{_name(at)}` is empty and is left out"
            self.notes.warn("R009", at, message, "remove the key, or give it a value")
            return True
        return False

    def _as_text(self, value: int, at: str) -> str:
        message = f"the task's `{at[1:]}` is the number {value} and is read as text; ECS takes text here"
        self.notes.warn("R008", at, message, f'write "{value}"')
        return str(value)


def _member(shape: Shape | None, name: str) -> Shape | None:
    match shape:
        case Structure(members):
            return members.get(name)
        case Mapped(value):
            return value
        case _:
            return None


def _items(value: Tree) -> list[Tree]:
    return list(value) if isinstance(value, list | tuple) else []


def _name(pointer: str) -> str:
    return brief(pointer.rpartition("/")[2].replace("~1", "/").replace("~0", "~"))
