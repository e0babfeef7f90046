"""The page of a topic, and the page that lists everything."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from plumbrule.core.validate.registry import catalogue
from plumbrule.reference.explain import titles as say
from plumbrule.reference.explain.examples import snippet
from plumbrule.reference.explain.explanation import Code, Heading, Points, Prose, Snippet
from plumbrule.reference.explain.library import both, fields, topics
from plumbrule.reference.explain.of_field import links
from plumbrule.reference.explain.page import Items, Kind, Listing, Origins, Page, Section, Target, Text, section

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.reference.explain.explanation import Block, Topic
    from plumbrule.reference.explain.page import Links, Part
    from plumbrule.reference.explain.words import Lang


def page_of_topic(name: str, lang: Lang) -> Page:
    """A topic with the fields and rules that belong to it. Raises KeyError."""
    topic = topics()[name]
    why = {rule.id: rule.why for rule in catalogue()}
    its_fields = links((Target(Kind.FIELD, path), fields()[path].what(lang)) for path in topic.fields)
    its_rules = links((Target(Kind.RULE, one), both(why[one])(lang)) for one in topic.rules)
    return Page(
        Target(Kind.TOPIC, name),
        topic.title(lang),
        (
            *_body(topic, lang),
            *section(say.FIELDS(lang), its_fields),
            *section(say.ALL_RULES(lang), its_rules),
            *section(say.SOURCES(lang), Origins(tuple((one.url, one.seen) for one in topic.sources))),
        ),
    )


def index(lang: Lang, rules: Links | None = None) -> Page:
    """Everything that has a page: topics, the fields at the top and of containers; `rules`, or how many there are."""
    short = [path for path in fields() if "." not in path.removeprefix("containerDefinitions[].")]
    count = Text(say.COUNT(lang).format(count=len({rule.id for rule in catalogue()})))
    its_topics = links((Target(Kind.TOPIC, one.name), one.title(lang)) for one in topics().values())
    return Page(
        Target(Kind.INDEX),
        say.INDEX(lang),
        (
            *section("", Text(say.HOW(lang))),
            *section(say.ALL_TOPICS(lang), its_topics),
            *section(say.FIELDS(lang), links((Target(Kind.FIELD, path), fields()[path].what(lang)) for path in short)),
            *section(say.ALL_RULES(lang), rules or count),
        ),
    )


def _body(topic: Topic, lang: Lang) -> Iterator[Section]:
    title = ""
    parts: list[Part] = []
    for block in topic.body:
        if isinstance(block, Heading):
            yield from section(title, *parts)
            title, parts = block.text(lang), []
        else:
            parts.append(_part(block, lang))
    yield from section(title, *parts)


def _part(block: Block, lang: Lang) -> Part:
    match block:
        case Prose(text):
            return Text(text(lang))
        case Points(items):
            return Items(tuple(item(lang) for item in items))
        case Code(text):
            return Listing(text)
        case Snippet(edits, fails):
            return snippet(edits, fails, lang)
        case Heading(text):
            return Text(text(lang))
        case _:
            assert_never(block)
