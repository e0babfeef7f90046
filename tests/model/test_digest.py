from __future__ import annotations

import hashlib
import json
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plumbrule.model.digest import CANON, blob_id, canonical_json, content_digest, input_digest, sha256_hex
from plumbrule.model.tree import Opaque

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(codec="utf-8")),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(st.characters(codec="utf-8")), inner, max_size=4)
    ),
    max_leaves=20,
)


@pytest.mark.parametrize(
    ("tree", "text"),
    [
        pytest.param({"b": 1, "a": [True, None, "x"]}, '{"a":[true,null,"x"],"b":1}', id="keys in order, no spaces"),
        pytest.param({"é": "grün ✓"}, '{"é":"grün ✓"}', id="no ASCII escapes"),
        pytest.param({"a": 1, "B": 2, "é": 3}, '{"B":2,"a":1,"é":3}', id="order by code point"),
        pytest.param("\x00\x1f\n", '"\\u0000\\u001f\\n"', id="control characters are escaped"),
        pytest.param(Opaque("${var.x}"), '{"$opaque":"${var.x}"}', id="what is not known"),
        pytest.param([], "[]", id="emptiness"),
    ],
)
def test_canonical_json(tree: Any, text: str) -> None:  # noqa: ANN401 - any tree
    assert canonical_json(tree) == text


@settings(max_examples=200, deadline=None, derandomize=True, database=None)
@given(tree=JSON)
def test_canonical_json_is_json_that_says_the_same_and_is_stable(tree: Any) -> None:  # noqa: ANN401 - any tree
    text = canonical_json(tree)
    assert json.loads(text) == tree
    assert canonical_json(json.loads(text)) == text
    assert "\n" not in text


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf")])
def test_what_json_cannot_say_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="JSON"):
        canonical_json({"a": value})


@pytest.mark.parametrize("value", [{1, 2}, object(), b"bytes"])
def test_what_is_no_tree_is_refused(value: Any) -> None:  # noqa: ANN401 - the point
    with pytest.raises(TypeError, match="no canonical JSON for"):
        canonical_json(value)


def test_read_only_objects_have_to_be_made_plain_first() -> None:
    with pytest.raises(TypeError, match="mappingproxy"):
        canonical_json(MappingProxyType({"a": 1}))


def test_digests_say_by_which_rules_they_were_made() -> None:
    text = hashlib.sha256(b'{"a":1}').hexdigest()
    assert content_digest({"a": 1}) == f"{CANON}:sha256:{text}"
    assert input_digest({"a": 1}) == f"i1:sha256:{text}"
    assert sha256_hex("grün") == hashlib.sha256("grün".encode()).hexdigest()
    assert CANON == "c1"


@pytest.mark.parametrize(
    ("content", "known"),
    [
        pytest.param(b"", "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391", id="the empty blob"),
        pytest.param(b"what is up, doc?", "bd9dbf5aae1a3862dd1526723246b20206e5fc37", id="the one in the Git book"),
    ],
)
def test_a_blob_has_the_name_that_git_gives_it(content: bytes, known: str) -> None:
    assert blob_id(content) == known
