"""Reading the settings: one YAML file, the environment over it, and all mistakes at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from plumbrule.errors import SettingsError
from plumbrule.model.policy import DEFAULT_POLICY
from plumbrule.model.tree import as_text
from plumbrule.settings.across import mistakes_across
from plumbrule.settings.environment import overlay
from plumbrule.settings.form import SettingsForm
from plumbrule.settings.make import make
from plumbrule.settings.mistake import Origins
from plumbrule.settings.policy.load import parse_policy
from plumbrule.settings.reader import read_text, read_tree
from plumbrule.settings.sentence import mistake_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plumbrule.model.policy import Policy
    from plumbrule.model.tree import Object
    from plumbrule.settings.mistake import Mistake
    from plumbrule.settings.values import Settings


def load_settings(path: Path, environ: Mapping[str, str]) -> Settings:
    """The settings in the file at `path`, with every `PLUMBRULE_…` of `environ` laid over them.

    Raises:
        SettingsError: with every mistake there is, or the one that kept the file from being read.
    """
    return parse_settings(read_text(path, "the settings"), str(path), environ)


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
    policy, of_policy = _policy(as_text(overlaid.tree.get("policy")) or "")
    if form is None or lines or of_policy:
        raise SettingsError((*lines, *of_policy))
    return make(form, policy)


def _policy(path: str) -> tuple[Policy, tuple[str, ...]]:
    """The policy in the file at `path`, or every mistake in it; the default one where there is no file."""
    if not path.startswith("/"):
        return DEFAULT_POLICY, ()
    try:
        return parse_policy(read_text(Path(path), "the policy"), path), ()
    except SettingsError as error:
        return DEFAULT_POLICY, error.mistakes


def _check(tree: Object) -> tuple[SettingsForm | None, tuple[Mistake, ...]]:
    try:
        return SettingsForm.model_validate(tree), ()
    except ValidationError as error:
        return None, tuple(mistake_of(one) for one in error.errors(include_url=False))
