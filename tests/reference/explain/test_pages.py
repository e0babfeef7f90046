"""Pages: whole in both languages, and linked without a dead end."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote

import pytest

from plumbrule.core.validate.registry import catalogue
from plumbrule.edge.aws.shape import api_shape
from plumbrule.reference.explain import titles as say
from plumbrule.reference.explain.page import Kind, Links, Listing, Page, Target
from plumbrule.reference.explain.pages import page_of, targets
from plumbrule.reference.explain.site import address, site
from plumbrule.reference.explain.words import Lang

SHAPE = api_shape().request
PAGES = {(target, lang): page_of(target, SHAPE, lang) for target in targets() for lang in Lang}


def _titles(page: Page) -> set[str]:
    return {one.title for one in page.sections}


@pytest.mark.parametrize("lang", Lang)
def test_a_field_is_told_with_need_kind_default_docker_name_example_and_source(lang: Lang) -> None:
    wanted = {one(lang) for one in (say.NEEDED, say.TAKES, say.DEFAULT, say.DOCKER, say.EXAMPLE, say.SOURCES)}
    poor = [t.name for (t, of), page in PAGES.items() if of is lang and t.kind is Kind.FIELD and wanted - _titles(page)]
    assert poor == []


@pytest.mark.parametrize("lang", Lang)
def test_a_rule_is_told_with_severity_place_bad_and_good_example_and_source(lang: Lang) -> None:
    wanted = {one(lang) for one in (say.SEVERITY, say.WHERE, say.BAD, say.GOOD, say.SOURCES)}
    ids = {rule.id for rule in catalogue()}
    poor = [rule for rule in ids if wanted - _titles(PAGES[Target(Kind.RULE, rule), lang])]
    assert poor == []


def test_a_field_cites_a_page_of_aws_with_the_month_in_which_it_was_read() -> None:
    for (target, _), page in PAGES.items():
        if target.kind is Kind.FIELD:
            read = [one for section in page.sections for part in section.parts for one in getattr(part, "read", ())]
            aws = [seen for url, seen in read if url.startswith("https://docs.aws.amazon.com/")]
            assert aws, target.name
            assert all(re.fullmatch(r"20[0-9]{2}-[01][0-9]", seen) for seen in aws), target.name


def test_every_rule_is_named_on_the_page_of_a_field_or_judges_every_value() -> None:
    named = {
        link.target.name
        for (target, _), page in PAGES.items()
        if target.kind is Kind.FIELD
        for section in page.sections
        for part in section.parts
        if isinstance(part, Links)
        for link in part.links
    }
    lonely = {rule.id for rule in catalogue() if rule.id not in named}
    # About every value, or about the size of the whole definition.
    assert lonely == {"R005", "R006", "R008", "R009", "bounds", "mask", "nearly-too-large", "required"}


def test_bounds_are_those_of_the_rules() -> None:
    def takes(name: str, lang: Lang) -> str:
        page = PAGES[Target(Kind.FIELD, name), lang]
        (found,) = (one for one in page.sections if one.title == say.TAKES(lang))
        return str(getattr(found.parts[0], "text", ""))

    stop = "containerDefinitions[].stopTimeout"
    assert takes(stop, Lang.EN) == "a whole number, 2 to 120"
    assert takes(stop, Lang.JA) == "整数、2～120"  # noqa: RUF001 - as it is written
    assert takes("networkMode", Lang.EN) == "text, one of `awsvpc`"
    assert takes("cpu", Lang.EN).startswith("text, one of `256`, `512`")
    assert takes("containerDefinitions[].privileged", Lang.EN) == "nothing on Fargate"
    assert takes("tags[].key", Lang.JA) == "文字列、128 文字以内"
    assert takes("containerDefinitions", Lang.EN) == "a list: an object, 10 items at most, not empty"


def test_the_examples_of_a_rule_are_its_own() -> None:
    page = PAGES[Target(Kind.RULE, "R194"), Lang.EN]
    (bad,) = (one for one in page.sections if one.title == "Bad")
    assert bad.parts[0] == Listing("containerDefinitions[0].stopTimeout: 121")


class Reader(HTMLParser):
    """What a page links to, and whether every element is closed."""

    VOID = frozenset({"meta", "link"})

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, Any]]) -> None:
        self.links += [value for name, value in attrs if name in {"href", "src"}]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_every_link_of_the_site_leads_to_a_file_of_it_or_to_a_source() -> None:
    files = dict(site(SHAPE, [*Lang]))
    for name, text in files.items():
        if not name.endswith(".html"):
            continue
        reader = Reader()
        reader.feed(text)
        assert reader.open == [], name
        for link in reader.links:
            if not link.startswith("https://"):
                assert _joined(name, unquote(link)) in files, (name, link)


@pytest.mark.parametrize("lang", Lang)
def test_every_page_of_the_site_is_reached_from_its_index(lang: Lang) -> None:
    files = dict(site(SHAPE, [lang]))
    seen: set[str] = set()
    left = ["index.html", f"{lang.value}/index.html"]
    while left:
        name = left.pop()
        seen.add(name)
        reader = Reader()
        reader.feed(files[name])
        found = {_joined(name, unquote(link)) for link in reader.links if not link.startswith("https://")}
        left += sorted(one for one in found & files.keys() if one not in seen and one.endswith(".html"))
    assert {name for name in files if name.endswith(".html")} - seen == set()


def _joined(name: str, link: str) -> str:
    parts = list(PurePosixPath(name).parent.parts)
    for part in PurePosixPath(link).parts:
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)


def test_pages_of_the_site_have_addresses_of_their_own_even_where_letter_case_does_not_count() -> None:
    names = [address(target).lower() for target in targets()]
    assert len(names) == len(set(names))


def test_the_site_needs_no_script_and_nothing_from_elsewhere() -> None:
    for name, text in site(SHAPE, [Lang.EN]):
        assert "<script" not in text
        assert not re.search(r"(?:src|@import|url\()[^>]*https?:", text), name
