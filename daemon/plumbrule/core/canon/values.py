"""Single values: sizes in ECS's own units, role names as ARNs, sets in one order."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final, assert_never

from plumbrule.core.fields import Unit
from plumbrule.model.digest import canonical_json

if TYPE_CHECKING:
    from collections.abc import Iterable

    from plumbrule.core.canon.context import CanonContext
    from plumbrule.core.fields import FieldFact
    from plumbrule.model.tree import Tree

# Documented forms: "1 vCPU", ".5 vcpu", "1GB", "1 gb" (RegisterTaskDefinition, `cpu` and `memory`, seen 2026-11).
# An amount longer than this is no size, and must not cost time.
_VCPU: Final = re.compile(r"(\d{0,9}\.?\d{1,9}) *vcpu", re.IGNORECASE | re.ASCII)
_GB: Final = re.compile(r"(\d{0,9}\.?\d{1,9}) *gb", re.IGNORECASE | re.ASCII)
_PER_LARGE_UNIT: Final = 1024


def converted(fact: FieldFact, value: Tree, context: CanonContext) -> Tree:
    """`value` the way ECS keeps it; verbatim where it cannot be read."""
    if isinstance(value, int) and not isinstance(value, bool) and fact.unit:
        return str(value)
    if not isinstance(value, str):
        return value
    if fact.role:
        return context.role_arn(value)
    return value if fact.unit is None else _in_units(value, fact.unit)


def _in_units(text: str, unit: Unit) -> str:
    found = _form(unit).fullmatch(text)
    if found is None:
        return text
    amount = Decimal(found[1]) * _PER_LARGE_UNIT
    return str(int(amount)) if amount == int(amount) else text


def _form(unit: Unit) -> re.Pattern[str]:
    match unit:
        case Unit.TASK_CPU:
            return _VCPU
        case Unit.TASK_MEMORY:
            return _GB
        case _:
            assert_never(unit)


def as_set(items: Iterable[Tree]) -> list[Tree]:
    """`items` without repeats: whole numbers by size, then everything else by its JSON text."""
    distinct = {canonical_json(item): item for item in items}
    return [distinct[text] for text in sorted(distinct, key=lambda text: _rank(text, distinct[text]))]


def _rank(text: str, item: Tree) -> tuple[bool, int, str]:
    if isinstance(item, int) and not isinstance(item, bool):
        return (False, item, "")
    return (True, 0, text)
