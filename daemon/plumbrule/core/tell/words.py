"""Values as people may see them: short, on one line, secrets masked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.model.change import Absent, Change
from plumbrule.model.digest import canonical_json
from plumbrule.model.secret import MASK, is_secret_text

if TYPE_CHECKING:
    from plumbrule.model.tree import Tree

LONGEST: Final = 120
"""Characters of one value in a line; the rest is cut, since the whole value is in Git or in ECS."""


def shown(value: Tree | Absent, *, secret: bool = False) -> str:
    """One side of a change in JSON, or `(absent)`; masked when `secret` or when it looks like a credential."""
    if isinstance(value, Absent):
        return str(value)
    text = canonical_json(value)
    if secret or is_secret_text(text):
        return MASK
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def change_fields(change: Change) -> dict[str, Tree]:
    """One change for a log line or JSON output: values as they are, masked where secret; an absent side has no key."""
    sides = {"git": change.git, "live": change.live}
    values: dict[str, Tree] = {
        name: MASK if change.secret else value for name, value in sides.items() if not isinstance(value, Absent)
    }
    return {"path": change.path, "pointer": change.pointer, "op": change.op.value} | values
