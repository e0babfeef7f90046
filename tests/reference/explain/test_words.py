"""Everything that has to be explained is, in both languages, once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from plumbrule.core.fields import FIELDS
from plumbrule.core.fields.fact import Contextual
from plumbrule.core.validate.registry import catalogue
from plumbrule.edge.aws.shape import api_shape
from plumbrule.model.shape import Listed, Structure
from plumbrule.reference.explain import titles
from plumbrule.reference.explain.explanation import ALWAYS, NEVER, WITHIN, Code, Heading, Points, Prose
from plumbrule.reference.explain.labels import LABELS
from plumbrule.reference.explain.library import fields, japanese, topics
from plumbrule.reference.explain.words import Both, Lang, lang_of
from plumbrule.reference.other_findings import NOT_RULES, OF_FILES
from plumbrule.reference.rule_words import bounds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.model.shape import Shape

JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
PLACEHOLDERS = {"repository:tag", "user:group", "arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME"}
SENTENCES = {
    *(text for rule in catalogue() for text in (rule.why, rule.hint) if text),
    *(words for _, words in OF_FILES.values()),
    *NOT_RULES.values(),
    *(fact.default.name for fact in FIELDS.values() if isinstance(fact.default, Contextual)),
}


def _texts() -> Iterator[tuple[str, Both]]:
    for path, row in fields().items():
        yield from ((path, one) for one in (row.what, row.needed, row.pitfalls) if one)
    for name, topic in topics().items():
        yield name, topic.title
        for block in topic.body:
            match block:
                case Prose(text) | Heading(text):
                    yield name, text
                case Points(items):
                    yield from ((name, item) for item in items)
                case _:
                    pass
    yield from ((name, one) for name, one in vars(titles).items() if isinstance(one, Both))
    yield from ((sentence, Both(sentence, ja)) for sentence, ja in japanese().items())


TEXTS = list(_texts())


def test_every_field_of_the_api_is_explained_and_nothing_else_is() -> None:
    assert set(fields()) == set(_paths(api_shape().request, ""))


def _paths(shape: Shape, path: str) -> Iterator[str]:
    match shape:
        case Structure(members):
            for name, member in members.items():
                yield f"{path}.{name}".removeprefix(".")
                yield from _paths(member, f"{path}.{name}".removeprefix("."))
        case Listed(item):
            yield from _paths(item, f"{path}[]")
        case _:
            pass


def test_every_row_of_the_field_table_leads_to_an_explanation() -> None:
    assert {fact.explained_by for fact in FIELDS.values()} == set(fields())


def test_every_sentence_of_every_rule_and_finding_is_there_in_japanese_and_no_other() -> None:
    assert set(japanese()) == SENTENCES


def test_every_text_has_both_languages() -> None:
    poor = [name for name, text in TEXTS if not text.en.strip() or not text.ja.strip()]
    wrong = [name for name, text in TEXTS if JAPANESE.search(text.en)]
    assert (poor, wrong) == ([], [])


def test_what_stands_as_japanese_is_japanese_but_for_names_and_code() -> None:
    foreign = {re.sub(r"`[^`]*`|[^A-Za-z ]", "", text.ja).strip() for _, text in TEXTS if not JAPANESE.search(text.ja)}
    assert foreign <= {"", "FireLens", "Windows", "ECS Exec", "least  most", "leastmost", "vCPU  MiB", "vCPU     MiB"}


def test_a_sentence_in_japanese_names_the_same_fields_and_values() -> None:
    """What stands in backticks is the API's, and the same in every language."""
    code = re.compile(r"`([A-Za-z][A-Za-z0-9.:_-]{3,})`")
    missing = {
        (name, word)
        for name, text in TEXTS
        for word in set(code.findall(text.en)) - PLACEHOLDERS
        if word not in text.ja
    }
    assert missing == set()


def test_what_the_api_or_a_rule_requires_is_said_to_be_needed() -> None:
    required = {f"{path}.{name}".removeprefix(".") for path, name in _required()}
    lax = {path for path in required if fields()[path.replace("[]", "[]")].needed not in {ALWAYS, WITHIN, NEVER}}
    assert lax == set()


def _required() -> Iterator[tuple[str, str]]:
    for path, parts in bounds().items():
        for part in parts:
            yield from ((path, str(name)) for name in part.get("required", ()))  # type: ignore[union-attr]
    yield from (("", name) for name in api_shape().request.required)


@pytest.mark.parametrize("name", list(topics()))
def test_a_topic_names_only_what_there_is(name: str) -> None:
    topic = topics()[name]
    assert set(topic.fields) <= set(fields())
    assert set(topic.rules) <= {rule.id for rule in catalogue()}
    assert topic.sources
    assert any(isinstance(block, Prose | Points) for block in topic.body)


def test_fields_and_labels_name_only_what_there_is() -> None:
    assert {name for row in fields().values() for name in row.near} <= set(topics())
    assert set(LABELS.values()) <= set(fields())


def test_commands_in_topics_are_verbs_that_exist() -> None:
    from plumbrule.cli import VERBS  # noqa: PLC0415 - only this test looks at the command line

    code = [block.text for topic in topics().values() for block in topic.body if isinstance(block, Code)]
    said = {verb for text in code for verb in re.findall(r"\bplumbrule ([a-z]+)", text)}
    said |= {verb for _, text in TEXTS for verb in re.findall(r"`plumbrule ([a-z]+)", text.en)}
    assert said - set(VERBS) == set()


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, Lang.EN),
        ({"LANG": "ja_JP.UTF-8"}, Lang.JA),
        ({"LANG": "ja_JP.UTF-8", "LC_ALL": "C"}, Lang.EN),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "ja_JP.UTF-8"}, Lang.JA),
        ({"LC_ALL": "", "LANG": "ja"}, Lang.JA),
        ({"LANG": "de_DE.UTF-8"}, Lang.EN),
    ],
)
def test_the_language_is_that_of_the_locale(environment: dict[str, str], expected: Lang) -> None:
    assert lang_of(environment) is expected
