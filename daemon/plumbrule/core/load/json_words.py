"""What people write into JSON that is not JSON, in plain words, with the line as it should be."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from plumbrule.core.load.lines import line_of
from plumbrule.core.load.mend import (
    CONFLICT,
    CONFLICT_WORDS,
    TYPOGRAPHIC,
    double_quoted,
    plain_quoted,
    replaced,
    with_line,
)

if TYPE_CHECKING:
    from plumbrule.core.load.lines import Lines

Words: TypeAlias = tuple[str, str]
"""A sentence and its hint."""

_COMMENT: Final = re.compile(r"(?://|#)[^\r\n]*|/\*(?:[^*]|\*(?!/))*+\*/|/\*[^\r\n]*")
_NO_COMMENTS: Final = "remove the comment, or write the file as YAML, which has `#` comments"
_PLACEHOLDER: Final = re.compile(r"<[\w .:/-]{1,80}>|\$\{[\w.]{1,80}\}|\{\{[\w .]{1,80}\}\}")
_FOREIGN: Final = {"True": "true", "False": "false", "None": "null", "nil": "null", "undefined": "null"}
_BARE: Final = re.compile(r"[\w./:@+-]+")
_BARE_KEY: Final = re.compile(r"[\w.$-]+")


@dataclass(frozen=True, slots=True)
class JsonWords:
    """Looks at what stands at an offset of a broken JSON text."""

    text: str
    lines: Lines

    def strange(self, at: int) -> Words | None:
        """What the text at `at` was probably meant to be, whatever should stand there."""
        if CONFLICT.match(self.text, at):
            return CONFLICT_WORDS
        if comment := _COMMENT.match(self.text, at):
            return "JSON has no comments", self._mended(_NO_COMMENTS, at, len(comment.group()), "")
        found = self.text[at : at + 1]
        if found in TYPOGRAPHIC:
            line = plain_quoted(line_of(self.text, self.lines.position(at)[0]))
            hint = with_line('JSON knows the plain quote `"` only', self.text, self.lines.position(at), line)
            return f"a typographic quote (`{found}`) stands here", hint
        if found and not found.isprintable():
            name = f"U+{ord(found):04X}{_called(found)}"
            return f"an invisible character ({name}) stands here", "remove it; it often comes with text from a web page"
        return None

    def placeholder(self, at: int) -> Words | None:
        """`<PORT>`, `${PORT}` or `{{ port }}` where a value should stand."""
        found = _PLACEHOLDER.match(self.text, at)
        if found is None:
            return None
        hint = "fill it in, or put it in double quotes where text is wanted"
        return "a placeholder stands here without quotes", self._mended(
            hint, at, found.end() - at, f'"{found.group()}"'
        )

    def single_quotes(self, at: int, what: str) -> Words:
        """A key or a value in single quotes."""
        position = self.lines.position(at)
        line = double_quoted(line_of(self.text, position[0]))
        return f"{what} stands in single quotes", with_line("JSON uses double quotes", self.text, position, line)

    def bare(self, at: int, what: str) -> Words:
        """A key or a value without quotes."""
        word = (_BARE_KEY if what == "a key" else _BARE).match(self.text, at)
        length = word.end() - at if word else 0
        hint = "put the key in double quotes" if what == "a key" else "put text in double quotes"
        by = f'"{word.group()}"' if word else ""
        return f"{what} stands without quotes", self._mended(hint, at, length, by) if word else hint

    def foreign(self, at: int, word: str) -> Words | None:
        """Another language's word for true, false or null."""
        if word not in _FOREIGN:
            return None
        hint = self._mended(f"write `{_FOREIGN[word]}`", at, len(word), _FOREIGN[word])
        return f"`{word}` is not JSON", hint

    def trailing_comma(self, at: int) -> str:
        """The hint for a comma that nothing follows."""
        return self._mended("remove the comma", at, 1, "")

    def missing_comma(self, end: int) -> str:
        """The hint for a comma that should stand at `end`, behind the value before."""
        line, column = self.lines.position(end)
        return self._mended(f"put a `,` at line {line}, column {column}, behind the value before", end, 0, ",")

    def open_text(self, start: int) -> str:
        """The hint for a quote that is not closed in its line."""
        position = self.lines.position(start)
        line = line_of(self.text, position[0])
        if any(character in TYPOGRAPHIC for character in line[position[1] :]):
            return with_line("a typographic quote does not close it", self.text, position, plain_quoted(line))
        return r"close it in the same line; a line break inside text is written `\n`"

    def _mended(self, hint: str, at: int, length: int, by: str) -> str:
        position = self.lines.position(at)
        if self.lines.position(at + length)[0] != position[0]:
            return hint
        return with_line(hint, self.text, position, replaced(self.text, position, length, by))


def _called(character: str) -> str:
    name = unicodedata.name(character, "")
    return f", {name.lower()}" if name else ""
