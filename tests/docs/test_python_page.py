"""The Python that the page shows runs, and prints what the page says."""

from __future__ import annotations

import contextlib
import io

import pytest

from tests.docs.pages import ROOT, Page

PAGE = Page(ROOT / "docs" / "reference" / "python.md")
PAIRS = list(zip(PAGE.blocks[::2], PAGE.blocks[1::2], strict=True))


@pytest.mark.parametrize("number", range(2))
def test_the_example_prints_what_the_page_says(number: int) -> None:
    code, output = PAIRS[number]
    assert (code.language, output.language) == ("python", "text")
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        exec(compile(code.text, str(PAGE), "exec"), {})  # noqa: S102 - the page's own code is what is tested
    assert said.getvalue() == output.text
