"""Offsets become lines and columns, whatever ends a line."""

from __future__ import annotations

import pytest

from plumbrule.core.load.lines import Lines, line_of


@pytest.mark.parametrize(
    ("offset", "position"),
    [(0, (1, 1)), (1, (1, 2)), (2, (2, 1)), (3, (2, 2)), (4, (2, 3)), (5, (3, 1)), (6, (4, 1)), (7, (4, 2))],
)
def test_lines_end_in_any_break_and_columns_count_characters(offset: int, position: tuple[int, int]) -> None:
    assert Lines("é\n😀\r\n\rx").position(offset) == position


def test_a_line_is_given_without_its_break_and_beyond_the_end_there_is_nothing() -> None:
    assert [line_of("a\r\nb", number) for number in (1, 2, 3)] == ["a", "b", ""]
