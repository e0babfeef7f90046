"""Reading the policy: one YAML file, and all mistakes at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import ValidationError

from plumbrule.errors import SettingsError
from plumbrule.settings.mistake import Origins
from plumbrule.settings.policy.across import mistakes_across
from plumbrule.settings.policy.form import PolicyForm
from plumbrule.settings.policy.make import make
from plumbrule.settings.reader import read_tree
from plumbrule.settings.sentence import mistake_of

if TYPE_CHECKING:
    from plumbrule.model.policy import Policy
    from plumbrule.model.tree import Object
    from plumbrule.settings.mistake import Mistake


def parse_policy(text: str, name: str) -> Policy:
    """The policy in `text`, which messages call `name`.

    Raises:
        SettingsError: with every mistake there is.
    """
    reading = read_tree(text, name)
    form, mistakes = _check(reading.tree)
    lines = Origins(name, reading.marks, {}).lines((*mistakes_across(reading.tree), *mistakes))
    if form is None or lines:
        raise SettingsError(lines)
    return make(form)


def _check(tree: Object) -> tuple[PolicyForm | None, tuple[Mistake, ...]]:
    try:
        return PolicyForm.model_validate(tree), ()
    except ValidationError as error:
        return None, tuple(mistake_of(one, PolicyForm) for one in error.errors(include_url=False))
