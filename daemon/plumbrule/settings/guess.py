"""Did you mean: the key that a mistaken one was probably meant to be."""

from __future__ import annotations

from plumbrule.core import closest
from plumbrule.settings.keys import keys


def nearest_key(word: str, parent: str) -> str | None:
    """The key that `word`, found in the group `parent`, most likely means: a neighbour, else one of another group."""
    facts = keys().values()
    neighbour = closest(word, (fact.name for fact in facts if fact.parent == parent))
    elsewhere = [fact.path for fact in facts if fact.name == word]
    return neighbour or (elsewhere[0] if len(elsewhere) == 1 else None)
