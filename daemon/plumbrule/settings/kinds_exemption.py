"""The kinds of value that `owned_elsewhere` and `ignore` have: a keyed path, and a day."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Annotated, Final, TypeAlias

from pydantic import PlainValidator, WithJsonSchema

from plumbrule.core.fields import UnfitPath, owned_pattern_of, pattern_of
from plumbrule.settings.kinds import unfit

if TYPE_CHECKING:
    from collections.abc import Callable

    from plumbrule.core.fields import Pattern

_DAY: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"


def read_path(value: object) -> str:
    """`value` when it is a keyed path of a task definition."""
    return _fit(value, pattern_of)


def read_owned_path(value: object) -> str:
    """`value` when it is a keyed path whose value somebody else may set."""
    return _fit(value, owned_pattern_of)


def read_day(value: object) -> date:
    """The day that `value` names."""
    try:
        if isinstance(value, str) and re.fullmatch(_DAY, value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise unfit("a day such as 2027-01-31")


def _fit(value: object, read: Callable[[str], Pattern]) -> str:
    wanted = "a path such as containerDefinitions[app].image"
    if not isinstance(value, str):
        raise unfit(wanted)
    try:
        read(value)
    except UnfitPath as wrong:
        hint = f"; {wrong.hint}" if wrong.hint else ""
        raise unfit(f"{wanted}; this one {wrong.message}{hint}") from None
    return value


_TEXT: Final = {"type": "string", "minLength": 1}

KeyedPath: TypeAlias = Annotated[str, PlainValidator(read_path), WithJsonSchema(_TEXT)]
OwnedPath: TypeAlias = Annotated[str, PlainValidator(read_owned_path), WithJsonSchema(_TEXT)]
Day: TypeAlias = Annotated[date, PlainValidator(read_day), WithJsonSchema({"type": "string", "pattern": f"^{_DAY}$"})]
