"""The page of a rule, or of a finding about files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plumbrule.core.validate.registry import catalogue
from plumbrule.core.validate.rule import EVERY
from plumbrule.reference.explain import titles as say
from plumbrule.reference.explain.examples import shown
from plumbrule.reference.explain.library import both, fields
from plumbrule.reference.explain.of_field import links
from plumbrule.reference.explain.page import Items, Kind, Links, Origins, Page, Target, Text, section
from plumbrule.reference.other_findings import NOT_RULES, OF_FILES
from plumbrule.reference.rule_words import places

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plumbrule.core.validate.rule import Rule
    from plumbrule.model.shape import Structure
    from plumbrule.reference.explain.page import Section
    from plumbrule.reference.explain.words import Lang


def page_of_rule(rule_id: str, shape: Structure, lang: Lang) -> Page:
    """Everything about a rule, all its parts. Raises KeyError."""
    about = Target(Kind.RULE, rule_id)
    if parts := [rule for rule in catalogue() if rule.id == rule_id]:
        return Page(about, rule_id, tuple(_sections(parts, shape, lang)))
    if rule_id in NOT_RULES:
        words = f"{say.NO_RULE(lang)} {both(NOT_RULES[rule_id])(lang)}"
        return Page(about, rule_id, section("", Text(words)))
    severity, words = OF_FILES[rule_id]
    lead, graded = Text(both(words)(lang)), Text(say.SEVERITIES[severity](lang))
    return Page(about, rule_id, (*section("", lead), *section(say.SEVERITY(lang), graded)))


def rule_ids() -> tuple[str, ...]:
    """Every id that has a page."""
    return tuple(dict.fromkeys((*(rule.id for rule in catalogue()), *OF_FILES, *NOT_RULES)))


def every_rule(lang: Lang) -> Links | None:
    """A way to the page of every rule and finding."""
    why = {rule.id: rule.why for rule in reversed(catalogue())}
    words = {one: why.get(one) or NOT_RULES.get(one) or OF_FILES[one][1] for one in rule_ids()}
    return links((Target(Kind.RULE, one), both(said)(lang)) for one, said in words.items())


def _sections(parts: Sequence[Rule], shape: Structure, lang: Lang) -> Iterator[Section]:
    """What all parts share first and last, each part between."""
    first = parts[0]
    may = say.OF_SHAPE if first.of_shape else say.FIXED if first.fixed else say.MAY_CHANGE
    words = (say.SEVERITIES[first.severity.value](lang), may(lang).format(rule=first.id))
    yield from section("", *(Text(why) for why in dict.fromkeys(both(one.why)(lang) for one in parts)))
    yield from section(say.SEVERITY(lang), Items(words))
    yield from section(say.WHERE(lang), _where(parts, shape, lang))
    for rule in parts:
        yield from _part(rule, lang)
    read = dict.fromkeys((one.source.page, one.source.seen) for one in parts)
    yield from section(say.SOURCES(lang), Origins(tuple(read)))


def _part(rule: Rule, lang: Lang) -> Iterator[Section]:
    yield from section(say.MEND(lang), Text(both(rule.hint)(lang)) if rule.hint else None)
    yield from section(say.ECS_SAYS(lang), Text(f"`{rule.ecs}`") if rule.ecs else None)
    yield from section(say.BAD(lang), *shown(rule.bad, lang))
    yield from section(say.GOOD(lang), *shown(rule.good, lang))


def _where(parts: Sequence[Rule], shape: Structure, lang: Lang) -> Links | Text:
    if any(EVERY in one.at for one in parts):
        return Text(say.EVERYWHERE(lang))
    found = {path for one in parts for path in (places(one, shape) if one.at == ("",) else one.at)}
    known = sorted({path.removesuffix("{}").removesuffix("[]") for path in found} & fields().keys())
    return links((Target(Kind.FIELD, path), "") for path in known) or Text(say.WHOLE(lang))
