"""Reading the settings: one YAML file, the environment over it, and all mistakes at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pydantic import ValidationError

from plumbrule.errors import SettingsError
from plumbrule.settings.across import mistakes_across
from plumbrule.settings.environment import overlay
from plumbrule.settings.form import SettingsForm
from plumbrule.settings.make import make
from plumbrule.settings.mistake import Origins
from plumbrule.settings.reader import read_tree
from plumbrule.settings.sentence import mistake_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from plumbrule.model.tree import Object
    from plumbrule.settings.mistake import Mistake
    from plumbrule.settings.values import Settings

LARGEST_FILE: Final = 1024 * 1024
"""Bytes; a hundred targets take about 60 KiB."""


def load_settings(path: Path, environ: Mapping[str, str]) -> Settings:
    """The settings in the file at `path`, with every `PLUMBRULE_…` of `environ` laid over them.

    Raises:
        SettingsError: with every mistake there is, or the one that kept the file from being read.
    """
    return parse_settings(_text(path), str(path), environ)


def parse_settings(text: str, name: str, environ: Mapping[str, str]) -> Settings:
    """The settings in `text`, which messages call `name`.

    Raises:
        SettingsError: with every mistake there is.
    """
    reading = read_tree(text, name)
    overlaid = overlay(reading.tree, environ)
    form, mistakes = _check(overlaid.tree)
    origins = Origins(name, reading.marks, overlaid.variables)
    lines = origins.lines((*overlaid.mistakes, *mistakes_across(overlaid.tree), *mistakes))
    if form is None or lines:
        raise SettingsError(lines)
    return make(form)


def _check(tree: Object) -> tuple[SettingsForm | None, tuple[Mistake, ...]]:
    try:
        return SettingsForm.model_validate(tree), ()
    except ValidationError as error:
        return None, tuple(mistake_of(one) for one in error.errors(include_url=False))


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise _unread(path, _reason(error)) from error
    if len(content) > LARGEST_FILE:
        raise _unread(path, f"it is larger than {LARGEST_FILE} bytes, so it is hardly a settings file")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _unread(path, f"byte {error.start + 1} is not UTF-8") from error


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


def _unread(path: Path, reason: str) -> SettingsError:
    return SettingsError((f"{path}: the settings cannot be read: {reason}",))
