"""A task as Docker sees it: containers in the order of their start, around one network."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from plumbrule.core.fields.fact import Unit
from plumbrule.core.fields.sizes import PER_LARGE_UNIT, size_of
from plumbrule.model.tree import as_list, as_object, as_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plumbrule.model.tree import Object

PLATFORMS: Final = {"X86_64": "linux/amd64", "ARM64": "linux/arm64"}


@dataclass(frozen=True)
class Task:
    """A definition, read for Docker."""

    definition: Object

    @property
    def family(self) -> str:
        """Its name."""
        return as_text(self.definition.get("family")) or "task"

    @cached_property
    def containers(self) -> Sequence[Object]:
        """In the order in which they can be started: each after those it depends on."""
        left = [as_object(one) for one in as_list(self.definition.get("containerDefinitions"))]
        ordered: list[Object] = []
        while left:
            names = {name_of(one) for one in left}
            ready = [one for one in left if not names & {name for name, _ in waits(one)}] or left[:1]
            ordered += ready
            left = [one for one in left if one not in ready]
        return ordered

    @property
    def owner(self) -> Object:
        """The container whose network the others share: the first to start."""
        return self.containers[0]

    @property
    def platform(self) -> str:
        """Empty where nobody says, and for Windows."""
        said = as_object(self.definition.get("runtimePlatform"))
        windows = str(said.get("operatingSystemFamily", "LINUX")).startswith("WINDOWS")
        return "" if windows else PLATFORMS.get(as_text(said.get("cpuArchitecture")) or "", "")

    @property
    def cpus(self) -> str:
        """How many vCPU the task has, such as `0.5`; empty where it cannot be read."""
        units = size_of(str(self.definition.get("cpu", "")), Unit.TASK_CPU)
        return f"{units / PER_LARGE_UNIT:g}" if units else ""

    @property
    def memory(self) -> str:
        """Memory of the task as Docker writes it, such as `1024m`; empty where it cannot be read."""
        mebibytes = size_of(str(self.definition.get("memory", "")), Unit.TASK_MEMORY)
        return f"{mebibytes}m" if mebibytes else ""

    @property
    def is_alone(self) -> bool:
        """Whether there is one container only."""
        return len(self.containers) == 1

    def called(self, name: str) -> str:
        """What a container of this task is called on this machine."""
        return f"{self.family}-{name}" if name != self.family else name


def name_of(container: Object) -> str:
    """Its name in the task."""
    return as_text(container.get("name")) or "container"


def image_of(container: Object) -> str:
    """Its image."""
    return as_text(container.get("image")) or "IMAGE"


def waits(container: Object) -> Iterator[tuple[str, str]]:
    """Whom it waits for, and for what."""
    for one in map(as_object, as_list(container.get("dependsOn"))):
        yield as_text(one.get("containerName")) or "", as_text(one.get("condition")) or "START"


def ports(container: Object) -> Iterator[str]:
    """`8080:8080/tcp`: Fargate translates no ports."""
    for one in map(as_object, as_list(container.get("portMappings"))):
        said = one.get("containerPortRange") or one.get("containerPort")
        yield f"{said}:{said}/{one.get('protocol', 'tcp')}"


def volume_name(name: object) -> str:
    """A volume's name as Docker takes it: two characters at least, the first a letter or a digit."""
    said = str(name)
    return said if len(said) > 1 and said[0].isalnum() else f"volume-{said}"


def mounts(container: Object, task: Task) -> Iterator[str]:
    """`volume:/path:ro`."""
    for one in map(as_object, as_list(container.get("mountPoints"))):
        mode = ":ro" if one.get("readOnly") is True else ""
        yield f"{volume_name(one.get('sourceVolume'))}:{one.get('containerPath')}{mode}"
    for one in map(as_object, as_list(container.get("volumesFrom"))):
        taken = next((each for each in task.containers if name_of(each) == one.get("sourceContainer")), {})
        yield from (f"{each}:ro" if one.get("readOnly") is True else each for each in mounts(taken, task))


def command_of(container: Object) -> tuple[Sequence[str], Sequence[str]]:
    """The entry point and the command, each as words."""
    entry, command = (as_list(container.get(name)) for name in ("entryPoint", "command"))
    return [str(one) for one in entry], [str(one) for one in command]
