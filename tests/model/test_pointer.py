from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plumbrule.model.pointer import child, escape, join, tokens


@pytest.mark.parametrize(
    ("path", "pointer"),
    [
        pytest.param([], "", id="the root"),
        pytest.param(["containerDefinitions", 0, "name"], "/containerDefinitions/0/name", id="names and indexes"),
        pytest.param(["a/b", "m~n", "~1"], "/a~1b/m~0n/~01", id="slashes and tildes, as RFC 6901 has them"),
        pytest.param([""], "/", id="an empty name"),
    ],
)
def test_a_pointer_walks_from_the_root(path: list[str | int], pointer: str) -> None:
    assert join(path) == pointer
    assert tokens(pointer) == tuple(map(str, path))


def test_a_child_is_one_step_below() -> None:
    assert child("/a", "b/c") == f"/a/{escape('b/c')}" == "/a/b~1c"
    assert child("", 3) == "/3"


@settings(max_examples=200, deadline=None, derandomize=True, database=None)
@given(path=st.lists(st.text() | st.sampled_from(["~", "/", "~0", "~1", "~01"])))
def test_any_names_come_back(path: list[str]) -> None:
    assert tokens(join(path)) == tuple(path)
