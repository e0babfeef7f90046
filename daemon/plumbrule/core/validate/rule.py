"""The frame of a rule: what it is called, how bad it is, where it listens, and what it says.

A rule never sees a file: it yields pointers and sentences, and the driver turns them into findings at their places.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from datetime import date

    from plumbrule.model.finding import Severity
    from plumbrule.model.ids import Target
    from plumbrule.model.shape import ApiShape, Shape
    from plumbrule.model.tree import Object, Tree

EVERY: Final = "*"
"""The path of a rule that looks at every value."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule comes from: a page of AWS, or its API model, and the month it was read (`2026-11`)."""

    page: str
    seen: str


@dataclass(frozen=True, slots=True)
class Context:
    """What a rule may know beyond the definition; `target` is None where the settings are not at hand."""

    target: Target | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """What is judged.

    Attributes:
        definition: for rules about meaning, values of the wrong shape are opaque in it and unknown keys are gone.
        today: for rules about dates, such as an end of support.
    """

    definition: Object = field(repr=False)
    shape: ApiShape = field(repr=False)
    context: Context
    today: date


@dataclass(frozen=True, slots=True)
class Value:
    """One value met on the walk through a definition; opaque values are never met.

    Attributes:
        pointer: JSON pointer into the definition.
        path: its API path: `containerDefinitions[].environment[].value`, a map's value as `dockerLabels{}`.
        name: for sentences: `cpu`, or `command[1]` for an item.
        shape: what the API wants here.
        parent: what holds it; None for the definition itself.
    """

    pointer: str
    path: str
    name: str
    tree: Tree = field(repr=False)
    shape: Shape = field(repr=False)
    parent: Value | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Remark:
    """What a rule says about one value.

    Attributes:
        pointer: the value; a missing member has the pointer it would have, an unknown key is a `KeyPointer`.
        message: one sentence, without secrets (`show.shown`).
        hint: how to mend it; empty: the rule's own hint.
    """

    pointer: str
    message: str
    hint: str = ""


Check: TypeAlias = Callable[[Subject, Value], Iterable[Remark]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    Attributes:
        id: `R006` and its like are numbers of the catalogue; a word where it has none.
        severity: see `Severity`.
        at: API paths; the check is called with each value that stands there (`""` is the whole definition).
        why: one sentence: what happens otherwise.
        source: where it is written.
        check: yields remarks; must bear opaque values wherever a value may stand.
        hint: for remarks without their own.
        of_shape: judges types and names only, runs first, and silences every other rule about the same value.
    """

    id: str
    severity: Severity
    at: tuple[str, ...]
    why: str
    source: Source
    check: Check = field(repr=False)
    hint: str = ""
    of_shape: bool = False
