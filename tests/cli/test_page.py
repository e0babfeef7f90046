"""Markdown that can be posted as it stands: bounded, and with nothing foreign outside code."""

from __future__ import annotations

import pytest

from plumbrule.cli.page import LONGEST, Block, code, page, table


@pytest.mark.parametrize(
    ("text", "fenced"),
    [
        ("plain", "`plain`"),
        ("a|b", "`a\\|b`"),
        ("a `b` c", "``a `b` c``"),
        ("`b``c`", "``` `b``c` ```"),
        ("line\nbreak\x1b[2J", "`line break [2J`"),
        ("", "`  `"),
    ],
)
def test_code_holds_whatever_it_is_given(text: str, fenced: str) -> None:
    assert code(text) == fenced


@pytest.mark.parametrize("rows", [0, 1, 11, 12, 500, 5_000])
@pytest.mark.parametrize("width", [1, 300])
def test_no_page_is_longer_than_a_comment_may_be_and_what_is_cut_is_counted(rows: int, width: int) -> None:
    blocks = [
        Block(("### heading", "")),
        table(("a", "b"), ([str(number), "x" * width] for number in range(rows)), summary=f"{rows} rows"),
        Block(("the end",)),
    ]
    text = page(blocks)
    assert len(text) <= LONGEST
    shown = sum(line.startswith("| ") for line in text.splitlines()) - 2
    assert text.count("<details>") == text.count("</details>") == (rows >= 12)
    if "left out" in text:
        assert f"_{rows - shown + 1} more lines left out" in text.splitlines()[-1]
        assert shown > 0
    else:
        assert shown == rows
        assert "the end" in text


def test_a_long_table_is_folded() -> None:
    assert "<summary>12 rows</summary>" in page([table(("a",), [["x"]] * 12, summary="12 rows")])
    assert "<details>" not in page([table(("a",), [["x"]] * 11, summary="11 rows")])
