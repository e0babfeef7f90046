"""The specs' schema and the rules never disagree: what it refuses they refuse at that place, what is good passes."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

import pytest
from hypothesis import given, settings
from jsonschema.exceptions import best_match

from plumbrule.core.validate.bound import Bound, keywords_of
from plumbrule.core.validate.example import BASE
from plumbrule.core.validate.registry import catalogue
from plumbrule.edge.aws.shape import api_shape
from plumbrule.model.finding import Severity
from plumbrule.reference.rule_words import bounds, places, words
from plumbrule.reference.spec_schema import spec_schema
from tests.core.load.test_real_specs import FOLDER
from tests.laws.generate import definitions
from tests.laws.legal import legal_definitions
from tests.reference.agreeing import (
    VALIDATOR,
    as_manifest,
    as_overlay,
    broken_by,
    errors,
    forms,
    made,
    refused_at,
    unexplained,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.core.validate.example import Example
    from plumbrule.core.validate.rule import Rule

RULES: Final = catalogue()
GOOD: Final = [(rule, example) for rule in RULES for example in rule.good]
BAD: Final = [(rule, example) for rule in RULES for example in rule.bad]
BOUND: Final = [rule for rule in RULES if rule.severity is Severity.ERROR and isinstance(rule.check, Bound)]
SAID: Final = [(rule, example) for rule in BOUND for example in rule.bad]


def _named(case: object) -> str | None:
    edits = getattr(case, "edits", None)
    return getattr(case, "id", None) if edits is None else ",".join(edits) or "as it is"


def test_the_base_of_all_examples_is_valid() -> None:
    assert refused_at(BASE) == ()


@pytest.mark.parametrize(("rule", "example"), GOOD, ids=_named)
def test_a_good_example_is_valid_in_every_form(rule: Rule, example: Example) -> None:
    for form in forms(example):
        error = best_match(VALIDATOR.iter_errors(form))
        assert error is None, f"{rule.id}: {error}"


@pytest.mark.parametrize(("rule", "example"), BAD, ids=_named)
def test_what_the_schema_refuses_in_a_bad_example_is_an_error_at_that_place(rule: Rule, example: Example) -> None:
    assert unexplained(made(example)) == [], rule.id
    manifest = as_manifest({"family": "", **made(example)})
    assert not refused_at(manifest) or errors(manifest), rule.id


@pytest.mark.timeout(600)
@settings(max_examples=25)  # each is tried in every form, which takes a second where a machine is busy
@given(definitions())
def test_what_the_schema_refuses_in_any_definition_is_an_error_at_that_place(definition: dict[str, Any]) -> None:
    assert unexplained(definition) == []


@given(legal_definitions())
def test_a_definition_of_fargate_is_refused_only_where_it_has_errors(definition: dict[str, Any]) -> None:
    assert unexplained(definition) == []


@pytest.mark.parametrize(("rule", "example"), SAID, ids=_named)
def test_what_a_rule_says_in_keywords_the_schema_refuses_at_the_same_place(rule: Rule, example: Example) -> None:
    definition = made(example)
    for place in _broken(rule, definition):
        assert any(f"{found}/".startswith(f"{place}/") for found in refused_at(definition)), place


@pytest.mark.parametrize("rule", BOUND, ids=lambda rule: f"{rule.id} {rule.at}")
def test_keywords_refuse_a_bad_example_of_their_rule_and_no_good_one(rule: Rule) -> None:
    assert [place for example in rule.bad for place in _broken(rule, made(example))]
    assert not [place for example in rule.good for place in _broken(rule, made(example))]


def _broken(rule: Rule, definition: dict[str, Any]) -> Iterator[str]:
    for path, keywords in keywords_of(rule).items():
        yield from broken_by(keywords, path, definition)


def test_every_bound_is_of_an_error_and_stands_at_a_path_of_the_api() -> None:
    assert set(bounds()) == {path for rule in BOUND for path in keywords_of(rule)}
    known = {path for rule in RULES for path in places(rule, api_shape().request)} | {"", *words(api_shape().request)}
    assert {path.removesuffix("[]") for path in bounds()} <= {path.removesuffix("[]") for path in known}


def test_patterns_mean_the_same_in_python_and_in_editors() -> None:
    patterns = re.findall(r'"pattern": ("(?:[^"\\]|\\.)*")', json.dumps(spec_schema(api_shape())))
    assert len(patterns) > 50
    for pattern in map(json.loads, patterns):
        assert not re.search(r"\(\?[^:!=]|\\[AZwWdDbB]", pattern), pattern


@pytest.mark.skipif(not FOLDER.is_dir(), reason="the folder of real specs is not beside the repository")
def test_a_real_spec_is_refused_only_where_it_has_errors() -> None:
    refused = {}
    for path in sorted(FOLDER.glob("*.json")):
        definition = json.loads(path.read_text("utf-8"))
        assert unexplained(definition) == [], path.name
        refused[path.name] = refused_at(definition)
    assert [name for name, places in refused.items() if places] == [
        "firelens-newrelic.json",  # placeholders where ARNs of roles stand
        "firelens-split-streams-fluentd.json",  # a configuration in S3
    ]


def test_a_variable_may_stand_for_whatever_a_template_bounds() -> None:
    template = {
        "networkMode": "${var.MODE}",
        "cpu": "${var.CPU}",
        "memory": "${var.GIB} GB",
        "executionRoleArn": "arn:aws:iam::${target.account_id}:role/run",
        "ephemeralStorage": {"sizeInGiB": "${var.DISK}"},
        "containerDefinitions": [
            {
                "name": "${var.NAME}",
                "image": "${var.REGISTRY}/web:1",
                "privileged": "${var.NEVER}",
                "logConfiguration": {"logDriver": "awslogs", "options": {"awslogs-group": "${var.GROUP}!"}},
            }
        ],
    }
    assert refused_at(as_manifest({"family": "web", **template})) == ()
    assert refused_at(as_overlay({"family": "web", **template})) == ()


@pytest.mark.parametrize(
    ("member", "value"),
    [("networkMode", "bridge"), ("cpu", "300"), ("memory", "half"), ("ephemeralStorage", {"sizeInGiB": 10})],
)
def test_what_no_variable_stands_in_is_bounded_in_a_manifest_too(member: str, value: object) -> None:
    assert refused_at(as_manifest({"family": "web", member: value}))
    assert refused_at(as_overlay({"family": "web", member: value}))


def test_a_manifest_is_named_like_a_family() -> None:
    assert refused_at(as_manifest({"family": "team/web"})) == ("/metadata/name",)


def test_every_member_that_a_rule_is_about_is_explained_with_the_rules_name() -> None:
    told = words(api_shape().request)
    for rule in RULES:
        for path in () if rule.of_shape else places(rule, api_shape().request):
            assert rule.id in told[path.removesuffix("[]").removesuffix("{}")], path
