"""Judges edits of the base of all examples, by some of the rules only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plumbrule.core.validate.checking import validate
from plumbrule.core.validate.example import BASE, edited
from plumbrule.core.validate.registry import catalogue
from plumbrule.edge.aws.shape import api_shape
from plumbrule.model.place import Place
from tests.core.validate.judging import TODAY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plumbrule.core.validate.example import Absent
    from plumbrule.model.finding import Finding
    from plumbrule.model.tree import Tree


def findings_of(edits: Mapping[str, Tree | Absent], first: str, last: str) -> tuple[Finding, ...]:
    """What the rules from `first` to `last` say, both counted in."""
    rules = tuple(rule for rule in catalogue() if first <= rule.id <= last)
    definition = edited(BASE, edits)
    return validate(definition, api_shape(), lambda at: Place("web.json", pointer=at), today=TODAY, rules=rules)
