"""Every rule's own examples: the bad ones break it at their place and nothing undeclared, the good ones pass."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from plumbrule.core.validate.checking import validate
from plumbrule.core.validate.example import BASE, Example, edited
from plumbrule.core.validate.registry import catalogue
from plumbrule.edge.aws.shape import api_shape
from plumbrule.model.finding import Severity
from plumbrule.model.place import Place
from tests.core.validate.judging import TODAY

if TYPE_CHECKING:
    from plumbrule.core.validate.rule import Rule
    from plumbrule.model.finding import Finding

RULES = catalogue()
BAD = [(rule, example) for rule in RULES for example in rule.bad]
GOOD = [(rule, example) for rule in RULES for example in rule.good]


def _named(case: object) -> str | None:
    match case:
        case Example():
            return ",".join(case.edits) or "as it is"
        case _:
            return getattr(case, "id", None)


def _judged(example: Example) -> tuple[Finding, ...]:
    def locate(pointer: str) -> Place:
        return Place("web.json", pointer=pointer)

    return validate(edited(BASE, example.edits), api_shape(), locate, today=TODAY, context=example.context)


def test_the_base_of_all_examples_has_neither_error_nor_warning() -> None:
    assert [str(found) for found in _judged(Example({})) if found.severity is not Severity.INFO] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.id} {rule.at}")
def test_every_rule_has_a_good_and_a_bad_example(rule: Rule) -> None:
    assert rule.bad, "a rule without a bad example"
    assert rule.good, "a rule without a good example"


@pytest.mark.parametrize(("rule", "example"), BAD, ids=_named)
def test_a_bad_example_is_found_at_its_place(rule: Rule, example: Example) -> None:
    found = [(one.rule, one.pointer, one.severity) for one in _judged(example)]
    assert (rule.id, example.pointer, rule.severity) in found


@pytest.mark.parametrize(("rule", "example"), BAD, ids=_named)
def test_a_bad_example_breaks_nothing_else_that_is_not_declared(rule: Rule, example: Example) -> None:
    serious = {one.rule for one in _judged(example) if one.severity is not Severity.INFO}
    assert serious - {rule.id} <= rule.implies


@pytest.mark.parametrize(("rule", "example"), GOOD, ids=_named)
def test_a_good_example_passes_and_breaks_no_other_rule(rule: Rule, example: Example) -> None:
    found = _judged(example)
    assert [str(one) for one in found if one.rule == rule.id] == []
    assert [str(one) for one in found if one.is_error] == []


@pytest.mark.parametrize(("rule", "example"), BAD, ids=_named)
def test_a_finding_says_what_is_wrong_and_how_to_mend_it(rule: Rule, example: Example) -> None:
    for one in _judged(example):
        if one.rule == rule.id:
            assert one.message, "an empty sentence"
            assert one.hint, "no way to mend it"
