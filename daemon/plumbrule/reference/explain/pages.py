"""The page of whatever was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from plumbrule.reference.explain.library import fields, topics
from plumbrule.reference.explain.of_field import page_of_field
from plumbrule.reference.explain.of_rule import page_of_rule, rule_ids
from plumbrule.reference.explain.of_topic import index, page_of_topic
from plumbrule.reference.explain.page import Kind, Target

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.model.shape import Structure
    from plumbrule.reference.explain.page import Page
    from plumbrule.reference.explain.words import Lang


def page_of(about: Target, shape: Structure, lang: Lang) -> Page:
    """The page. Raises KeyError where there is none."""
    match about.kind:
        case Kind.INDEX:
            return index(lang)
        case Kind.FIELD:
            return page_of_field(about.name, shape, lang)
        case Kind.RULE:
            return page_of_rule(about.name, shape, lang)
        case Kind.TOPIC:
            return page_of_topic(about.name, lang)
        case _:
            assert_never(about.kind)


def targets() -> Iterator[Target]:
    """Every page there is, the index first."""
    yield Target(Kind.INDEX)
    yield from (Target(Kind.TOPIC, name) for name in topics())
    yield from (Target(Kind.FIELD, path) for path in fields())
    yield from (Target(Kind.RULE, one) for one in rule_ids())
