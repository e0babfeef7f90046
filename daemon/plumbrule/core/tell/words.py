"""Values as people may see them: short, on one line, secrets masked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.core.fields import api_path, masked, node_at, steps
from plumbrule.model.change import Absent, Change
from plumbrule.model.digest import canonical_json
from plumbrule.model.secret import MASK, is_secret_text, masked_tree, safe_pointer

if TYPE_CHECKING:
    from plumbrule.model.tree import Tree

LONGEST: Final = 120
"""Characters of one value in a line; the rest is cut, since the whole value is in Git or in ECS."""


def shown(value: Tree | Absent, *, secret: bool = False, name: str = "") -> str:
    """One side of a change in JSON, or `(absent)`; `name` is what it stands under.

    Where it is `secret`, whatever its names and shapes tell to be secret is masked; the whole value when they tell
    nothing, and whenever the line still looks like a credential.
    """
    if isinstance(value, Absent):
        return str(value)
    text = canonical_json(_masked(value, value) if secret else masked_tree(value, name) if name else value)
    if is_secret_text(text) or text == canonical_json(MASK):
        return MASK
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def change_fields(change: Change) -> dict[str, Tree]:
    """One change for a log line or JSON output: an absent side has no key, only secret leaves are masked."""
    sides = {"git": change.git, "live": change.live}
    values: dict[str, Tree] = {
        name: _side(change, value) for name, value in sides.items() if not isinstance(value, Absent)
    }
    return {"path": path_of(change), "pointer": safe_pointer(change.pointer), "op": change.op.value} | values


def path_of(change: Change) -> str:
    """The path of a change as it may be shown: a key in it may be a credential, by mistake."""
    return safe_pointer(change.path)


def _side(change: Change, value: Tree) -> Tree:
    if not change.secret:
        return masked_tree(value)
    return _masked(masked(node_at(api_path(change.path)), value, steps(change.path)[-1]), value)


def _masked(partly: Tree, whole: Tree) -> Tree:
    """`partly` without what names and shapes still tell; all of a secret in which nothing was found."""
    found = masked_tree(partly)
    return MASK if found == whole else found
