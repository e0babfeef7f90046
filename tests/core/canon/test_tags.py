from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from plumbrule.core.canon import canonical_tags

if TYPE_CHECKING:
    from plumbrule.model.tree import Tree


@pytest.mark.parametrize(
    ("tags", "form"),
    [
        ([{"key": "b", "value": "2"}, {"key": "a", "value": "1"}], {"a": "1", "b": "2"}),
        ({"b": "2", "a": "1"}, {"a": "1", "b": "2"}),
        ([{"key": "a"}, {"key": "b", "value": None}], {"a": "", "b": ""}),
        ([{"key": "aws:cloudformation:stack-id", "value": "x"}, {"key": "plumbrule:plan", "value": "y"}], {}),
        ([{"value": "no key"}, "odd", {"key": ""}], {}),
        ([], {}),
        (None, {}),
    ],
)
def test_tags_in_one_form(tags: Tree, form: dict[str, str]) -> None:
    assert canonical_tags(tags) == form
    assert list(canonical_tags(tags)) == sorted(form)
