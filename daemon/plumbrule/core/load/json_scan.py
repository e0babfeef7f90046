"""A JSON scanner that knows where everything stands, for files that have something to be told about them."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from plumbrule.core.load.build import Builder, Stop
from plumbrule.core.load.json_words import JsonWords
from plumbrule.core.load.lines import Lines
from plumbrule.core.load.scalars import fraction, unfit, whole, writable

if TYPE_CHECKING:
    from plumbrule.core.load.build import Frame
    from plumbrule.model.document import Position
    from plumbrule.model.pace import Bounds
    from plumbrule.model.tree import Scalar

_BLANK: Final = re.compile(r"[ \t\n\r]*")
_WORD: Final = re.compile(r"[-+.\w]+")
_WHOLE: Final = re.compile(r"-?(0|[1-9][0-9]*)")
_FRACTION: Final = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?")
_NUMBER_START: Final = frozenset("-+.0123456789")
_WORDS: Final[dict[str, Scalar]] = {"true": True, "false": False, "null": None}
_NOT_NUMBERS: Final = frozenset({"NaN", "Infinity", "-Infinity"})
_STARTS: Final = frozenset('"{[')
_CLOSINGS: Final = frozenset("}]")
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
        self._words = JsonWords(text, self._lines)
        self._at = 0
        self._end = 0

    def run(self) -> None:
        """Read the whole text."""
        if not self._skip():
            raise self._stop("the file is empty", rule="empty")
        self._value()
        while (frame := self._build.inside) is not None:
            self._next(frame)
        if self._skip():
            self._refuse_strange()
            raise self._stop("the document has ended, but text follows it")

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
            self._at = self._end = self._at + 1
            self._build.close()
            return
        if frame.seen:
            self._comma(found, closing)
        if closing == "}":
            self._key()
        self._value()

    def _comma(self, found: str, closing: str) -> None:
        if found != ",":
            raise self._no_comma(found, closing)
        comma = self._at
        self._at += 1
        if self._skip() == closing:
            hint = self._words.trailing_comma(comma)
            raise self._stop(f"a `,` stands before the closing `{closing}`", hint, comma)

    def _no_comma(self, found: str, closing: str) -> Stop:
        wanted = f"a `,` or `{closing}`"
        if found in _STARTS:
            self._refuse_strange()
            return self._stop(f"{wanted} is missing here", self._words.missing_comma(self._end))
        if found in _CLOSINGS:
            return self._stop(f"a `{found}` stands here, but {self._opened()} is still open")
        return self._missing(wanted)

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
            return self._stop(*self._words.single_quotes(self._at, "a key"))
        if found == "{" and (words := self._words.placeholder(self._at - 1)):
            return self._stop(*words, self._at - 1)
        if found.isalpha() or found in {"_", "$"}:
            return self._stop(*self._words.bare(self._at, "a key"))
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
        self._end = self._at

    def _string(self) -> str:
        start = self._at
        try:
            value, self._at = _STRINGS.raw_decode(self._text, start)
        except json.JSONDecodeError as error:
            raise self._bad_string(error, start) from None
        if (wrong := unfit(value)) is not None:
            self._build.mistake(wrong.rule, self._position(start), wrong.message, wrong.hint)
        return writable(str(value))

    def _bad_string(self, error: json.JSONDecodeError, start: int) -> Stop:
        if "control character" in error.msg:
            return self._control(error.pos, start)
        if "escape" in error.msg:
            return self._stop(
                "the quoted text holds an escape that JSON does not know", r"write `\\` for a backslash", error.pos
            )
        return self._stop("the quote that opens here is never closed", self._words.open_text(start), start)

    def _control(self, at: int, start: int) -> Stop:
        if self._text[at] in "\r\n":
            message = "the quote that opens here is not closed before the line ends"
            return self._stop(message, self._words.open_text(start), start)
        return self._stop("a tab or another control character stands inside quoted text", r"write a tab as `\t`", at)

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
        if words := self._words.foreign(self._at, word):
            return self._stop(*words)
        if word in _NOT_NUMBERS:
            return self._stop(f"`{word}` is not a number that ECS takes", rule="number")
        return self._stop(*self._words.bare(self._at, "a value"))

    def _no_value(self, found: str) -> Stop:
        if found == "'":
            return self._stop(*self._words.single_quotes(self._at, "a value"))
        if words := self._words.placeholder(self._at):
            return self._stop(*words)
        return self._missing("a value")

    def _missing(self, wanted: str) -> Stop:
        """Something else stands where `wanted` should."""
        self._refuse_strange()
        if self._at < len(self._text) or self._build.inside is None:
            return self._stop(f"{wanted} is missing here")
        return self._stop(f"the file ends, but {self._opened()} is still open")

    def _opened(self) -> str:
        frame = self._build.inside
        line, column = frame.position if frame else (1, 1)
        opening = "{" if frame and isinstance(frame.built, dict) else "["
        return f"the `{opening}` of line {line}, column {column}"

    def _refuse_strange(self) -> None:
        if words := self._words.strange(self._at):
            raise self._stop(*words)

    def _stop(self, message: str, hint: str = "", at: int | None = None, *, rule: str = "syntax") -> Stop:
        return self._build.stop(rule, self._position(at), message, hint)

    def _position(self, at: int | None = None) -> Position:
        return self._lines.position(self._at if at is None else at)
