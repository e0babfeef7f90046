"""The table of differences: every row is asserted by the contract, and the reference page shows it."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.contract.differences import BY_TOPIC, DIFFERENCES, page

CONTRACT = Path(__file__).with_name("test_contract.py")
PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "moto-differences.md"


def _asserted_topics() -> set[str]:
    calls = [node for node in ast.walk(ast.parse(CONTRACT.read_text())) if isinstance(node, ast.Call)]
    return {
        str(call.args[0].value)
        for call in calls
        if isinstance(call.func, ast.Attribute)
        and call.func.attr == "differs"
        and isinstance(call.args[0], ast.Constant)
    }


def test_every_row_is_asserted_and_every_assertion_has_its_row() -> None:
    assert _asserted_topics() == set(BY_TOPIC)


def test_topics_are_unique_and_every_cell_says_something() -> None:
    assert len(BY_TOPIC) == len(DIFFERENCES)
    assert all(cell and "|" not in cell for row in DIFFERENCES for cell in (row.topic, row.ecs, row.source, row.moto))


def test_the_reference_page_is_in_step_with_the_table() -> None:
    assert PAGE.read_text() == page(), "run: python -m tests.contract.differences > docs/reference/moto-differences.md"
