"""Judges definitions written as YAML, for the tests of validate."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from plumbrule.core.render.rendering import render_offline
from plumbrule.core.validate.checking import validate
from plumbrule.core.validate.registry import catalogue
from plumbrule.edge.aws.shape import api_shape
from tests.core.load.files import document, lines

if TYPE_CHECKING:
    from plumbrule.core.validate.rule import Context, Rule
    from plumbrule.model.finding import Finding

TODAY = date(2026, 11, 23)
OF_SHAPE = tuple(rule for rule in catalogue() if rule.of_shape)


def findings(
    text: str, path: str = "web.yaml", rules: tuple[Rule, ...] = OF_SHAPE, context: Context | None = None
) -> tuple[Finding, ...]:
    (variant,) = render_offline(document(text, path), api_shape())
    return validate(variant.definition, api_shape(), variant.locate, today=TODAY, rules=rules, context=context)


def judged(text: str, path: str = "web.yaml") -> list[str]:
    """What the shape rules say, as `line:column severity rule pointer: message [hint]`."""
    return lines(findings(text, path))


def container(member: str) -> str:
    """A sound definition but for `member`, which stands in the container at line 4, column 3."""
    return f"family: web\ncontainerDefinitions:\n- name: app\n  {member}\n"
