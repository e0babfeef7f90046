"""The kinds of value that `facts` have: a field's path, any value, a day of the calendar, and a reason."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Final, TypeAlias

from pydantic import PlainValidator, WithJsonSchema

from plumbrule.core.canon.own import why_not
from plumbrule.settings.kinds import Written, unfit

if TYPE_CHECKING:
    from plumbrule.model.tree import Tree

_PATH: Final = r'^[A-Za-z][A-Za-z0-9_-]*(\[\]|\["([^"\\]|\\.)*"\]|\.[A-Za-z_][A-Za-z0-9_-]*)*$'
_DAY: Final = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_WANTED: Final = "a field's path such as containerDefinitions[].newField"


def read_path(value: object) -> str:
    """`value` when it is the API path of a field that a fact can be about."""
    if not isinstance(value, str) or not re.search(_PATH.removesuffix("$") + r"\Z", value):
        raise unfit(_WANTED)
    if why := why_not(value):
        raise unfit(f"{_WANTED}; {why}")
    return value


def read_day(value: object) -> date:
    """The day that `value` names."""
    try:
        if isinstance(value, str) and re.search(_DAY.removesuffix("$") + r"\Z", value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise unfit("a day of the calendar such as 2027-01-31")


def read_value(value: Any) -> Tree:  # noqa: ANN401 - whatever the file says
    """`value`, whatever it is."""
    found: Tree = value
    return found


FieldPath: TypeAlias = Annotated[str, PlainValidator(read_path), WithJsonSchema({"type": "string", "pattern": _PATH})]
FactValue: TypeAlias = Annotated[Any, PlainValidator(read_value), WithJsonSchema({})]
Day: TypeAlias = Annotated[date, PlainValidator(read_day), WithJsonSchema({"type": "string", "pattern": _DAY})]
Reason: TypeAlias = Annotated[str, Written(r"^.*\S.*$", "a reason, in words on one line")]
