"""docs/reference/rules.md: every rule, every other finding and every number is on it, once and in order."""

from __future__ import annotations

import re
from typing import Final

from plumbrule.core.tell.speak import REFUSED as REFUSED_BY_ECS
from plumbrule.core.validate.changing import ABOUT_WAIVERS
from plumbrule.core.validate.registry import catalogue
from plumbrule.edge.aws.shape import api_shape
from plumbrule.reference.other_findings import NOT_RULES, OF_FILES
from plumbrule.reference.rules_page import SUBJECTS, rules_page
from tests.docs.pages import ROOT, Page, plain

PAGE: Final = Page(ROOT / "docs" / "reference" / "rules.md")
NUMBERS: Final = frozenset(f"R{number:03}" for number in range(1, 267))
"""Of the list that rules are numbered after."""

RULES: Final = frozenset(rule.id for rule in catalogue())
FOLDERS: Final = ("core/load", "core/render", "core/validate")
NAMED: Final = re.compile(
    r'(?:Finding|Mistake|Unfit|mistake|stop|warn|error)\(\s*"([\w-]+)",|(?:RULE|BAD_PATH): Final = "([a-z-]+)"'
)
REFUSED: Final = re.compile(r'RefusedError\(\s*"([\w-]+)"')


def sources(folder: str) -> str:
    """The text of the modules in one folder of the package, those of its folders left out."""
    return "\n".join(
        path.read_text(encoding="utf-8") for path in sorted((ROOT / "daemon" / "plumbrule" / folder).glob("*.py"))
    )


def told() -> frozenset[str]:
    """The ids that the code names where it makes findings."""
    named = (found for folder in FOLDERS for pair in NAMED.findall(sources(folder)) for found in pair if found)
    by_default = re.findall(r'rule: str = "([\w-]+)"', sources("core/load"))
    return frozenset({*named, *by_default, *REFUSED.findall(sources("edge/source")), *ABOUT_WAIVERS, REFUSED_BY_ECS})


def test_every_number_is_a_rule_or_told_of_files_or_has_a_reason_to_be_neither() -> None:
    parts = (RULES & NUMBERS, OF_FILES.keys() & NUMBERS, NOT_RULES.keys())
    assert sorted(number for part in parts for number in part) == sorted(NUMBERS)


def test_every_finding_that_the_code_makes_of_files_is_explained_and_no_other() -> None:
    assert told() - RULES == OF_FILES.keys()


def test_findings_about_annotations_have_the_severity_that_the_code_gives_them() -> None:
    assert {name: OF_FILES[name][0] for name in ABOUT_WAIVERS} == {
        name: severity.value for name, severity in ABOUT_WAIVERS.items()
    }


def test_the_page_has_every_rule_in_order() -> None:
    ids = [row["id"] for table in PAGE.text.split("\n## ")[1 : len(SUBJECTS) + 1] for row in _rows(table)]
    assert ids == sorted(ids)
    assert set(ids) == RULES


def _rows(section: str) -> list[dict[str, str]]:
    lines = [line for line in section.splitlines() if line.startswith("| ")]
    names, *rows = ([cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines)
    return [dict(zip(names, row, strict=True)) for row in rows]


def test_no_subject_is_empty_and_they_are_in_order() -> None:
    assert [first for _, first in SUBJECTS] == sorted({first for _, first in SUBJECTS})
    for section in PAGE.text.split("\n## ")[1:]:
        assert _rows(section), section.splitlines()[0]


def test_findings_and_numbers_are_in_order() -> None:
    for table, known in (("finding", OF_FILES), ("number", NOT_RULES)):
        assert [plain(row[table]) for row in PAGE.table(table)] == sorted(known)


def test_the_page_says_what_ecs_says() -> None:
    text = rules_page(api_shape())
    for rule in catalogue():
        assert rule.ecs.replace("|", r"\|") in text, rule.id
