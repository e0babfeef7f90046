"""A JSON scanner that knows where everything stands, for files that have something to be told about them."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from plumbrule.core.load.build import Builder, Stop
from plumbrule.core.load.lines import Lines
from plumbrule.core.load.scalars import fraction, has_half_pair, whole

if TYPE_CHECKING:
    from plumbrule.core.load.build import Frame
    from plumbrule.model.document import Position
    from plumbrule.model.policy import Bounds
    from plumbrule.model.tree import Scalar

_BLANK: Final = re.compile(r"[ \t\n\r]*")
_WORD: Final = re.compile(r"[-+.\w]+")
_WHOLE: Final = re.compile(r"-?(0|[1-9][0-9]*)")
_FRACTION: Final = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?")
_NUMBER_START: Final = frozenset("-+.0123456789")
_WORDS: Final[dict[str, Scalar]] = {"true": True, "false": False, "null": None}
_FOREIGN: Final = {"True": "true", "False": "false", "None": "null", "nil": "null", "undefined": "null"}
_NOT_NUMBERS: Final = frozenset({"NaN", "Infinity", "-Infinity"})
_NO_COMMENTS: Final = "remove the comment, or write the file as YAML, which has `#` comments"
_STRINGS: Final = json.JSONDecoder()


def scan_json(text: str, bounds: Bounds) -> Builder:
    """Read one JSON text; what is wrong with it is in the builder's mistakes."""
    builder = Builder(bounds)
    with suppress(Stop):
        _Scanner(text, builder).run()
    return builder


class _Scanner:
    """Walks the text once, from token to token; the builder holds the stack."""

    def __init__(self, text: str, builder: Builder) -> None:
        self._text = text
        self._build = builder
        self._lines = Lines(text)
        self._at = 0

    def run(self) -> None:
        """Read the whole text."""
        if not self._skip():
            raise self._stop("the file is empty", rule="empty")
        self._value()
        while (frame := self._build.inside) is not None:
            self._next(frame)
        if self._skip():
            raise self._stop("the document has ended, but text follows it", self._comment_hint())

    def _skip(self) -> str:
        """Pass white space; returns the character that follows, nothing at the end."""
        found = _BLANK.match(self._text, self._at)
        self._at = found.end() if found else self._at
        return self._text[self._at : self._at + 1]

    def _next(self, frame: Frame) -> None:
        """Read one member or item of the innermost object or list, or its end."""
        closing = "}" if isinstance(frame.built, dict) else "]"
        found = self._skip()
        if found == closing:
            self._at += 1
            self._build.close()
            return
        if frame.seen:
            self._comma(found, closing)
        if closing == "}":
            self._key()
        self._value()

    def _comma(self, found: str, closing: str) -> None:
        if found != ",":
            raise self._missing(f"a `,` or `{closing}`")
        comma = self._at
        self._at += 1
        if self._skip() == closing:
            raise self._stop(f"a `,` stands before the closing `{closing}`", "remove the comma", comma)

    def _key(self) -> None:
        found = self._skip()
        start = self._at
        if found != '"':
            raise self._no_key(found)
        name = self._string()
        if self._skip() != ":":
            raise self._missing("a `:` after the key")
        self._at += 1
        self._build.key(name, self._position(start))

    def _no_key(self, found: str) -> Stop:
        if found == "'":
            return self._stop("a key stands in single quotes", "JSON uses double quotes")
        if found.isalpha() or found in {"_", "$"}:
            return self._stop("a key stands without quotes", "put the key in double quotes")
        return self._missing("a key in double quotes")

    def _value(self) -> None:
        found = self._skip()
        position = self._position()
        if found == '"':
            self._build.value(self._string(), position)
        elif found in {"{", "["}:
            self._at += 1
            self._build.open({} if found == "{" else [], position)
        else:
            self._build.value(self._word(found), position)

    def _string(self) -> str:
        start = self._at
        try:
            value, self._at = _STRINGS.raw_decode(self._text, start)
        except json.JSONDecodeError as error:
            raise self._bad_string(error, start) from None
        if has_half_pair(value):
            message = r"half a surrogate pair (`\ud800` to `\udfff`) is no character"
            self._build.mistake("surrogate", self._position(start), message)
        return str(value)

    def _bad_string(self, error: json.JSONDecodeError, start: int) -> Stop:
        if "control character" in error.msg:
            hint = r"a quote may be missing before it; inside text write `\n` or `\t`"
            return self._stop("a line break or another control character stands inside quoted text", hint, error.pos)
        if "escape" in error.msg:
            return self._stop(
                "the quoted text holds an escape that JSON does not know", r"write `\\` for a backslash", error.pos
            )
        return self._stop("the quote that opens here is never closed", at=start)

    def _word(self, found: str) -> Scalar:
        match = _WORD.match(self._text, self._at)
        if match is None:
            raise self._no_value(found)
        word = match.group()
        if word in _WORDS:
            self._at = match.end()
            return _WORDS[word]
        if found in _NUMBER_START and word not in _NOT_NUMBERS:
            value = self._number(word)
            self._at = match.end()
            return value
        raise self._unknown_word(word)

    def _number(self, word: str) -> Scalar:
        if _FRACTION.fullmatch(word) is None:
            hint = (
                "put it in quotes if it is text, such as an account number; a number has no leading zero, `+` or `0x`"
            )
            raise self._stop("this is not a JSON number", hint)
        if _WHOLE.fullmatch(word) is None:
            return self._fraction(word)
        if (number := whole(word)) is None:
            hint = "put it in quotes if it is text"
            self._build.mistake("number", self._position(), "the number does not fit into 64 bits", hint)
        return number

    def _fraction(self, word: str) -> float | None:
        if (number := fraction(word)) is None:
            self._build.mistake("number", self._position(), "the number is too large")
        return number

    def _unknown_word(self, word: str) -> Stop:
        if word in _FOREIGN:
            return self._stop(f"`{word}` is not JSON", f"write `{_FOREIGN[word]}`")
        if word in _NOT_NUMBERS:
            return self._stop(f"`{word}` is not a number that ECS takes", rule="number")
        return self._stop("a value stands without quotes", "put text in double quotes")

    def _no_value(self, found: str) -> Stop:
        if found == "'":
            return self._stop("a value stands in single quotes", "JSON uses double quotes")
        return self._missing("a value")

    def _missing(self, wanted: str) -> Stop:
        """Something else stands where `wanted` should."""
        if hint := self._comment_hint():
            return self._stop("JSON has no comments", hint)
        frame = self._build.inside
        if self._at < len(self._text) or frame is None:
            return self._stop(f"{wanted} is missing here")
        opening = "{" if isinstance(frame.built, dict) else "["
        line, column = frame.position
        return self._stop(f"the file ends, but the `{opening}` of line {line}, column {column} is still open")

    def _comment_hint(self) -> str:
        return _NO_COMMENTS if self._text.startswith(("//", "/*", "#"), self._at) else ""

    def _stop(self, message: str, hint: str = "", at: int | None = None, *, rule: str = "syntax") -> Stop:
        return self._build.stop(rule, self._position(at), message, hint)

    def _position(self, at: int | None = None) -> Position:
        return self._lines.position(self._at if at is None else at)
