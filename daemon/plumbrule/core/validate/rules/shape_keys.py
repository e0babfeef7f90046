"""R006: keys that the API does not know."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from plumbrule.core import did_you_mean
from plumbrule.core.validate.rule import EVERY, Remark, Rule, Source
from plumbrule.model.document import KeyPointer
from plumbrule.model.finding import Severity
from plumbrule.model.pointer import child
from plumbrule.model.secret import brief
from plumbrule.model.shape import Structure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.core.validate.rule import Subject, Value


def unknown_keys(_: Subject, value: Value) -> Iterator[Remark]:
    """Every key of an object that is not in the API model, marked at the key."""
    if isinstance(value.shape, Structure) and isinstance(value.tree, Mapping):
        known = value.shape.members
        for name in value.tree:
            if name not in known:
                where = "a task definition" if value.parent is None else f"`{value.name}`"
                message = f"ECS knows no `{brief(name)}` in {where}"
                yield Remark(KeyPointer(child(value.pointer, name)), message, did_you_mean(name, known))


RULES: Final = (
    Rule(
        id="R006",
        severity=Severity.ERROR,
        at=(EVERY,),
        why="The SDK refuses a call with a parameter it does not know, whatever its letter case was meant to be.",
        source=Source("botocore ecs/2014-11-13 RegisterTaskDefinitionRequest", "2026-11"),
        check=unknown_keys,
        hint="remove the key; member names are written as in the API, in camelCase",
        of_shape=True,
    ),
)
