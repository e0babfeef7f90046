"""What libyaml says about broken YAML, in plainer words and at the more telling of its two places."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import yaml

from plumbrule.core.load.build import Mistake
from plumbrule.core.load.lines import Lines, line_of
from plumbrule.core.load.mend import CONFLICT, CONFLICT_WORDS, printable, with_line
from plumbrule.model.secret import is_secret_text

if TYPE_CHECKING:
    from plumbrule.model.document import Position

_RULE: Final = "syntax"
_ARN_WITH_COLON: Final = re.compile(r"(?P<key>\b[A-Za-z]\w{0,60}:\s+)?(?P<arn>arn:aws\S{0,300}:)\s*(?:#.*)?$")
_QUOTE_ARN: Final = (
    "YAML does not let an unquoted value end in a colon, as the ARN of a secret with a JSON key does: "
    "put the whole ARN in quotes"
)
_MEMBER: Final = re.compile(r"(\s*(?:- )*[^\s:]+:\s+)([^\"'#]*[^\"'#\s])\s*(?:#.*)?")
_SLASHES: Final = re.compile(r"\s*(?://|/\*)")
_QUOTED: Final = re.compile(r"['\"].{2,}['\"]", re.DOTALL)
_INDENT: Final = re.compile(r"[ \t]*")
TYPOGRAPHIC_WORDS: Final = (
    "an unquoted value begins with a typographic quote, which YAML takes for a letter",
    'use the plain quote `"`, or put the whole value in plain quotes if the quote belongs to it',
)


def explain(error: yaml.YAMLError, text: str) -> Mistake:
    """The parser's error as a mistake; values from the text are never repeated."""
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark is not None:
        return _marked(error, text)
    if isinstance(error, yaml.reader.ReaderError):
        position = Lines(text).position(_first_unprintable(text))
        message = "a control character stands here, which YAML does not allow"
        return Mistake(_RULE, position, message, "remove it, or write it as an escape in double quotes")
    return Mistake(_RULE, (1, 1), "this is not valid YAML")


def _first_unprintable(text: str) -> int:
    found = yaml.reader.Reader.NON_PRINTABLE.search(text)
    return found.start() if found else 0


def _marked(error: yaml.MarkedYAMLError, text: str) -> Mistake:
    if left := CONFLICT.search(text):
        return Mistake(_RULE, Lines(text).position(left.start()), *CONFLICT_WORDS)
    here = _position(error.problem_mark)
    start = _position(error.context_mark) if error.context_mark else here
    problem, context = error.problem or "", error.context or ""
    for in_context, in_problem, mistake in _WORDS:
        if in_context in context and in_problem in problem:
            return mistake(text, start, here)
    return Mistake(_RULE, here, f"this is not valid YAML: {_QUOTED.sub('…', problem or context)}")


def _position(mark: yaml.Mark | None) -> Position:
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _colon(text: str, _: Position, here: Position) -> Mistake:
    line = line_of(text, here[0])
    message = "a `:` stands where none is allowed"
    if arn := _ARN_WITH_COLON.search(line):
        return Mistake(_RULE, here, message, _quoted_arn(arn))
    member = _MEMBER.fullmatch(line)
    mended = f'{member[1]}"{member[2]}"' if member else ""
    hint = with_line("put the value in quotes if the `:` belongs to it; else check the indentation", text, here, mended)
    return Mistake(_RULE, here, message, hint)


def _quoted_arn(found: re.Match[str]) -> str:
    """An ARN is no secret, but what is written like one may hold one."""
    if is_secret_text(found["arn"]):
        return _QUOTE_ARN
    return f'{_QUOTE_ARN}, as in `{found["key"] or ""}"{printable(found["arn"])}"`'


def _bad_start(text: str, _: Position, here: Position) -> Mistake:
    line = line_of(text, here[0])
    character = line[here[1] - 1 : here[1]]
    if character == "\t":
        return _tab(text, line, here)
    mended = f'{line[: here[1] - 1]}"{line[here[1] - 1 :].rstrip()}"'
    hint = with_line("put the value in quotes", text, here, "" if '"' in line or "\\" in line else mended)
    return Mistake(_RULE, here, f"an unquoted value cannot begin with `{printable(character)}`", hint)


def _tab(text: str, line: str, here: Position) -> Mistake:
    found = _INDENT.match(line)
    indent = found.group() if found else ""
    mended = indent.replace("\t", "  ") + line[len(indent) :]
    hint = with_line("replace the tab with spaces", text, here, mended if "\t" in indent else "")
    return Mistake(_RULE, here, "a tab stands here; YAML indents with spaces only", hint)


def _unclosed_quote(_: str, start: Position, __: Position) -> Mistake:
    return Mistake(_RULE, start, "the quote that opens here is never closed")


def _bad_escape(_: str, __: Position, here: Position) -> Mistake:
    hint = "double every backslash, or use single quotes"
    return Mistake(_RULE, here, "the quoted text holds an escape that YAML does not know", hint)


def _unclosed_list(_: str, start: Position, here: Position) -> Mistake:
    message = f"a `,` or `]` is missing: the `[` of line {start[0]}, column {start[1]} is still open"
    return Mistake(_RULE, here, message)


def _unclosed_object(_: str, start: Position, here: Position) -> Mistake:
    message = f"a `,` or `}}` is missing: the `{{` of line {start[0]}, column {start[1]} is still open"
    return Mistake(_RULE, here, message)


def _no_colon(text: str, start: Position, __: Position) -> Mistake:
    hint = "a comment in YAML begins with `#`" if _SLASHES.match(line_of(text, start[0])) else ""
    return Mistake(_RULE, start, "this line is not `key: value`, nor does it go on from the line above", hint)


def _indentation(_: str, start: Position, here: Position) -> Mistake:
    message = f"the indentation does not fit the block that begins at line {start[0]}, column {start[1]}"
    return Mistake(_RULE, here, message, "items of one list, and keys of one object, begin in the same column")


_WORDS: Final = (
    ("", "mapping values are not allowed", _colon),
    ("", "cannot start any token", _bad_start),
    ("quoted scalar", "end of stream", _unclosed_quote),
    ("quoted scalar", "", _bad_escape),
    ("double-quoted", "", _bad_escape),
    ("flow sequence", "", _unclosed_list),
    ("flow mapping", "", _unclosed_object),
    ("", "expected ':'", _no_colon),
    ("parsing a block", "", _indentation),
)
"""Words of the parser's context and of its problem, in both of PyYAML's dialects (6.0.3), and what they mean."""
