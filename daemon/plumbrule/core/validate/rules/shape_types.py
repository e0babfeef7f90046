"""R008: values of the wrong type, and whole numbers beyond the bounds of the API model."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from plumbrule.core.validate.example import Example
from plumbrule.core.validate.rule import EVERY, Remark, Rule, Source
from plumbrule.core.validate.show import cut, is_hidden, quoted, shown
from plumbrule.model.finding import Severity
from plumbrule.model.shape import Listed, Mapped, Structure, Text, Truth, Whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.core.validate.rule import Subject, Value
    from plumbrule.model.shape import Shape
    from plumbrule.model.tree import Tree

_MODEL: Final = Source("botocore ecs/2014-11-13 RegisterTaskDefinitionRequest", "2026-11")
_TRUTHS: Final = {"true": "true", "yes": "true", "on": "true", "false": "false", "no": "false", "off": "false"}


def wrong_type(_: Subject, value: Value) -> Iterator[Remark]:
    """A value that is not of the API's type; nothing is converted silently."""
    if not _fits(value.tree, value.shape):
        hint = "" if is_hidden(value) else _hint(value)
        yield Remark(value.pointer, f"`{value.name}` must be {_wanted(value.shape)}, but is {shown(value)}", hint)


def out_of_bounds(_: Subject, value: Value) -> Iterator[Remark]:
    """A whole number below the least or above the most that the API model states."""
    if not isinstance(value.shape, Whole) or not _fits(value.tree, value.shape) or not isinstance(value.tree, int):
        return
    least, most = value.shape.minimum, value.shape.maximum
    if least is not None and value.tree < least:
        yield Remark(value.pointer, f"`{value.name}` must be {least} or more, but is {quoted(value)}")
    if most is not None and value.tree > most:
        yield Remark(value.pointer, f"`{value.name}` must be {most} or less, but is {quoted(value)}")


def _fits(tree: Tree, shape: Shape) -> bool:
    match shape:
        case Text():
            return isinstance(tree, str)
        case Whole():
            return isinstance(tree, int) and not isinstance(tree, bool)
        case Truth():
            return isinstance(tree, bool)
        case Listed():
            return isinstance(tree, list | tuple)
        case Mapped() | Structure():
            return isinstance(tree, Mapping)


def _wanted(shape: Shape) -> str:
    match shape:
        case Text():
            return "text"
        case Whole():
            return "a whole number"
        case Truth():
            return "true or false"
        case Listed():
            return "a list"
        case Mapped() | Structure():
            return "an object"


def _hint(value: Value) -> str:
    match value.shape, value.tree:
        case Text(), bool() | int() | float():
            return f'write "{quoted(value)}"'
        case Whole(), str(text) if text.lstrip("-").isdecimal():
            return f"write {text} without quotes"
        case Truth(), str(text) if text.lower() in _TRUTHS:
            return f"write {_TRUTHS[text.lower()]} without quotes"
        case Listed(Text()), str(text):
            return _as_list(text, is_check=value.path.endswith("healthCheck.command"))
        case Listed(Structure() as item), Mapping():
            return f"write a list of objects with {_members(item)}"
        case _:
            return ""


def _as_list(text: str, *, is_check: bool) -> str:
    """How a line of words is written as a list."""
    if is_check:
        return f'write ["CMD-SHELL", {cut(json.dumps(_LEADING.sub("", text), ensure_ascii=False))}]'
    return f"write {cut(json.dumps(text.split(), ensure_ascii=False))}, one item for each word"


_LEADING: Final = re.compile(r"\s*CMD(?:-SHELL)?[\s,]+")
"""The console takes the word and the line in one text, with a comma between."""


def _members(item: Structure) -> str:
    names = [f"`{name}`" for name in item.members]
    return ", ".join(names[:3]) + (" and so on" if len(names) > len(names[:3]) else "")


_APP: Final = "/containerDefinitions/0"
_GPU: Final = f"{_APP}/resourceRequirements"
_SHARED: Final = f"{_GPU}/0/sharingStrategy/nvidiaMps"


def _shared(memory: int, percent: int = 100) -> Tree:
    """A share of a GPU: the one place where the API model bounds numbers."""
    sharing: Tree = {"nvidiaMps": {"memory": memory, "maxComputePercent": percent}}
    return [{"type": "GPU", "value": "1", "sharingStrategy": sharing}]


RULES: Final = (
    Rule(
        id="R008",
        severity=Severity.ERROR,
        at=(EVERY,),
        why="The SDK refuses a value of another type than the API model names; it converts nothing.",
        source=_MODEL,
        check=wrong_type,
        hint="write a value of that type; nothing is converted",
        of_shape=True,
        bad=(
            Example({"/cpu": 512}),
            Example({f"{_APP}/cpu": "256"}),
            Example({f"{_APP}/memory": 512.5}),
            Example({f"{_APP}/essential": "true"}),
            Example({f"{_APP}/command": "nginx -g 'daemon off;'"}),
            Example({f"{_APP}/portMappings": {"containerPort": 80}}),
            Example({f"{_APP}/portMappings": [{"containerPort": "80"}]}, at=f"{_APP}/portMappings/0/containerPort"),
            Example({f"{_APP}/dockerLabels": {"team": 5}}, at=f"{_APP}/dockerLabels/team"),
            Example({f"{_APP}/logConfiguration/options/mode": False}),
            Example({"/tags": "team=web"}),
            Example({"/runtimePlatform": None}),
        ),
        good=(
            Example({"/cpu": "512"}),
            Example({f"{_APP}/cpu": 256, f"{_APP}/memory": 512}),
            Example({f"{_APP}/command": ["nginx", "-g", "daemon off;"]}),
            Example({f"{_APP}/dockerLabels": {"team": "5"}}),
        ),
    ),
    Rule(
        id="bounds",
        severity=Severity.ERROR,
        at=(EVERY,),
        why="The API model bounds this number.",
        source=_MODEL,
        check=out_of_bounds,
        hint="write a number within the bounds",
        of_shape=True,
        bad=(
            Example({_GPU: _shared(0)}, at=f"{_SHARED}/memory"),
            Example({_GPU: _shared(1, 0)}, at=f"{_SHARED}/maxComputePercent"),
            Example({_GPU: _shared(1, 101)}, at=f"{_SHARED}/maxComputePercent"),
        ),
        # Fargate has no GPU at all, so only a list without any is good.
        good=(Example({_GPU: []}),),
        implies=frozenset({"R085"}),
    ),
)
