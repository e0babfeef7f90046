"""What differs between two sets of tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plumbrule.core.diff.changes import op_of
from plumbrule.core.diff.pointers import pointer_of
from plumbrule.core.fields import element_path, holds_secret, node_at
from plumbrule.model.change import ABSENT, Change, Op

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plumbrule.model.tree import Object


def diff_tags(git: Mapping[str, str], live: Mapping[str, str], *, original: Object) -> tuple[Change, ...]:
    """Every tag that differs, sorted by path `tags[KEY]`, in both directions; the values are the tags' values.

    Args:
        git: `canonical_tags` of Git's definition.
        live: `canonical_tags` of the revision's tags.
        original: Git's definition as authored, `tags` included; the pointer names the value where that changed, and the
            whole tag where only one side has it.
    """
    differing = (key for key in git.keys() | live.keys() if git.get(key) != live.get(key))
    return tuple(sorted((_change(key, git, live, original) for key in differing), key=lambda change: change.path))


def _change(key: str, git: Mapping[str, str], live: Mapping[str, str], original: Object) -> Change:
    ours, theirs = git.get(key, ABSENT), live.get(key, ABSENT)
    op, path = op_of(ours, theirs), element_path("tags", key)
    pointer = pointer_of(path, original) + ("/value" if op is Op.REPLACE else "")
    secret = any(isinstance(side, str) and holds_secret(node_at("tags[].value"), side, key) for side in (ours, theirs))
    return Change(op, path, pointer, ours, theirs, secret=secret)
