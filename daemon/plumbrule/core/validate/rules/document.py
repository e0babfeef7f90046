"""The definition as a whole: its family, its containers' number, its size."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from plumbrule.core.validate.bound import Bound
from plumbrule.core.validate.example import BASE, Example, beside, edited
from plumbrule.core.validate.pages import QUOTAS, REGISTER
from plumbrule.core.validate.rule import Remark, Rule
from plumbrule.core.validate.show import is_hidden, quoted
from plumbrule.core.validate.task import Task
from plumbrule.model.finding import Severity
from plumbrule.model.tree import as_list

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.core.validate.rule import Subject, Value
    from plumbrule.model.tree import Tree

_LONGEST_FAMILY: Final = 255
_FOREIGN: Final = re.compile(r"[^A-Za-z0-9_-]+")
_MOST_CONTAINERS: Final = 10
_MOST_BYTES: Final = 65536
_CAREFUL_BYTES: Final = _MOST_BYTES * 9 // 10
_NOTE: Final = "/containerDefinitions/0/dockerLabels/note"


def bad_family(_: Subject, value: Value) -> Iterator[Remark]:
    """A family that is empty, too long, or has characters that ECS does not take."""
    family = value.tree
    if not isinstance(family, str):
        return
    if not family:
        yield Remark(value.pointer, "`family` is empty", "give the family a name, such as the service's")
    elif len(family) > _LONGEST_FAMILY:
        message = f"`family` has {len(family)} characters; ECS takes {_LONGEST_FAMILY}"
        yield Remark(value.pointer, message, "give it a shorter name")
    elif _FOREIGN.search(family):
        message = f"`family` is {quoted(value)}; ECS takes letters, digits, `_` and `-` in it, and nothing else"
        yield Remark(value.pointer, message, _plainer(value, family))


def _plainer(value: Value, family: str) -> str:
    plain = "" if is_hidden(value) else _FOREIGN.sub("-", family).strip("-")
    return f"write for example `{plain[:80]}`" if plain else "write letters, digits, `_` and `-` only"


def too_many_containers(_: Subject, value: Value) -> Iterator[Remark]:
    """More containers than a task may have."""
    count = len(as_list(value.tree))
    if count > _MOST_CONTAINERS:
        yield Remark(value.pointer, f"there are {count} containers; a task definition takes {_MOST_CONTAINERS}")


def too_large(subject: Subject, value: Value) -> Iterator[Remark]:
    """A definition beyond ECS's limit."""
    size = subject.task.compact_bytes
    if size > _MOST_BYTES:
        yield Remark(value.pointer, f"the task definition has {size} bytes as compact JSON; ECS takes {_MOST_BYTES}")


def nearly_too_large(subject: Subject, value: Value) -> Iterator[Remark]:
    """A definition so close to the limit that nobody can tell: how ECS counts is not written anywhere."""
    size = subject.task.compact_bytes
    if _CAREFUL_BYTES < size <= _MOST_BYTES:
        message = f"the task definition has {size} bytes as compact JSON, close to the {_MOST_BYTES} that ECS takes"
        yield Remark(value.pointer, message)


def _of_size(size: int) -> dict[str, Tree]:
    """Edits after which the base has `size` bytes."""
    return {_NOTE: "x" * (size - Task(edited(BASE, {_NOTE: ""})).compact_bytes)}


def _with_containers(count: int) -> dict[str, Tree]:
    return {f"/containerDefinitions/{index}": beside(f"app-{index}") for index in range(1, count)}


RULES: Final = (
    Rule(
        id="R002",
        severity=Severity.ERROR,
        at=("family",),
        why="ECS refuses the name of a family that is empty, too long, or has other characters.",
        source=REGISTER,
        check=Bound(bad_family, {"maxLength": _LONGEST_FAMILY, "pattern": "^[A-Za-z0-9_-]+$"}),
        hint="write letters, digits, `_` and `-` only",
        ecs="Family contains invalid characters.",
        bad=(
            Example({"/family": ""}),
            Example({"/family": "web app"}),
            Example({"/family": "team/web"}),
            Example({"/family": "wëb"}),
            Example({"/family": "web\n"}),
            Example({"/family": "x" * 256}),
        ),
        good=(
            Example({"/family": "Web_1-a"}),
            Example({"/family": "x" * 255}),
            Example({"/family": "-"}),
        ),
    ),
    Rule(
        id="R004",
        severity=Severity.ERROR,
        at=("containerDefinitions",),
        why="A task has at most ten containers; this quota cannot be raised.",
        source=QUOTAS,
        check=Bound(too_many_containers, {"maxItems": _MOST_CONTAINERS}),
        hint="move containers that need not share a network and a lifetime into a task of their own",
        ecs="Too many containers.",
        bad=(Example(_with_containers(11), at="/containerDefinitions"),),
        good=(Example(_with_containers(10)),),
    ),
    Rule(
        id="R005",
        severity=Severity.ERROR,
        at=("",),
        why="ECS refuses a task definition of more than 64 KiB.",
        source=QUOTAS,
        check=too_large,
        hint="move long values into environment files, Parameter Store or the image",
        ecs="Actual length: '74049'. Max allowed length is '65536' bytes.",
        bad=(Example(_of_size(_MOST_BYTES + 1), at=""),),
        good=(Example(_of_size(_MOST_BYTES)),),
    ),
    Rule(
        id="nearly-too-large",
        severity=Severity.WARNING,
        at=("",),
        why="ECS may count bytes that compact JSON does not have, and Plumbrule adds five tags.",
        source=QUOTAS,
        check=nearly_too_large,
        hint="move long values into environment files, Parameter Store or the image before the limit is reached",
        bad=(Example(_of_size(_CAREFUL_BYTES + 1), at=""), Example(_of_size(_MOST_BYTES), at="")),
        good=(Example(_of_size(_CAREFUL_BYTES)),),
    ),
)
