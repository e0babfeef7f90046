"""The settings file as a tree with places, read by the same careful YAML reader as specs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from plumbrule.core.load.parse import Parsed, Syntax, parse
from plumbrule.errors import SettingsError
from plumbrule.model.pace import DEFAULT_BOUNDS

if TYPE_CHECKING:
    from plumbrule.core.load.build import Mistake as SyntaxMistake
    from plumbrule.model.document import Marks
    from plumbrule.model.tree import Object, Tree

_OWN_WORDS: Final[Mapping[str, str]] = {
    "empty": "the file is empty; it must hold the settings, beginning with version: 1",
    "yaml-documents": "a second document begins here; the settings are one document",
}
"""What the reader says about specs and would be odd to say about settings."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The file's values, and where everything stands in it."""

    tree: Object
    marks: Marks


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
