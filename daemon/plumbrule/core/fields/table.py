"""The field table: every row of `rows/`, found by itself, and the questions asked of it."""

from __future__ import annotations

import importlib
import pkgutil
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from plumbrule.core.fields import rows, sources
from plumbrule.core.fields.fact import FieldFact, Risk

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

RESPONSE_ONLY: Final = frozenset(
    {
        "taskDefinitionArn",
        "revision",
        "status",
        "requiresAttributes",
        "compatibilities",
        "registeredAt",
        "registeredBy",
        "deregisteredAt",
        "deleteRequestedAt",
    }
)
"""Members of Describe's `taskDefinition` that Register does not take.

Source: API_TaskDefinition against API_RegisterTaskDefinition, seen 2026-11; a test compares with botocore's model.
"""


def _rows() -> Iterator[FieldFact]:
    for module in pkgutil.iter_modules(rows.__path__, f"{rows.__name__}."):
        yield from importlib.import_module(module.name).ROWS


def table_of(facts: Iterator[FieldFact]) -> Mapping[str, FieldFact]:
    """`facts` by path.

    Raises:
        ValueError: two rows tell of one path.
    """
    table: dict[str, FieldFact] = {}
    for row in facts:
        if table.setdefault(row.path, row) is not row:
            raise ValueError(f"two rows for {row.path}")
    return MappingProxyType(table)


FIELDS: Final = table_of(_rows())
"""Every row by its path."""


def fact(path: str) -> FieldFact:
    """The row of an API path such as `containerDefinitions[].image` or `containerDefinitions[].dockerLabels{}`.

    The items of a list have the list's row.
    A path that the table does not know is plain, has no default, and carries the highest risk.
    """
    found = FIELDS.get(path) or FIELDS.get(path.removesuffix("[]"))
    return found or FieldFact(path, Risk.UNKNOWN, sources.REGISTER)


def list_key(path: str) -> tuple[str, ...]:
    """The members that tell the elements of the list at `path` apart; `()` when it is not keyed.

    For ports these are `containerPort`, `containerPortRange` (one of both stands) and `protocol` (`tcp` when missing);
    `element_key` knows such details.
    """
    return tuple(member for part in fact(path).keys for member in part)
