"""A definition as rules about the whole of it see it: containers by name, sizes in units, Linux or Windows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from json import JSONEncoder
from typing import TYPE_CHECKING, Final

from plumbrule.core.fields import Unit
from plumbrule.core.fields.sizes import size_of
from plumbrule.core.validate.ports import ports_of
from plumbrule.model.pointer import child
from plumbrule.model.secret import brief
from plumbrule.model.tree import Opaque, as_list, as_object, as_text, is_list

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from plumbrule.core.validate.ports import Port
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


class Task:
    """A whole definition; every answer is worked out once, when it is first asked for."""

    def __init__(self, definition: Object) -> None:
        self.root = Item("", definition)

    @cached_property
    def containers(self) -> tuple[Container, ...]:
        """Every container that is an object."""
        found = as_list(self.root.tree.get("containerDefinitions"))
        return tuple(
            Container(f"/containerDefinitions/{index}", as_object(tree), index)
            for index, tree in enumerate(found)
            if not isinstance(tree, Opaque)
        )

    @cached_property
    def is_whole(self) -> bool:
        """Whether every container can be seen: rules that miss something among them keep still otherwise."""
        found = self.root.tree.get("containerDefinitions", ())
        return is_list(found) and not any(isinstance(tree, Opaque) for tree in as_list(found))

    @cached_property
    def by_name(self) -> Mapping[str, Container]:
        """Containers by name; of two with one name, the first."""
        return {one.name: one for one in reversed(self.containers) if one.name is not None}

    @cached_property
    def knows_names(self) -> bool:
        """Whether every container's name can be read: a name that is not there is surely wrong only then."""
        return self.is_whole and not any(one.hides("name") for one in self.containers)

    @cached_property
    def volumes(self) -> tuple[Item, ...]:
        """Every volume that is an object."""
        return tuple(self.root.items("volumes"))

    @cached_property
    def volume_names(self) -> frozenset[str]:
        """The names of the volumes that can be seen."""
        return frozenset(name for one in self.volumes if (name := one.text("name")) is not None)

    @cached_property
    def knows_volumes(self) -> bool:
        """Whether every volume's name can be read."""
        return is_open(self.root.tree.get("volumes", ())) and not any(one.hides("name") for one in self.volumes)

    @cached_property
    def mounts(self) -> tuple[Item, ...]:
        """The mount points of all containers."""
        return tuple(mount for one in self.containers for mount in one.items("mountPoints"))

    @cached_property
    def mounted(self) -> frozenset[str]:
        """The names of the volumes that some container mounts."""
        return frozenset(name for mount in self.mounts if (name := mount.text("sourceVolume")) is not None)

    @cached_property
    def knows_mounts(self) -> bool:
        """Whether every mount point's volume can be read: one that is not there is surely mounted nowhere only then."""
        lists = (one.tree.get("mountPoints", ()) for one in self.containers)
        return self.is_whole and all(map(is_open, lists)) and not any(one.hides("sourceVolume") for one in self.mounts)

    @cached_property
    def ports(self) -> tuple[Port, ...]:
        """What the port mappings of all containers open, as far as it can be read."""
        return tuple(ports_of(self.containers))

    @cached_property
    def compact_bytes(self) -> int:
        """How long it is as compact JSON in UTF-8; what is not known offline counts as the words it stands for."""
        return len(_COMPACT.encode(self.root.tree).encode(errors="replace"))

    @cached_property
    def os_family(self) -> str | None:
        """`runtimePlatform.operatingSystemFamily`, if it is stated."""
        return self.root.object("runtimePlatform").text("operatingSystemFamily")

    @property
    def is_windows(self) -> bool:
        """Whether a Windows family is stated."""
        return (self.os_family or "").startswith("WINDOWS")

    @cached_property
    def cpu(self) -> int | None:
        """CPU units of the task; None when they are not stated, or not to be read."""
        return _size(self.root.tree.get("cpu"), Unit.TASK_CPU)

    @cached_property
    def memory(self) -> int | None:
        """MiB of the task; None when they are not stated, or not to be read."""
        return _size(self.root.tree.get("memory"), Unit.TASK_MEMORY)

    @cached_property
    def routers(self) -> tuple[Container, ...]:
        """The FireLens log routers."""
        return tuple(one for one in self.containers if one.is_router)

    @cached_property
    def routed(self) -> tuple[Container, ...]:
        """The containers that log through FireLens."""
        return tuple(one for one in self.containers if one.log_driver == "awsfirelens")

    @cached_property
    def knows_log_drivers(self) -> bool:
        """Whether every container's log driver can be read."""
        logs = (one for one in self.containers if one.has("logConfiguration"))
        return self.is_whole and not any(
            one.hides("logConfiguration") or one.object("logConfiguration").hides("logDriver") for one in logs
        )


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


def _plain(tree: object) -> object:
    return dict(tree) if isinstance(tree, Mapping) else getattr(tree, "text", "")


_COMPACT: Final = JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_plain)


def _size(tree: Tree, unit: Unit) -> int | None:
    return size_of(tree, unit) if isinstance(tree, str) else None
