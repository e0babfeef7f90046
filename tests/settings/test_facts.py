"""Operators' own facts, as the settings file has them."""

from __future__ import annotations

from datetime import date

import pytest

from plumbrule.loop.common import common, leaves
from plumbrule.model.change import ABSENT, Change, Op
from plumbrule.model.fact import OwnFact
from plumbrule.settings.load import parse_settings
from tests.settings.texts import GOOD, NAME, mistakes

FACT = """
facts:
  - path: "containerDefinitions[].newField"
    default: {mode: "007", size: 3, on: true}
    until: 2027-01-31
    reason: AWS fills it in
"""


def facts(text: str) -> tuple[OwnFact, ...]:
    return parse_settings(f"{GOOD}{text}", NAME, {}).facts


def test_a_fact_is_read_with_its_value_as_it_stands() -> None:
    (found,) = facts(FACT)
    assert found == OwnFact(
        "containerDefinitions[].newField", '{"mode":"007","on":true,"size":3}', date(2027, 1, 31), "AWS fills it in"
    )


def test_another_fact_is_another_generation() -> None:
    texts = [GOOD, GOOD + FACT, GOOD + FACT.replace("size: 3", "size: 4"), GOOD + FACT.replace("01-31", "01-30")]
    assert len({parse_settings(text, NAME, {}).generation for text in texts}) == len(texts)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("2027-01-31", "2027-02-30", "facts[0].until: must be a day of the calendar such as 2027-01-31"),
        ("2027-01-31", "soon", "facts[0].until: must be a day of the calendar such as 2027-01-31"),
        ("containerDefinitions[].newField", "containerDefinitions.newField", "is written containerDefinitions[].newF"),
        ("containerDefinitions[].newField", "..", "facts[0].path: must be a field's path such as"),
        ("    reason: AWS fills it in\n", "", "facts[0].reason: is required"),
        ("AWS fills it in", '" "', "facts[0].reason: must be a reason"),
        ("reason:", "reasn:", "did you mean reason?"),
    ],
)
def test_a_mistake_is_told_in_words(old: str, new: str, told: str) -> None:
    assert any(told in line for line in mistakes(GOOD + FACT.replace(old, new)))


def test_a_field_has_one_fact() -> None:
    twice = FACT + FACT.partition("facts:\n")[2]
    (told,) = mistakes(GOOD + twice)
    assert "facts[1].path: facts[0] is about it already" in told


VALUES = [True, 3, "on", "007", 'q"uo', [1, 2], {"a": "b"}]


@pytest.mark.parametrize("value", VALUES, ids=str)
def test_what_the_breaker_proposes_can_be_pasted_into_the_settings(value: object) -> None:
    changes = (Change(Op.REMOVE, "containerDefinitions[app].newField", "", ABSENT, value),)  # type: ignore[arg-type]
    told = common([leaves(changes)] * 5, date(2026, 11, 23))
    (found,) = facts(f"\n{told['fact']}\n")
    assert (found.path, found.value, found.until) == ("containerDefinitions[].newField", value, date(2027, 2, 21))


@pytest.mark.parametrize(
    "change",
    [
        Change(Op.REPLACE, "cpu", "", "256", "512"),
        Change(Op.REMOVE, "containerDefinitions[app].newToken", "", ABSENT, "correct-horse", secret=True),
        Change(Op.REMOVE, "containerDefinitions[app].environment[A]", "", ABSENT, {"name": "A", "value": "1"}),
        Change(Op.REMOVE, "newField", "", ABSENT, "x" * 1000),
    ],
    ids=["both sides say something", "a secret", "an element of a keyed list", "a value too long for a line"],
)
def test_no_fact_is_proposed_where_none_would_explain_it_or_may_show_it(change: Change) -> None:
    told = common([leaves((change,))] * 5, date(2026, 11, 23))
    assert told["fact"] == ""
    assert "correct-horse" not in repr(told)
