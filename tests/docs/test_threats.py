"""The threat model: each thing that an attacker cannot do is shown by tests, and those are there."""

from __future__ import annotations

import ast
import re
from functools import cache
from typing import TYPE_CHECKING, Final

import pytest

from tests.docs.pages import ROOT, Page

if TYPE_CHECKING:
    from pathlib import Path

PAGE: Final = Page(ROOT / "SECURITY.md")
SHOWN: Final = PAGE.table("who")
_TEST: Final = re.compile(r"\[(?P<name>test_\w+)\]\((?P<file>tests/[\w/]+/test_\w+\.py)\)")


@cache
def found_in(file: Path) -> frozenset[str]:
    """Tests that a file has and that are not skipped whatever happens."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    return frozenset(one.name for one in functions if not any(_skips(mark) for mark in one.decorator_list))


def _skips(mark: ast.expr) -> bool:
    return ast.unparse(mark).startswith(("pytest.mark.skip(", "pytest.mark.xfail"))


def test_each_word_of_the_threat_model_is_shown_and_nothing_else_is() -> None:
    claimed = [(row["attacker"], word) for row in PAGE.table("attacker") for word in row["cannot"].split("; ")]
    assert len(claimed) > 15
    assert [(row["who"], row["cannot"]) for row in SHOWN] == claimed


@pytest.mark.parametrize("row", SHOWN, ids=lambda row: row["cannot"])
def test_what_shows_it_is_a_test_that_runs(row: dict[str, str]) -> None:
    named = list(_TEST.finditer(row["shown by"]))
    assert ", ".join(one[0] for one in named) == row["shown by"]
    assert [one["name"] for one in named if one["name"] not in found_in(ROOT / one["file"])] == []


def test_a_test_that_is_gone_would_be_missed() -> None:
    assert "test_no_such_thing" not in found_in(ROOT / "tests" / "docs" / "test_threats.py")
    assert "test_a_test_that_is_gone_would_be_missed" in found_in(ROOT / "tests" / "docs" / "test_threats.py")
