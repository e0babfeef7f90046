"""Packed definitions are the definitions."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbrule.model.digest import canonical_json
from plumbrule.model.packed import Packed, pack, unpack
from plumbrule.model.tree import Opaque

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
scalars = st.none() | st.booleans() | st.integers() | texts
trees: st.SearchStrategy[Any] = st.recursive(
    scalars, lambda inner: st.lists(inner) | st.dictionaries(texts, inner), max_leaves=20
)
objects = st.dictionaries(texts, trees)


@given(objects)
def test_a_packed_object_says_the_same_in_the_same_order(definition: dict[str, Any]) -> None:
    kept = pack(definition)
    assert isinstance(kept, Packed)
    assert (unpack(kept), list(kept), len(kept)) == (definition, list(definition), len(definition))
    assert kept == definition
    assert kept == pack(dict(reversed(list(definition.items()))))
    assert canonical_json(kept) == canonical_json(definition)
    assert {name: kept[name] for name in definition} == definition


def test_what_json_cannot_say_stays_as_it_is() -> None:
    opaque = {"image": Opaque("${target.account_id}")}
    assert pack(opaque) is opaque
    assert unpack(opaque) is opaque


def test_it_never_shows_what_is_inside() -> None:
    assert "s3cret" not in repr(pack({"environment": "s3cret"}))


def test_another_object_is_not_equal() -> None:
    assert pack({"cpu": "256"}) != pack({"cpu": "512"})
    with pytest.raises(TypeError):
        hash(pack({}))
