"""What a single setting may hold: pydantic metadata that refuses in our words and describes itself in JSON Schema.

Each kind raises `unfit` with what is wanted; `sentence.py` says what was found instead.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pydantic_core import PydanticCustomError, core_schema

from plumbrule.core import closest
from plumbrule.model.duration import PATTERN, read_duration, write_duration

if TYPE_CHECKING:
    from datetime import timedelta

    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue

_DECIMAL: Final = re.compile(r"(0|[1-9][0-9]{0,8})(\.[0-9]{1,9})?")


def unfit(wanted: str, *, in_quotes: bool = False) -> PydanticCustomError:
    """The refusal of a value.

    Args:
        wanted: completes "must be …".
        in_quotes: whether it would do as text, so that putting it in quotes may mend it.
    """
    return PydanticCustomError("not_text" if in_quotes else "unfit", "must be {wanted}", {"wanted": wanted})


@dataclass(frozen=True, slots=True)
class Written:
    """Text of one form.

    Attributes:
        pattern: regular expression for the whole text, in what Python and ECMA 262 share.
        wanted: the same in words.
    """

    pattern: str
    wanted: str

    def read(self, value: object) -> str:
        """`value` when it fits."""
        if not isinstance(value, str):
            raise unfit(self.wanted, in_quotes=True)
        if not re.search(self.pattern.removesuffix("$") + r"\Z", value):
            raise unfit(self.wanted)
        return value

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(self.read)

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"type": "string", "pattern": self.pattern}


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of some words.

    Attributes:
        words: all of them.
        what: what they are, for the sentence that refuses another one.
    """

    words: tuple[str, ...]
    what: str

    def read(self, value: object) -> str:
        """`value` when it is one of the words."""
        if isinstance(value, str) and value in self.words:
            return str(value)
        near = closest(value, self.words) if isinstance(value, str) else None
        raise unfit(f"{self.what}: {', '.join(self.words)}{f' (did you mean {near}?)' if near else ''}")

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(self.read)

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"type": "string", "enum": list(self.words)}


@dataclass(frozen=True, slots=True)
class Span:
    """A duration between two bounds; JSON Schema cannot say the bounds, so an editor is laxer here."""

    least: timedelta
    most: timedelta

    @property
    def wanted(self) -> str:
        """In words."""
        bounds = f"{write_duration(self.least)} to {write_duration(self.most)}"
        return f"a duration from {bounds}, such as 500ms, 3s, 10m, 2h or 1d"

    def read(self, value: object) -> timedelta:
        """The duration `value` names, when it lies within the bounds."""
        span = read_duration(value) if isinstance(value, str) else None
        if span is None or not self.least <= span <= self.most:
            raise unfit(self.wanted)
        return span

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(self.read)

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"type": "string", "pattern": PATTERN}


@dataclass(frozen=True, slots=True)
class Decimal:
    """A number above 0, with or without a decimal point.

    The YAML reader keeps `0.5` as text, quoted or not, so quotes are tolerated; an editor is stricter there.
    """

    most: float

    @property
    def wanted(self) -> str:
        """In words."""
        return f"a number above 0 and at most {self.most:g}, such as 0.5"

    def read(self, value: object) -> float:
        """The number, when it lies within the bounds."""
        text = "" if isinstance(value, bool) else str(value)
        number = float(text) if _DECIMAL.fullmatch(text) else 0.0
        if not 0 < number <= self.most:
            raise unfit(self.wanted)
        return number

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(self.read)

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"type": "number", "exclusiveMinimum": 0, "maximum": self.most}


@dataclass(frozen=True, slots=True)
class Whole:
    """An integer between two bounds."""

    least: int
    most: int

    def read(self, value: object) -> int:
        """The number, when it lies within the bounds; `true` is not one."""
        if isinstance(value, bool) or not isinstance(value, int) or not self.least <= value <= self.most:
            raise unfit(f"a whole number from {self.least} to {self.most}")
        return value

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(self.read)

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"type": "integer", "minimum": self.least, "maximum": self.most}
