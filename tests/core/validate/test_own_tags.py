from __future__ import annotations

import pytest

from plumbrule.core.validate.registry import catalogue
from plumbrule.core.validate.rule import Context
from tests.core.load.files import lines
from tests.core.validate.judging import findings

OWN = tuple(rule for rule in catalogue() if rule.id == "own-tags")
HEAD = "family: web\ncontainerDefinitions: []\n"


def _judged(tags: str) -> list[str]:
    return lines(findings(f"{HEAD}tags: {tags}\n", rules=OWN, context=Context(registers=True)))


def _tags(count: int) -> str:
    return "[" + ", ".join(f"{{key: k{n}, value: v}}" for n in range(count)) + "]"


@pytest.mark.parametrize(("count", "told"), [(0, 0), (45, 0), (46, 1), (50, 1)])
def test_a_spec_may_carry_45_tags_because_five_are_ours(count: int, told: int) -> None:
    assert len(_judged(_tags(count))) == told


def test_a_tag_of_ours_is_refused_at_its_key() -> None:
    (told,) = _judged('[{key: team, value: a}, {key: "Plumbrule:plan", value: forged}]')

    assert told.startswith(
        "3:37 error own-tags /tags/1/key: tags that begin with `plumbrule:` are Plumbrule's own record"
    )


def test_other_tags_are_the_authors_own_business() -> None:
    assert _judged("[{key: plumbrules, value: x}, {key: my-plumbrule:x}]") == []
