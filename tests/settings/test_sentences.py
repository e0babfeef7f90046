"""Whatever stands in the file, our own words are found for it."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from plumbrule.settings.keys import Holds, keys
from plumbrule.settings.sentence import FALLBACK
from tests.settings.texts import mistakes

FALLBACK_WORDS = FALLBACK.partition("{")[0]
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**63), 2**63 - 1),
    st.sampled_from(["", "git", "1s", "0.5", "a b", "missing", "123456789012", "/x", "**", "é"]),
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=8),
)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["a", "name"]), inner, max_size=2),
)


def forms(parent: str) -> st.SearchStrategy[dict[str, Any]]:
    """Groups with the real keys of `parent`, each with its kind of value or anything at all."""
    below = {fact.name: fact for fact in keys().values() if fact.parent == parent}
    return st.fixed_dictionaries(
        {}, optional={name: ANYTHING | inner(fact.path, fact.holds) for name, fact in below.items()}
    )


def inner(path: str, holds: Holds) -> st.SearchStrategy[Any]:
    match holds:
        case Holds.SECTION:
            return st.deferred(lambda: forms(path))
        case Holds.LIST if any(fact.parent == f"{path}[]" for fact in keys().values()):
            return st.lists(st.deferred(lambda: forms(f"{path}[]")), max_size=2)
        case _:
            return ANYTHING


@settings(max_examples=300, deadline=None)
@given(forms(""))
def test_no_tree_of_values_leaves_our_sentences(tree: dict[str, Any]) -> None:
    for line in mistakes(json.dumps(tree)):
        assert line.startswith("plumbrule.yaml:")
        assert "Input should" not in line
        assert FALLBACK_WORDS not in line


def test_the_keys_are_all_found() -> None:
    assert {"source.bounds.nodes", "targets[].paths[].family_prefix", "log.level"} <= set(keys())
    assert keys()["targets[].paths"].holds is Holds.LIST
    assert all(fact.words for fact in keys().values())
