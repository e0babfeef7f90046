"""Fields of requests: what they hold, and how they are read from a query or from JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from plumbrule.errors import Declined
from plumbrule.model.duration import read_duration

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST: Final = 1000
"""Characters of one text."""

TEXT: Final = "text"
TEXTS: Final = "texts"
NUMBER: Final = "number"
FLAG: Final = "flag"
LASTS: Final = "lasts"

EMPTY: Final[Mapping[str, object]] = {TEXT: "", TEXTS: (), NUMBER: 0, FLAG: False, LASTS: None}
SCHEMAS: Final[Mapping[str, Mapping[str, object]]] = {
    TEXT: {"type": "string", "maxLength": LONGEST},
    TEXTS: {"type": "array", "items": {"type": "string", "maxLength": LONGEST}},
    NUMBER: {"type": "integer", "minimum": 0},
    FLAG: {"type": "boolean"},
    LASTS: {"type": "string", "examples": ["2h", "1d"]},
}


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its name, which of the kinds above it is, and its words."""

    name: str
    kind: str
    words: str


def of_query(fields: Sequence[Field], pairs: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """What a query says. Raises Declined: a field is unknown, given twice, or of another kind."""
    found: dict[str, Any] = {}
    known = {field.name: field for field in fields}
    for name, text in pairs:
        field = known.get(name)
        if field is None:
            raise _wrong(f"there is no parameter {name[:40]}; there are {', '.join(known) or 'none'}")
        if field.kind == TEXTS:
            found.setdefault(name, []).append(_checked(field, text))
        elif name in found:
            raise _wrong(f"{name} is given twice")
        else:
            found[name] = _checked(field, int(text) if field.kind == NUMBER and text.isdecimal() else text)
    return _complete(fields, found)


def of_body(fields: Sequence[Field], body: object) -> dict[str, Any]:
    """What a JSON body says. Raises Declined, as `of_query`."""
    if not isinstance(body, Mapping):
        raise _wrong("the body has to be a JSON object")
    known = {field.name: field for field in fields}
    if unknown := sorted(str(name)[:40] for name in body.keys() - known.keys()):
        raise _wrong(f"there is no field {unknown[0]}; there are {', '.join(known) or 'none'}")
    given = {name: value for name, value in body.items() if value is not None}
    return _complete(fields, {name: _checked(known[name], value) for name, value in given.items()})


def _complete(fields: Sequence[Field], found: dict[str, Any]) -> dict[str, Any]:
    return {field.name: found.get(field.name, EMPTY[field.kind]) for field in fields}


def _checked(field: Field, value: object) -> object:
    match field.kind, value:
        case ("text" | "texts", str()) if len(value) <= LONGEST:
            found: object = value
        case "texts", list() if all(isinstance(one, str) and len(one) <= LONGEST for one in value):
            found = tuple(value)
        case "flag", bool():
            found = value
        case "number", int() if not isinstance(value, bool) and value >= 0:
            found = value
        case "lasts", str() if value == "" or read_duration(value) is not None:
            found = read_duration(value)
        case _:
            raise _wrong(f"{field.name} has to be {_WANTED[field.kind]}")
    return found


_WANTED: Final = {
    TEXT: f"text of up to {LONGEST} characters",
    TEXTS: "a list of texts",
    NUMBER: "a whole number",
    FLAG: "true or false",
    LASTS: "a duration such as 30m, 2h or 1d",
}


def _wrong(message: str) -> Declined:
    return Declined(message, why="wrong")
