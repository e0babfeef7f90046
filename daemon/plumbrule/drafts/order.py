"""The order in which people meet the members of a definition: that of the API's own documentation, names first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from plumbrule.model.shape import Listed, Structure

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from plumbrule.model.shape import ApiShape, Shape
    from plumbrule.model.tree import Object

FIRST: Final = ("name", "image", "essential")


def in_order(tree: Object, known: Iterable[str]) -> dict[str, Any]:
    """The members of one object; what is not known comes last."""
    order = [*FIRST, *known]
    return {name: tree[name] for name in sorted(tree, key=lambda one: order.index(one) if one in order else len(order))}


def container_members(shape: ApiShape) -> Mapping[str, Shape]:
    """What a container may have."""
    listed = shape.request.members["containerDefinitions"]
    item = listed.item if isinstance(listed, Listed) else listed
    return item.members if isinstance(item, Structure) else {}
