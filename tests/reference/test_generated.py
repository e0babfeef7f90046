"""The generated files in the repository are what the code generates now."""

from __future__ import annotations

import pytest

from plumbrule.settings.keys import keys
from tests.reference.rewrite import ROOT, generated


@pytest.mark.parametrize("name", generated())
def test_the_file_is_what_the_code_generates(name: str) -> None:
    found = (ROOT / name).read_text(encoding="utf-8")
    assert found == generated()[name], f"{name} is out of date: run `make schemas`"


def test_the_page_has_a_row_for_every_key() -> None:
    page = generated()["docs/reference/settings.md"]
    for path in keys():
        assert page.count(f"| `{path}` |") == 1


def test_the_page_tells_defaults_and_what_is_required() -> None:
    lines = generated()["docs/reference/settings.md"].splitlines()
    rows = {
        line.split("|")[1].strip(): [cell.strip() for cell in line.split("|")[2:4]] for line in lines if "|" in line
    }
    assert rows["`instance`"] == ["text", "required"]
    assert rows["`source.poll`"] == ["duration", "`3s`"]
    assert rows["`source.kind`"] == ["`git` or `link` or `directory`", "required"]
    assert rows["`source.folder`"] == ["text", '`""`']
    assert rows["`targets[].auto`"] == ["list of `missing` or `spec_ahead` or `tags`", "`[]`"]
    assert rows["`targets[].role_arn`"] == ["text", ""]
    assert rows["`workers`"] == ["whole number, 1 to 64", "`16`"]
    assert rows["`vanish.share`"] == ["number, above 0, up to 1", "`0.3`"]
