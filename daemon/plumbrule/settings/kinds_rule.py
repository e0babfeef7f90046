"""The kinds of value that `rules` has: a rule that may be changed, and what is made of it."""

from __future__ import annotations

from typing import Annotated, Final, TypeAlias

from pydantic import Field, PlainValidator, WithJsonSchema

from plumbrule.core.validate.changing import nearest, of_operators, why_fixed
from plumbrule.model.target_policy import Ruling
from plumbrule.settings.kinds import unfit

_SHAPE: Final = r"^(R[0-9]{3}|[a-z]+(-[a-z]+)*)$"
"""What an editor may check: which rules there are changes with every version."""


def read_rule(value: object) -> str:
    """`value` when it is the id of a rule that may be changed; the reason, or the nearest one, otherwise."""
    if isinstance(value, str) and value in of_operators():
        return value
    raise unfit(f"the id of a rule that may be changed{_why(value) if isinstance(value, str) else ''}")


def _why(value: str) -> str:
    if why := why_fixed(value):
        return f"; {value} always counts, because {why}"
    near = nearest(value, of_operators())
    return f" (did you mean {near}?)" if near else " (what is wrong with a file's own form always counts)"


RuleId: TypeAlias = Annotated[str, PlainValidator(read_rule), WithJsonSchema({"type": "string", "pattern": _SHAPE})]
RulingWord: TypeAlias = Annotated[Ruling, Field(strict=False)]
