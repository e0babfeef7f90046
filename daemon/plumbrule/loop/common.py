"""What many differences have in common, and the fact that would explain it, ready to be pasted into the settings."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from plumbrule.core.canon import as_plain
from plumbrule.core.fields import api_path, own_path
from plumbrule.model.change import Absent
from plumbrule.model.digest import canonical_json
from plumbrule.model.secret import masked_tree, safe_pointer

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from plumbrule.model.change import Change
    from plumbrule.model.tree import Tree

MOST_LEAVES: Final = 20
"""Of one family that are remembered."""
MOST_NAMED: Final = 3
LONGEST: Final = 400
"""Characters of a value that is still written out as a fact."""
GOOD_FOR: Final = timedelta(days=90)
"""How long the fact that is proposed counts: time enough for a version of Plumbrule that knows it."""


class Leaf(NamedTuple):
    """One difference, without the names of containers and the like.

    Attributes:
        path: the API path, which is told.
        own: where a fact about it would stand.
        value: what would have to count as absent, as canonical JSON; empty where no fact explains it, or may show it.
    """

    path: str
    own: str
    value: str


def leaves(changes: Sequence[Change]) -> tuple[Leaf, ...]:
    """What is remembered of one family's changes."""
    return tuple(Leaf(api_path(one.path), own_path(one.path), _explained(one)) for one in changes[:MOST_LEAVES])


def common(families: Sequence[Sequence[Leaf]], today: date) -> dict[str, Tree]:
    """Fields of a notice: `paths`, each with its number of families, and `fact`, text for the settings (or empty)."""
    counts = Counter(leaf for one in families for leaf in set(one))
    paths = Counter(path for one in families for path in {leaf.path for leaf in one})
    frequent = [leaf for leaf, number in counts.most_common(MOST_NAMED) if leaf.value and 2 * number > len(families)]
    return {
        "paths": {safe_pointer(path): number for path, number in paths.most_common(MOST_NAMED)},
        "fact": _text(frequent, today),
    }


def _explained(change: Change) -> str:
    """A fact makes one value mean absence, so it explains a value that stands on one side only."""
    sides = [side for side in (change.git, change.live) if not isinstance(side, Absent)]
    if len(sides) != 1 or change.secret or api_path(change.path).endswith("[]"):
        return ""
    value = as_plain(change.path, sides[0])
    text = canonical_json(value)
    return text if len(text) <= LONGEST and masked_tree(value) == value else ""


def _text(frequent: Iterable[Leaf], today: date) -> str:
    """Flow style on one line: YAML reads JSON, and a log line keeps it whole."""
    facts = [
        f'{{"path": {canonical_json(leaf.own)}, "default": {leaf.value}, "until": "{today + GOOD_FOR}", '
        f'"reason": "AWS fills it in, seen {today}"}}'
        for leaf in frequent
    ]
    return f"facts: [{', '.join(facts)}]" if facts else ""
