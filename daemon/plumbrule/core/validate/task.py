"""A definition as rules about the whole of it see it: containers by name, sizes in units, Linux or Windows."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from json import JSONEncoder
from typing import TYPE_CHECKING, Final

from plumbrule.core.fields import Unit
from plumbrule.core.fields.sizes import size_of
from plumbrule.core.validate.item import Container, Item, is_open
from plumbrule.core.validate.ports import ports_of
from plumbrule.model.tree import Opaque, as_list, as_object, is_list

if TYPE_CHECKING:
    from plumbrule.core.validate.ports import Port
    from plumbrule.model.tree import Object, Tree


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


def _plain(tree: object) -> object:
    return dict(tree) if isinstance(tree, Mapping) else getattr(tree, "text", "")


_COMPACT: Final = JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_plain)


def _size(tree: Tree, unit: Unit) -> int | None:
    return size_of(tree, unit) if isinstance(tree, str) else None
