"""What one file says, before it is asked what that means for a target."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from plumbrule.model.exemption import NO_EXEMPTIONS
from plumbrule.model.place import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from plumbrule.model.exemption import Exemptions
    from plumbrule.model.finding import Finding
    from plumbrule.model.ids import BlobId, Family, Target, TargetName
    from plumbrule.model.spec import Suspend
    from plumbrule.model.tree import Object

Position: TypeAlias = "tuple[int, int]"
"""Line and column, both from 1; a column counts characters."""


class KeyPointer(str):
    """A JSON pointer that means a member's name rather than its value: an unknown key is marked at the key.

    It equals the pointer of the value.
    """

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Marks:
    """Where everything stands in one file, by JSON pointer into the file."""

    values: Mapping[str, Position]
    keys: Mapping[str, Position]

    def at(self, pointer: str) -> Position:
        """The position of `pointer`; of its nearest ancestor that exists where there is no such value."""
        if isinstance(pointer, KeyPointer) and (position := self.keys.get(pointer)):
            return position
        while pointer and pointer not in self.values:
            pointer = pointer.rpartition("/")[0]
        return self.values.get(pointer, (1, 1))


@dataclass(frozen=True, slots=True)
class Selector:
    """Which targets: one by name, or those that carry all the labels."""

    target: TargetName | None = None
    labels: Mapping[str, str] = field(default_factory=dict, repr=False)
    pointer: str = ""

    def admits(self, target: Target) -> bool:
        """Whether `target` is meant."""
        if self.target is not None:
            return target.name == self.target
        return self.labels.items() <= target.labels.items()

    def __str__(self) -> str:
        return self.target or ", ".join(f"{name}={value}" for name, value in self.labels.items())


@dataclass(frozen=True, slots=True)
class Overlay:
    """A patch for some targets; `pointer` is the patch's own, into the file."""

    selector: Selector
    patch: Object = field(repr=False)
    pointer: str


@dataclass(frozen=True, slots=True)
class Native:
    """RegisterTaskDefinition's own input, cleaned of what Describe adds."""

    definition: Object = field(repr=False)


@dataclass(frozen=True, slots=True)
class Manifest:
    """A manifest of `plumbrule.dev/v1`.

    Attributes:
        targets: None where the manifest names none: every target that its path may address.
        template: a definition without `family` (the manifest's name is the family).
        exemptions: `owned_elsewhere` and `ignore`.
    """

    family: Family
    template: Object = field(repr=False)
    labels: Mapping[str, str] = field(default_factory=dict, repr=False)
    annotations: Mapping[str, str] = field(default_factory=dict, repr=False)
    targets: tuple[Selector, ...] | None = None
    overlays: tuple[Overlay, ...] = ()
    suspend: Suspend | None = None
    exemptions: Exemptions = NO_EXEMPTIONS


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was understood well enough to be judged further; `findings` may hold errors all the same.

    Attributes:
        origins: which pointer of the file stands for which pointer of the definition; the longest match counts.
            A wrapped definition has `{"": "/taskDefinition", "/tags": "/tags"}`.
        marks: reads the file again when first asked, and remembers.
    """

    path: str
    blob: BlobId
    content: Native | Manifest
    findings: tuple[Finding, ...] = ()
    origins: Mapping[str, str] = field(default_factory=lambda: {"": ""})
    marks: Callable[[], Marks] = field(default=lambda: Marks({}, {}), repr=False, compare=False)

    @property
    def exemptions(self) -> Exemptions:
        """What it leaves to others."""
        return self.content.exemptions if isinstance(self.content, Manifest) else NO_EXEMPTIONS

    def locate(self, pointer: str) -> Place:
        """The place of a pointer into the definition (of a manifest: into its template)."""
        return self.place(moved(pointer, self.origins), pointer)

    def place(self, pointer: str, shown: str | None = None) -> Place:
        """The place of a pointer into the file; the place's own pointer is `shown` where it differs."""
        line, column = self.marks().at(pointer)
        return Place(self.path, line, column, str(pointer if shown is None else shown))


@dataclass(frozen=True, slots=True)
class Broken:
    """A file that says nothing usable; at least one finding is an error."""

    path: str
    blob: BlobId
    findings: tuple[Finding, ...]


Loaded: TypeAlias = Document | Broken


def moved(pointer: str, origins: Mapping[str, str]) -> str:
    """`pointer` as the origins say: its longest prefix that has an origin is replaced by it."""
    prefix: str = str(pointer)
    while prefix and prefix not in origins:
        prefix = prefix.rpartition("/")[0]
    found = origins.get(prefix, prefix) + pointer[len(prefix) :]
    return KeyPointer(found) if isinstance(pointer, KeyPointer) else found
