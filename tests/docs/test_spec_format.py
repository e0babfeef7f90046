"""docs/reference/spec-format.md: its examples are specs, and its rules of reading hold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pytest

from plumbrule.core.load.read import read
from plumbrule.core.load.yaml_text import read_yaml
from plumbrule.core.render.rendering import render
from plumbrule.edge.aws.shape import api_shape
from plumbrule.model.digest import blob_id
from plumbrule.model.document import Document, Manifest
from plumbrule.model.ids import Target, TargetId, TargetName
from plumbrule.model.pace import DEFAULT_BOUNDS
from plumbrule.model.spec import SourceFile
from plumbrule.model.target_policy import Addressee, Route
from plumbrule.model.tree import as_object
from tests.docs.pages import ROOT, Page

if TYPE_CHECKING:
    from plumbrule.model.tree import Tree

PAGE: Final = Page(ROOT / "docs" / "reference" / "spec-format.md")
NATIVE, WRAPPED, MANIFEST, LEFT_TO_OTHERS = (block for block in PAGE.blocks if block.language in {"yaml", "json"})


def addressee(name: str, **labels: str) -> Addressee:
    """A target that takes every file."""
    target_id = TargetId("aws", "123456789012", "eu-west-1")
    return Addressee(Target(TargetName(name), target_id, labels, {"log_level": "info"}), (Route("**"),))


def document(text: str, name: str) -> Document:
    """A text that can be understood."""
    content = text.encode()
    loaded = read(SourceFile(name, blob_id(content), content), DEFAULT_BOUNDS, api_shape())
    assert isinstance(loaded, Document)
    return loaded


def test_the_native_example_is_a_spec_without_findings() -> None:
    assert document(NATIVE.text, "web.yaml").findings == ()


def test_the_pasted_example_is_a_spec_with_a_warning_for_each_member_that_is_left_out() -> None:
    assert [found.rule for found in document(WRAPPED.text, "web.json").findings] == ["R007", "R007", "R007"]


def test_the_manifest_means_for_production_what_the_page_says() -> None:
    rendered = render(
        document(MANIFEST.text, "api.yaml"), (addressee("production"), addressee("test", env="test")), api_shape()
    )
    assert rendered.findings == ()
    production, test = rendered.specs
    assert production.findings == test.findings == ()
    assert production.suspend is not None
    assert (production.definition["cpu"], test.definition["cpu"]) == ("1024", "256")
    assert production.definition["executionRoleArn"] == "arn:aws:iam::123456789012:role/shop-execution"
    assert "executionRoleArn" not in test.definition
    assert production.definition["containerDefinitions"] == [
        {
            "name": "api",
            "image": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop-api:3.2.0",
            "environment": [
                {"name": "LOG_LEVEL", "value": "warn"},
                {"name": "DOLLAR", "value": "${not.a.variable}"},
            ],
        }
    ]


def line(beginning: str) -> tuple[str, ...]:
    """Everything in backticks on the line of the YAML rules that begins so."""
    (found,) = [text for text in PAGE.text.splitlines() if text.startswith(f"- {beginning}")]
    return tuple(re.findall(r"`([^`]+)`", found))


def value(plain_text: str) -> Tree:
    """What YAML reads a plain value as; its mistakes fail the test."""
    found = read_yaml(f"key: {plain_text}\n", DEFAULT_BOUNDS)
    assert found.mistakes == []
    return as_object(found.tree)["key"]


@pytest.mark.parametrize("text", line("Everything else is text"))
def test_everything_else_is_text(text: str) -> None:
    assert value(text) == text


@pytest.mark.parametrize("text", line("Plain whole numbers"))
def test_plain_whole_numbers_are_numbers(text: str) -> None:
    assert value(text) == int(text)


def test_the_four_words_and_nothing_at_all_are_what_they_look_like() -> None:
    assert [value(text) for text in (*line("Plain `true`"), "")] == [True, False, None, None, None]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("a: &name 1\n", "yaml-anchor"),
        ("a: *name\n", "yaml-alias"),
        ("a: !name 1\n", "yaml-tag"),
        ("<<: {a: 1}\n", "yaml-merge"),
        ("a: 1\n---\nb: 2\n", "yaml-documents"),
        ("1: a\n", "key"),
        ("a: 1\na: 2\n", "duplicate-key"),
        ("a: 9223372036854775808\n", "number"),
        ("valueFrom: arn:aws:secretsmanager:eu-west-1:1:secret:db:password::\n", "syntax"),
    ],
)
def test_what_the_page_calls_an_error_is_one(text: str, rule: str) -> None:
    assert [mistake.rule for mistake in read_yaml(text, DEFAULT_BOUNDS).mistakes] == [rule]


@pytest.mark.parametrize("key", ["owned_elsewhere", "ignore"])
def test_what_is_left_to_others_is_read_as_the_page_shows_it(key: str) -> None:
    found = document(LEFT_TO_OTHERS.text, "web.yaml")
    assert found.findings == ()
    assert isinstance(found.content, Manifest)
    assert len(found.content.exemptions.owned if key == "owned_elsewhere" else found.content.exemptions.ignore) > 0
