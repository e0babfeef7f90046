"""Finds every rule by itself: one `RULES` tuple per module of `rules/`."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from plumbrule.core.validate import rules
from plumbrule.core.validate.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from plumbrule.model.finding import Severity


@cache
def catalogue() -> tuple[Rule, ...]:
    """Every rule there is, sorted by id.

    Raises:
        TypeError: a module of `rules/` has no `RULES`.
        ValueError: rules that share an id differ in severity.
    """
    found = [rule for name in _modules() for rule in _rules(name)]
    check_ids(found)
    return tuple(sorted(found, key=lambda rule: (rule.id, rule.at)))


def check_ids(found: Iterable[Rule]) -> None:
    """Rules may share an id when one number of the catalogue has several parts; then their severity is one.

    Raises:
        ValueError: it is not.
    """
    severities: dict[str, Severity] = {}
    for rule in found:
        if severities.setdefault(rule.id, rule.severity) is not rule.severity:
            raise ValueError(f"rule {rule.id} has two severities")


def _modules() -> list[str]:
    return sorted(module.name for module in pkgutil.iter_modules(rules.__path__, f"{rules.__name__}."))


def _rules(name: str) -> tuple[Rule, ...]:
    found = getattr(import_module(name), "RULES", None)
    if not isinstance(found, tuple) or not all(isinstance(rule, Rule) for rule in found):
        raise TypeError(f"{name} has no tuple of rules named RULES")
    return found
