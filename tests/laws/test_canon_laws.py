from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from plumbrule.core.canon import CanonContext, as_definition, canonical, digest
from plumbrule.core.diff import diff
from plumbrule.core.fields import FIELDS, NO_DEFAULT, Contextual, api_path
from plumbrule.model.shape import Text, Truth, Whole
from tests.laws.generate import definitions, shapes
from tests.laws.trees import another, at, frozen, leaves, one_of, ordered_lists, shuffled, with_value, within

if TYPE_CHECKING:
    from plumbrule.core.fields import FieldFact
    from plumbrule.model.shape import Shape
    from tests.laws.generate import Json

HERE = CanonContext("123456789012")
WITH_DEFAULT = [row for row in FIELDS.values() if row.default is not NO_DEFAULT]
# A contextual default is more than one value; these stand in for it, in a definition that makes them the default.
CONTEXTUAL = {"networkMode": "awsvpc", "containerDefinitions[].portMappings[].hostPort": 0}


def _unlike_any_default(path: str, shape: Shape) -> Json:
    match shape:
        case Text():
            value: Json = "unlike"
        case Truth():
            value = path != "containerDefinitions[].essential"
        case _:
            value = 100_003
    return {"key": value} if path.endswith("{}") else [value] if path.endswith("[]") else value


LEAVES = {
    path: _unlike_any_default(path, shape)
    for path, shape in shapes().items()
    if isinstance(shape, Text | Whole | Truth) and not path.startswith("tags")
}


@given(definitions(), st.randoms(use_true_random=False))
def test_the_canonical_form_does_not_see_the_order_of_members_nor_of_keyed_lists_and_sets(
    definition: Json, random: object
) -> None:
    other = shuffled(definition, random)
    assert canonical(other, context=HERE) == canonical(definition, context=HERE)
    assert digest(other, context=HERE) == digest(definition, context=HERE)


@given(definitions())
def test_making_the_canonical_form_leaves_the_argument_alone(definition: Json) -> None:
    before = deepcopy(definition)
    canonical(definition, context=HERE)
    assert definition == before
    assert canonical(frozen(definition), context=HERE) == canonical(before, context=HERE)


@given(definitions())
def test_the_canonical_form_written_as_a_definition_is_its_own_canonical_form(definition: Json) -> None:
    once = canonical(definition, context=HERE)
    assert canonical(as_definition(once), context=HERE) == once


@given(definitions(), st.data())
def test_another_order_of_an_ordered_list_is_another_meaning(definition: Json, data: st.DataObject) -> None:
    found = list(ordered_lists(definition))
    assume(found)
    tokens = data.draw(one_of(found))
    items = at(definition, tokens)
    other = with_value(definition, tokens, items[1:] + items[:1])
    assert digest(other, context=HERE) != digest(definition, context=HERE)


@pytest.mark.parametrize("row", WITH_DEFAULT, ids=lambda row: row.path)
@settings(max_examples=max(1, settings().max_examples // 4))
@given(definition=definitions())
def test_writing_a_default_out_or_leaving_it_out_makes_no_difference(row: FieldFact, definition: Json) -> None:
    written, left_out = deepcopy(definition), deepcopy(definition)
    parent, _, name = row.path.rpartition(".")
    if isinstance(row.default, Contextual):
        written["requiresCompatibilities"] = left_out["requiresCompatibilities"] = ["FARGATE"]
    for place in within(written, parent):
        place[name] = CONTEXTUAL[row.path] if isinstance(row.default, Contextual) else row.default
    for place in within(left_out, parent):
        place.pop(name, None)
    assert canonical(written, context=HERE) == canonical(left_out, context=HERE)


@given(definitions())
def test_a_host_port_equal_to_the_container_port_is_the_default_under_awsvpc(definition: Json) -> None:
    written, left_out = deepcopy(definition), deepcopy(definition)
    written["networkMode"] = left_out["networkMode"] = "awsvpc"
    for mapping in within(written, "containerDefinitions[].portMappings[]"):
        mapping["hostPort"] = mapping["containerPort"]
    for mapping in within(left_out, "containerDefinitions[].portMappings[]"):
        mapping.pop("hostPort", None)
    assert canonical(written, context=HERE) == canonical(left_out, context=HERE)


@pytest.mark.parametrize("path", sorted(LEAVES))
def test_no_leaf_of_the_api_is_overlooked(path: str) -> None:
    parent, _, name = path.removesuffix("[]").removesuffix("{}").rpartition(".")
    without: Json = {"family": "web", "containerDefinitions": [{"name": "web"}]}
    within(without, parent)
    with_it = deepcopy(without)
    for place in within(with_it, parent):
        place[name] = LEAVES[path]
    assert digest(with_it, context=HERE) != digest(without, context=HERE)


@given(definitions(), st.data())
def test_changing_any_leaf_changes_the_digest_and_the_difference_names_its_place(
    definition: Json, data: st.DataObject
) -> None:
    found = [tokens for tokens in leaves(definition) if tokens[0] != "tags"]
    tokens = data.draw(one_of(found))
    other = with_value(definition, tokens, another(at(definition, tokens)))
    assert digest(other, context=HERE) != digest(definition, context=HERE)
    changes = diff(canonical(other, context=HERE), canonical(definition, context=HERE), original=other)
    names = [name for name in tokens if isinstance(name, str)]
    told = [_names(change.path) for change in changes]
    assert any(_meet(path, names) for path in told)
    # The network mode decides what a missing host port means, and Fargate what a missing network mode means.
    if names[0] not in {"networkMode", "requiresCompatibilities"}:
        assert all(_meet(path, names) for path in told)


def _names(path: str) -> list[str]:
    return api_path(path).replace("[]", "").replace("{}", ".{}").split(".")


def _meet(path: list[str], names: list[str]) -> bool:
    """Whether one place is the other, above it or below it; a map's entry is one whatever its key."""
    return all(one in {"{}", other} for one, other in zip(path, names, strict=False))
