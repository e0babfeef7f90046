"""What libyaml says about broken YAML, in plainer words and at the more telling of its two places."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import yaml

from plumbrule.core.load.build import Mistake
from plumbrule.core.load.lines import Lines, line_of

if TYPE_CHECKING:
    from plumbrule.model.document import Position

_RULE: Final = "syntax"
_ARN_WITH_COLON: Final = re.compile(r"\barn:\S*:\s*(#.*)?$")
_QUOTE_ARN: Final = (
    "YAML does not let an unquoted value end in a colon, as the ARN of a secret with a JSON key does: "
    'put the whole ARN in quotes, as in valueFrom: "arn:aws:secretsmanager:…:password::"'
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
    here = _position(error.problem_mark)
    start = _position(error.context_mark) if error.context_mark else here
    problem, context = error.problem or "", error.context or ""
    for in_context, in_problem, mistake in _WORDS:
        if in_context in context and in_problem in problem:
            return mistake(text, start, here)
    return Mistake(_RULE, here, f"this is not valid YAML: {problem or context}")


def _position(mark: yaml.Mark | None) -> Position:
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _colon(text: str, _: Position, here: Position) -> Mistake:
    arn = _ARN_WITH_COLON.search(line_of(text, here[0]))
    hint = _QUOTE_ARN if arn else "put the value in quotes if the `:` belongs to it; else check the indentation"
    return Mistake(_RULE, here, "a `:` stands where none is allowed", hint)


def _bad_start(text: str, _: Position, here: Position) -> Mistake:
    character = line_of(text, here[0])[here[1] - 1 : here[1]]
    if character == "\t":
        return Mistake(_RULE, here, "a tab stands here; YAML indents with spaces only", "replace the tab with spaces")
    return Mistake(_RULE, here, f"an unquoted value cannot begin with `{character}`", "put the value in quotes")


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


def _no_colon(_: str, start: Position, __: Position) -> Mistake:
    return Mistake(_RULE, start, "this line is not `key: value`, nor does it go on from the line above")


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
