from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from plumbrule.core.fields import element_path, member_path, steps


@given(st.text(max_size=6), st.text(min_size=1, max_size=6), st.text(max_size=6))
def test_whatever_the_names_are_a_path_gives_them_back(first: str, key: str, last: str) -> None:
    path = member_path(element_path(member_path("", first), key), last)
    assert steps(path) == (first, key, last)
