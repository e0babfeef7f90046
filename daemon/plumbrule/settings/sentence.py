"""What pydantic found, in our words: one table from its error types to sentences that say what to do.

A type that is not in the table is a fault of ours; `tests/settings` tries to find one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.settings.form import SettingsForm
from plumbrule.settings.guess import nearest_key
from plumbrule.settings.keys import keys, path_of
from plumbrule.settings.mistake import Mistake, shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic_core import ErrorDetails

    from plumbrule.settings.mistake import Where
    from plumbrule.settings.section import Section

SENTENCES: Final[Mapping[str, str]] = {
    "missing": "is required. {words}",
    "extra_forbidden": "there is no such key{guess}",
    "unfit": "must be {wanted}; found {found}",
    "not_text": "must be {wanted}; found {found}{quotes}",
    "string_type": "must be text; found {found}{quotes}",
    "bool_type": "must be true or false; found {found}",
    "enum": "must be {expected}; found {found}",
    "literal_error": "must be {expected}; found {found}",
    "model_type": "must be a group of keys with values; found {found}",
    "dict_type": "must be a group of keys with values; found {found}",
    "list_type": "must be a list; found {found}",
    "too_short": "needs at least one item. {words}",
}
FALLBACK: Final = "cannot be read; found {found}"


def mistake_of(error: ErrorDetails, form: type[Section] = SettingsForm) -> Mistake:
    """One of pydantic's errors as a mistake in the file that `form` reads."""
    where = tuple(step for step in error["loc"] if step != "[key]")
    at_key = error["type"] == "extra_forbidden" or where != error["loc"]
    return Mistake(where, SENTENCES.get(error["type"], FALLBACK).format_map(_parts(error, where, form)), at_key=at_key)


def _parts(error: ErrorDetails, where: Where, form: type[Section]) -> Mapping[str, object]:
    value, name = error["input"], _name(where)
    context = error.get("ctx", {})
    fact = keys(form).get(path_of(where))
    return {
        "words": fact.first_sentence if fact else "",
        "guess": _guess(where, form),
        "wanted": context.get("wanted", ""),
        "expected": str(context.get("expected", "")).replace("'", ""),
        "found": found(value, name),
        "quotes": _quotes(value, name),
    }


def found(value: object, name: str) -> str:
    """What stands there, in words that tell text from numbers and scalars from groups."""
    match value:
        case dict():
            return "a group of keys"
        case list() | tuple():
            return "a list"
        case int() if not isinstance(value, bool):
            return f"the number {shown(value, name)}"
        case _:
            return shown(value, name)


def _quotes(value: object, name: str) -> str:
    if not isinstance(value, int):
        return ""
    return f"; put it in quotes: {shown(shown(value, ''), name)}"


def _guess(where: Where, form: type[Section]) -> str:
    near = nearest_key(str(where[-1]), path_of(where[:-1]), form) if where else None
    return f"; did you mean {near}?" if near else ""


def _name(where: Where) -> str:
    return next((step for step in reversed(where) if isinstance(step, str)), "")
