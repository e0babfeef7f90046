"""The frame of a rule: what it is called, how bad it is, where it listens, and what it says.

A rule never sees a file: it yields pointers and sentences, and the driver turns them into findings at their places.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final, TypeAlias

from plumbrule.core.validate.task import Task

if TYPE_CHECKING:
    from datetime import date

    from plumbrule.core.validate.example import Example
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
    """What a rule may know beyond the definition; None where nobody said.

    Attributes:
        account_id: where it is going to be registered, twelve digits.
        partition: `aws`, `aws-cn` or `aws-us-gov`.
        region: such as `eu-central-1`.
        enable_execute_command: whether ECS Exec is wanted for what runs from it.
        registers: whether Plumbrule itself is going to register it, and needs room for tags of its own.
    """

    account_id: str | None = None
    partition: str | None = None
    region: str | None = None
    enable_execute_command: bool | None = None
    registers: bool = False

    @classmethod
    def of(cls, target: Target) -> Context:
        """What a target says."""
        return cls(target.id.account_id, target.id.partition, target.id.region, registers=True)


@dataclass(frozen=True)
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

    @cached_property
    def task(self) -> Task:
        """The definition, read once for every rule about the whole of it."""
        return Task(self.definition)


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
        check: yields remarks; must bear opaque values wherever a value may stand; a `Bound` tells editors, too.
        hint: for remarks without their own.
        of_shape: judges types and names only, runs first, and silences every other rule about the same value.
        fixed: why nobody may change its severity; empty: settings and annotations may, unless it is of shape.
        ecs: what ECS itself says when it refuses, as far as it is known.
        bad: definitions that break the rule and nothing but what `implies` names; the tests try each of them.
        good: definitions close to that which the rule lets pass.
        implies: ids of rules that a mistake of this kind cannot help breaking, too.
    """

    id: str
    severity: Severity
    at: tuple[str, ...]
    why: str
    source: Source
    check: Check = field(repr=False)
    hint: str = ""
    of_shape: bool = False
    fixed: str = ""
    ecs: str = ""
    bad: tuple[Example, ...] = field(default=(), repr=False)
    good: tuple[Example, ...] = field(default=(), repr=False)
    implies: frozenset[str] = frozenset()
