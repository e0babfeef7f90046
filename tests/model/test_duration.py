from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbrule.model.duration import read_duration, write_duration


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("500ms", timedelta(milliseconds=500)),
        ("3s", timedelta(seconds=3)),
        ("10m", timedelta(minutes=10)),
        ("2h", timedelta(hours=2)),
        ("1d", timedelta(days=1)),
        ("0s", timedelta(0)),
    ],
)
def test_a_number_with_a_unit_is_a_duration(text: str, span: timedelta) -> None:
    assert read_duration(text) == span
    assert write_duration(span) == text


@pytest.mark.parametrize(
    "text", ["", "3", "3 s", "s", "-3s", "+3s", "1.5h", "1h30m", "03s", "3S", "3s\n", "٣s", "9999999999s", "1w", "PT3S"]
)
def test_anything_else_is_none(text: str) -> None:
    assert read_duration(text) is None


@given(st.integers(0, 10**9 - 1), st.sampled_from(["ms", "s", "m", "h", "d"]))
def test_what_is_written_reads_as_the_same_span(number: int, unit: str) -> None:
    span = read_duration(f"{number}{unit}")
    assert span is not None
    written = write_duration(span)
    assert len(written) <= len(f"{number}{unit}")
    assert read_duration(written) == span
