"""The upgrade notes know every schema of the journal."""

from __future__ import annotations

from plumbrule.edge.journal.migrations import VERSION
from tests.docs.pages import ROOT, Page


def test_every_schema_of_the_journal_has_its_row() -> None:
    rows = Page(ROOT / "docs" / "upgrade.md").table("schema")
    assert [row["schema"] for row in rows] == [str(number + 1) for number in range(VERSION)]
