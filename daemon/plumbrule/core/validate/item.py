"""An object of a definition as rules see it: what can be read of it, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from plumbrule.model.pointer import child
from plumbrule.model.secret import brief
from plumbrule.model.tree import Opaque, as_list, as_object, as_text, is_list

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from plumbrule.model.tree import Object, Tree


@dataclass(frozen=True, slots=True)
class Item:
    """An object in a list: a container, a volume, a port mapping.

    Attributes:
        pointer: into the definition.
    """

    pointer: str
    tree: Object = field(repr=False)

    def at(self, *names: str | int) -> str:
        """The pointer of a member, or of what is below it; it need not exist."""
        pointer = self.pointer
        for name in names:
            pointer = child(pointer, name)
        return pointer

    def has(self, name: str) -> bool:
        """Whether the member is there, be it opaque."""
        return name in self.tree

    def text(self, name: str) -> str | None:
        """A text member; None when it is not there, or not known offline."""
        return as_text(self.tree.get(name))

    def whole(self, name: str) -> int | None:
        """A whole number; None when it is not there, or not known offline."""
        found = self.tree.get(name)
        return found if isinstance(found, int) and not isinstance(found, bool) else None

    def is_true(self, name: str) -> bool:
        """Whether the member is there and true."""
        return self.tree.get(name) is True

    def object(self, name: str) -> Item:
        """An object member, empty when it is not there."""
        return Item(self.at(name), as_object(self.tree.get(name)))

    def items(self, name: str) -> Iterator[Item]:
        """The objects of a list member."""
        return items_of(self.tree.get(name), self.at(name))

    def hides(self, name: str) -> bool:
        """Whether the member is there and cannot be read: whoever concludes from its absence has to keep still."""
        return isinstance(self.tree.get(name), Opaque)


@dataclass(frozen=True, slots=True)
class Container(Item):
    """One container definition."""

    index: int = 0

    @property
    def name(self) -> str | None:
        """Its name; None when it is not there, or not known offline."""
        return self.text("name")

    @property
    def label(self) -> str:
        """For sentences: the name in backticks, or which container it is."""
        return f"container `{brief(self.name)}`" if self.name else f"container {self.index + 1}"

    @property
    def is_essential(self) -> bool:
        """Whether the task ends with it; said or by default."""
        return self.tree.get("essential", True) is True

    @property
    def log_driver(self) -> str | None:
        """Its log driver, if one is stated."""
        return self.object("logConfiguration").text("logDriver")

    @property
    def is_router(self) -> bool:
        """Whether it is a FireLens log router."""
        return self.has("firelensConfiguration")


def items_of(tree: Tree, pointer: str) -> Iterator[Item]:
    """The objects in a list at `pointer`; opaque ones are left out."""
    for index, one in enumerate(as_list(tree)):
        if not isinstance(one, Opaque):
            yield Item(f"{pointer}/{index}", as_object(one))


def is_open(tree: Tree) -> bool:
    """Whether `tree` is a list, each item of which can be seen."""
    return is_list(tree) and not any(isinstance(one, Opaque) for one in as_list(tree))


def repeated(items: Iterable[Item], member: str) -> Iterator[tuple[Item, str]]:
    """Every item whose text in `member` stands in one before it, with that text."""
    seen: set[str] = set()
    for one in items:
        text = one.text(member)
        if text is None:
            continue
        if text in seen:
            yield one, text
        seen.add(text)
