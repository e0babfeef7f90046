"""The inverse of diff: the live side with all changes made is Git's side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from plumbrule.core.fields import steps
from plumbrule.model.change import Absent

if TYPE_CHECKING:
    from collections.abc import Iterable

    from plumbrule.model.change import Change
    from plumbrule.model.tree import Object, Tree


def apply(changes: Iterable[Change], live: Object) -> dict[str, Tree]:
    """The canonical `live` with `changes` made, as a fresh tree: with all of `diff(git, live)` it equals `git`.

    Raises:
        KeyError: a change belongs to another definition.
    """
    made = _copied(live)
    for change in changes:
        *above, last = steps(change.path)
        place = made
        for name in above:
            inner = place[name] = _copied(place[name])
            place = inner
        if isinstance(change.git, Absent):
            del place[last]
        else:
            place[last] = change.git
    return made


def _copied(tree: Tree) -> dict[str, Tree]:
    if not isinstance(tree, Mapping):
        raise KeyError("a change leads through something that is no object")
    return dict(tree)
