"""Reads one object of a manifest strictly: unknown keys and wrong kinds of values are findings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from plumbrule.core import did_you_mean
from plumbrule.core.load.notes import at_key
from plumbrule.model.pointer import child
from plumbrule.model.secret import brief
from plumbrule.model.tree import as_object

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plumbrule.core.load.notes import Notes
    from plumbrule.model.tree import Object, Tree

RULE: Final = "manifest"


@dataclass(frozen=True, slots=True)
class Section:
    """An object at `pointer` of the file, called `name` in sentences."""

    tree: Object
    pointer: str
    notes: Notes

    def at(self, name: str) -> str:
        """The pointer of a member, there or not."""
        return child(self.pointer, name)

    def only(self, known: Sequence[str]) -> None:
        """Note every member that a manifest does not have."""
        for name in self.tree:
            if name not in known:
                message = f"a manifest has no key `{brief(name)}` here"
                self.notes.error("unknown-key", at_key(self.at(name)), message, did_you_mean(name, known))

    def section(self, name: str) -> Section:
        """The object under `name`; an empty one where there is none."""
        return Section(self.object(name), self.at(name), self.notes)

    def object(self, name: str) -> Object:
        """The object under `name`, noted when it is something else."""
        value = self.tree.get(name)
        if value is not None and not isinstance(value, Mapping):
            self._wrong(name, value, "an object")
        return as_object(value)

    def list(self, name: str) -> Sequence[Tree]:
        """The list under `name`, noted when it is something else."""
        value = self.tree.get(name)
        if isinstance(value, list | tuple):
            return value
        if value is not None:
            self._wrong(name, value, "a list")
        return ()

    def text(self, name: str) -> str | None:
        """The text under `name`, noted when it is missing, empty or something else."""
        value = self.tree.get(name)
        if isinstance(value, str) and value:
            return value
        if name not in self.tree or value in (None, ""):
            self.notes.error(RULE, self.at(name), f"`{name}` is missing; it must be text")
        else:
            self._wrong(name, value, "text")
        return None

    def texts(self, name: str) -> dict[str, str]:
        """The object of texts under `name`, such as labels; values of other kinds are noted and left out."""
        inner = self.section(name)
        found = {}
        for key, value in inner.tree.items():
            if isinstance(value, str):
                found[key] = value
            else:
                inner.wrong(key, value, "text")
        return found

    def wrong(self, name: str, value: Tree, wanted: str) -> None:
        """Note that a member is of the wrong kind."""
        self._wrong(name, value, wanted)

    def _wrong(self, name: str, value: Tree, wanted: str) -> None:
        hint = "put it in quotes" if wanted == "text" and isinstance(value, bool | int | float) else ""
        self.notes.error(RULE, self.at(name), f"`{brief(name)}` must be {wanted}, but is {kind(value)}", hint)


def kind(value: Tree) -> str:
    """What a value is, in a word or two."""
    match value:
        case None:
            return "nothing"
        case bool():
            return "true or false"
        case int() | float():
            return "a number"
        case str():
            return "text"
        case Mapping():
            return "an object"
        case _:
            return "a list"
