"""Did you mean: the key that a mistaken one was probably meant to be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plumbrule.core import closest
from plumbrule.settings.form import SettingsForm
from plumbrule.settings.keys import keys

if TYPE_CHECKING:
    from plumbrule.settings.section import Section


def nearest_key(word: str, parent: str, form: type[Section] = SettingsForm) -> str | None:
    """The key that `word`, found in the group `parent`, most likely means: one of the very name, else a neighbour."""
    facts = keys(form).values()
    neighbour = closest(word, (fact.name for fact in facts if fact.parent == parent))
    elsewhere = [fact.path for fact in facts if fact.name == word]
    return elsewhere[0] if len(elsewhere) == 1 else neighbour
