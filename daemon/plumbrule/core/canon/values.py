"""Single values: sizes in ECS's own units, role names as ARNs, sets in one order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plumbrule.core.fields.sizes import in_units
from plumbrule.model.digest import canonical_json

if TYPE_CHECKING:
    from collections.abc import Iterable

    from plumbrule.core.canon.context import CanonContext
    from plumbrule.core.fields import FieldFact
    from plumbrule.model.tree import Tree


def converted(fact: FieldFact, value: Tree, context: CanonContext) -> Tree:
    """`value` the way ECS keeps it; verbatim where it cannot be read."""
    if isinstance(value, int) and not isinstance(value, bool) and fact.unit:
        return str(value)
    if not isinstance(value, str):
        return value
    if fact.role:
        return context.role_arn(value)
    return value if fact.unit is None else in_units(value, fact.unit)


def as_set(items: Iterable[Tree]) -> list[Tree]:
    """`items` without repeats: whole numbers by size, then everything else by its JSON text."""
    distinct = {canonical_json(item): item for item in items}
    return [distinct[text] for text in sorted(distinct, key=lambda text: _rank(text, distinct[text]))]


def _rank(text: str, item: Tree) -> tuple[bool, int, str]:
    if isinstance(item, int) and not isinstance(item, bool):
        return (False, item, "")
    return (True, 0, text)
