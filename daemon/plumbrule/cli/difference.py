"""What two sides differ in, as every verb that shows it holds it; `difference_*.py` say it in their forms."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from plumbrule.core.diff import why
from plumbrule.core.fields import element_path, steps
from plumbrule.core.tell.words import change_fields, path_of
from plumbrule.model.change import ABSENT, Change, Op

if TYPE_CHECKING:
    from collections.abc import Iterable

    from plumbrule.model.tree import Tree
    from plumbrule.model.uncounted import Uncounted

_CONTAINERS: Final = "containerDefinitions"
_WITHIN_CONTAINER: Final = 2
TASK: Final = "task"


@dataclass(frozen=True, slots=True)
class Difference:
    """One family, or one file, against what is registered.

    Attributes:
        name: what it is called.
        not_counted: None where nobody asked for explanations.
        author: who registered the live side, when that is known.
        remark: what there is to say beside the changes, such as that nothing is registered.
    """

    name: str
    changes: tuple[Change, ...]
    not_counted: tuple[Uncounted, ...] | None = None
    remark: str = ""
    author: str = ""

    @property
    def explained(self) -> bool:
        """Whether reasons are wanted."""
        return self.not_counted is not None


def as_fields(changes: Iterable[Change]) -> list[Tree]:
    """Changes for programs: where, which operation, both values as they may be shown, and why each counts."""
    return [change_fields(change) | {"why": why(change)} for change in changes]


def uncounted_fields(found: Iterable[Uncounted]) -> list[Tree]:
    """What was not counted, for programs; `op` would say nothing here."""
    return [_uncounted(one) for one in found]


def _uncounted(one: Uncounted) -> Tree:
    fields = {name: value for name, value in change_fields(as_change(one)).items() if name != "op"}
    return fields | {"reason": one.reason.value, "fact": one.fact, "source": one.source}


def as_change(one: Uncounted) -> Change:
    """The same place and values as a change, for what shows and masks changes."""
    op = Op.ADD if one.live is ABSENT else Op.REMOVE if one.git is ABSENT else Op.REPLACE
    return Change(op, one.path, one.pointer, one.git, one.live, secret=one.secret)


def grouped(changes: Iterable[Change]) -> dict[str, list[tuple[Change, str]]]:
    """Changes by what they are part of (the task, a container, the tags), each with its path within that."""
    groups: defaultdict[str, list[tuple[Change, str]]] = defaultdict(list)
    for change in changes:
        group, path = _place(change)
        groups[group].append((change, path))
    return {name: groups[name] for name in sorted(groups, key=lambda name: (name != TASK, name))}


def _place(change: Change) -> tuple[str, str]:
    names, shown = steps(change.path), path_of(change)
    if names[0] == _CONTAINERS and len(names) > _WITHIN_CONTAINER:
        above = element_path(_CONTAINERS, names[1])
        return f"container {names[1]}", shown.removeprefix(above).removeprefix(".")
    return TASK, shown
