"""The page of a field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.core.fields import FIELDS
from plumbrule.core.fields.fact import Contextual, NoDefault
from plumbrule.core.validate.registry import catalogue
from plumbrule.core.validate.rule import EVERY
from plumbrule.reference.explain import titles as say
from plumbrule.reference.explain.examples import snippet
from plumbrule.reference.explain.library import both, fields, topics
from plumbrule.reference.explain.page import Kind, Link, Links, Listing, Origins, Page, Target, Text, section
from plumbrule.reference.explain.takes import inner, takes
from plumbrule.reference.rule_words import places

if TYPE_CHECKING:
    from collections.abc import Iterable

    from plumbrule.core.fields import FieldFact
    from plumbrule.core.validate.rule import Rule
    from plumbrule.model.shape import Structure
    from plumbrule.reference.explain.explanation import FieldWords
    from plumbrule.reference.explain.words import Lang

_AWS: Final = "https://docs.aws.amazon.com/"
_PARAMETERS: Final = (f"{_AWS}AmazonECS/latest/developerguide/task_definition_parameters.html", "2026-11")
"""What each field is; the field table cites what is seen of its behaviour, which is not always a page of AWS."""


def page_of_field(path: str, shape: Structure, lang: Lang) -> Page:
    """Everything about the field at `path`. Raises KeyError."""
    said, fact = fields()[path], FIELDS[path]
    return Page(
        Target(Kind.FIELD, path),
        path,
        (
            *section("", Text(said.what(lang))),
            *section(say.NEEDED(lang), Text(said.needed(lang))),
            *section(say.TAKES(lang), Text(takes(inner(shape, path), path, lang))),
            *section(say.DEFAULT(lang), Text(_default(said, fact, lang))),
            *section(say.DOCKER(lang), Text(_docker(said, lang))),
            *section(say.PITFALLS(lang), Text(said.pitfalls(lang)) if said.pitfalls else None),
            *section(say.EXAMPLE(lang), example_of(path, lang)),
            *section(say.INSIDE(lang), _inside(path, lang)),
            *section(say.NAMESAKES(lang), _namesakes(path, lang)),
            *section(say.RULES(lang), _rules(watching(path, shape), lang)),
            *section(say.TOPICS(lang), _topics(said, lang)),
            *section(say.CHANGE(lang), Text(f"`{fact.risk.value}`")),
            *section(say.SOURCES(lang), Origins(_origins(fact))),
        ),
    )


def _origins(fact: FieldFact) -> tuple[tuple[str, str], ...]:
    own = (fact.source.url, fact.source.seen)
    return (own,) if own[0].startswith(_AWS) else (_PARAMETERS, own)


def example_of(path: str, lang: Lang) -> Listing:
    """The example of the field, or of the nearest field around it that has one."""
    said = shown_by(path)
    return snippet(said.example, said.fails, lang)


def shown_by(path: str) -> FieldWords:
    """The words whose example shows the field. Raises KeyError where nothing around it has one."""
    said = fields()[path]
    return said if said.example else shown_by(path.rpartition(".")[0].removesuffix("[]"))


def watching(path: str, shape: Structure) -> tuple[Rule, ...]:
    """The rules that listen at the field, or whose findings stand there; each id once."""
    at = {path, f"{path}[]", f"{path}{{}}"}
    found = (rule for rule in catalogue() if EVERY not in rule.at and (at & {*rule.at, *places(rule, shape)}))
    return tuple({rule.id: rule for rule in found}.values())


def _docker(said: FieldWords, lang: Lang) -> str:
    return ", ".join(f"`{one}`" for one in said.docker.split("; ")) if said.docker else say.NO_DOCKER(lang)


def _default(said: FieldWords, fact: FieldFact, lang: Lang) -> str:
    match fact.default:
        case NoDefault():
            return (said.otherwise or say.NO_DEFAULT)(lang)
        case Contextual(name=name):
            return both(name)(lang)
        case bool(value):
            return f"`{str(value).lower()}`"
        case value:
            return f"`{value}`"


def _inside(path: str, lang: Lang) -> Links | None:
    inside = (one for one in fields() if one.removesuffix("[]").rpartition(".")[0].removesuffix("[]") == path)
    return links((Target(Kind.FIELD, one), fields()[one].what(lang)) for one in inside)


def _namesakes(path: str, lang: Lang) -> Links | None:
    """The task's `cpu` is not the container's: who asks for one may mean the other."""
    others = (one for one in fields() if one != path and one.rpartition(".")[2] == path)
    return links((Target(Kind.FIELD, one), fields()[one].what(lang)) for one in others)


def _rules(rules: Iterable[Rule], lang: Lang) -> Links | None:
    return links((Target(Kind.RULE, one.id), f"({one.severity.value}) {both(one.why)(lang)}") for one in rules)


def _topics(said: FieldWords, lang: Lang) -> Links | None:
    return links((Target(Kind.TOPIC, name), topics()[name].title(lang)) for name in said.near)


def links(found: Iterable[tuple[Target, str]]) -> Links | None:
    """Ways to pages with a few words each; None where there are none."""
    made = tuple(Link(target, words) for target, words in found)
    return Links(made) if made else None
