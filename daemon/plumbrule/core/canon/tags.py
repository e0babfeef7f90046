"""Tags in one form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from plumbrule.model.tags import PREFIX
from plumbrule.model.tree import as_list, as_object, as_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.model.tree import Tree

NOT_THE_AUTHORS: Final = ("aws:", PREFIX)
"""Key prefixes that no spec may use: AWS's own (API_Tag, seen 2026-11) and ours."""


def canonical_tags(tags: Tree) -> dict[str, str]:
    """`tags` by key, in key order, without AWS's and Plumbrule's own.

    Args:
        tags: the API's list of `{"key": ..., "value": ...}`, or an object from key to value, or nothing.
            A tag without a value has the value `""`, as ECS returns it; entries without a key are left out.
    """
    return {key: value for key, value in sorted(_pairs(tags)) if not key.startswith(NOT_THE_AUTHORS)}


def _pairs(tags: Tree) -> Iterator[tuple[str, str]]:
    if isinstance(tags, Mapping):
        yield from ((key, as_text(value) or "") for key, value in tags.items())
        return
    for tag in map(as_object, as_list(tags)):
        key = as_text(tag.get("key"))
        if key:
            yield key, as_text(tag.get("value")) or ""
