"""Every output that a page shows is what really comes out; `python -m tests.docs.outputs` writes them anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.docs.outputs import TUTORIAL, masked, outputs, same, shown_steps, tutorial
from tests.docs.pages import pages

if TYPE_CHECKING:
    from tests.docs.pages import Block

SHOWN = [pytest.param(block, id=f"{page}: {block.shows}") for page in pages() for block in page.blocks if block.shows]


@pytest.mark.parametrize("block", SHOWN)
def test_a_page_shows_the_real_output(block: Block) -> None:
    real = outputs()[block.shows]()
    assert same(block.text, real, ordered=block.shows != "make demo"), f"real output:\n{real}"


def test_the_readme_shows_the_demo_and_the_help() -> None:
    shown = {block.shows for page in pages() if str(page) == "README.md" for block in page.blocks}
    assert {"make demo", "plumbrule --help"} <= shown


@pytest.mark.slow
def test_the_tutorial_works_as_it_stands() -> None:
    assert len(tutorial()) == sum(block.language == "bash" for block in TUTORIAL.blocks)
    assert len(shown_steps()) > 4
    for block, real in shown_steps():
        assert masked(block.text) == masked(real)
