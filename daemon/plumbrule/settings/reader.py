"""The settings file as a tree with places, read by the same careful YAML reader as specs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from plumbrule.core.load.parse import Parsed, Syntax, parse
from plumbrule.errors import SettingsError
from plumbrule.model.pace import DEFAULT_BOUNDS

if TYPE_CHECKING:
    from pathlib import Path

    from plumbrule.core.load.build import Mistake as SyntaxMistake
    from plumbrule.model.document import Marks
    from plumbrule.model.tree import Object, Tree

_OWN_WORDS: Final[Mapping[str, str]] = {
    "empty": "the file is empty; it must hold the settings, beginning with version: 1",
    "yaml-documents": "a second document begins here; the settings are one document",
}
"""What the reader says about specs and would be odd to say about settings."""


LARGEST_FILE: Final = 1024 * 1024
"""Bytes; a hundred targets take about 60 KiB."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The file's values, and where everything stands in it."""

    tree: Object
    marks: Marks


def read_text(path: Path, what: str) -> str:
    """The text of a file that the operator wrote.

    Raises:
        SettingsError: it cannot be read, says `what`.
    """
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise _unread(path, what, _reason(error)) from error
    if len(content) > LARGEST_FILE:
        raise _unread(path, what, f"it is larger than {LARGEST_FILE} bytes, so it is hardly a settings file")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _unread(path, what, f"byte {error.start + 1} is not UTF-8") from error


def _reason(error: OSError) -> str:
    match error:
        case FileNotFoundError():
            return "there is no such file"
        case IsADirectoryError():
            return "it is a directory"
        case PermissionError():
            return "this user may not read it"
        case _:
            return (error.strerror or type(error).__name__).lower()


def _unread(path: Path, what: str, reason: str) -> SettingsError:
    return SettingsError((f"{path}: {what} cannot be read: {reason}",))


def read_tree(text: str, name: str) -> Reading:
    """The one group of keys that `text` holds.

    Raises:
        SettingsError: for text that is not YAML as we read it, with all mistakes of that kind, or holds something else.
    """
    parsed = parse(text, Syntax.YAML, DEFAULT_BOUNDS)
    if not isinstance(parsed, Parsed):
        raise SettingsError(tuple(_line(name, mistake) for mistake in parsed))
    if not isinstance(parsed.tree, Mapping):
        raise SettingsError(
            (f"{name}:1:1: the settings must be a group of keys with values, beginning with version: 1",)
        )
    return Reading(parsed.tree, parsed.marks())


def read_scalar(text: str) -> Tree:
    """What `text` would be as a value in the file; the text itself where it would be no single value."""
    parsed = parse(text, Syntax.YAML, DEFAULT_BOUNDS)
    if not isinstance(parsed, Parsed) or isinstance(parsed.tree, Mapping | list):
        return text
    return parsed.tree


def _line(name: str, mistake: SyntaxMistake) -> str:
    line, column = mistake.position
    message = _OWN_WORDS.get(mistake.rule, mistake.message)
    hint = f"; {mistake.hint}" if mistake.hint and mistake.rule not in _OWN_WORDS else ""
    return f"{name}:{line}:{column}: {message}{hint}"
