from __future__ import annotations

import pytest

from plumbrule.core.fields import FIELDS, NO_DEFAULT, RESPONSE_ONLY, ListKind, Risk, fact, list_key
from plumbrule.core.fields.table import table_of
from plumbrule.edge.aws.shape import api_shape
from plumbrule.model.shape import Listed, Mapped, Shape, Structure, Text, Truth, Whole

PORTS = "containerDefinitions[].portMappings"


def places(shape: Shape, path: str = "") -> dict[str, Shape]:
    """Every place of the API by its path, the items of lists left to their list."""
    match shape:
        case Structure(members=members):
            found: dict[str, Shape] = {}
            for name, member in members.items():
                inner = f"{path}.{name}" if path else name
                found |= {inner: member} | places(member, inner)
            return found
        case Listed(item=item):
            return places(item, f"{path}[]")
        case Mapped(value=value):
            return {f"{path}{{}}": value} | places(value, f"{path}{{}}")
        case _:
            return {}


PLACES = places(api_shape().request)


def test_every_path_of_the_api_has_its_row_and_every_row_its_path() -> None:
    assert sorted(FIELDS) == sorted(PLACES)


def test_what_only_describe_returns_is_what_the_api_model_says() -> None:
    assert api_shape().response_only == RESPONSE_ONLY


def test_every_list_says_what_its_order_means_and_nothing_else_does() -> None:
    assert {path for path, row in FIELDS.items() if row.kind} == {
        path for path, shape in PLACES.items() if isinstance(shape, Listed)
    }


def test_keyed_lists_have_keys_and_every_key_member_is_a_member_of_the_element() -> None:
    for path, row in FIELDS.items():
        assert (row.kind is ListKind.KEYED) == bool(row.keys), path
        assert all(f"{path}[].{member}" in FIELDS for member in list_key(path)), path


def test_sets_hold_plain_values() -> None:
    for path, row in FIELDS.items():
        shape = PLACES[path]
        if row.kind is ListKind.SET:
            assert isinstance(shape, Listed), path
            assert isinstance(shape.item, Text | Whole), path


@pytest.mark.parametrize("path", [path for path, row in FIELDS.items() if row.default is not NO_DEFAULT])
def test_a_default_has_the_type_and_the_spelling_that_the_api_takes(path: str) -> None:
    default = FIELDS[path].default
    match PLACES[path]:
        case Text(enum=enum):
            assert not enum or not isinstance(default, str) or default in enum
            assert not isinstance(default, int)
        case Whole():
            assert not isinstance(default, str | bool)
        case Truth():
            assert isinstance(default, bool)
        case shape:
            pytest.fail(f"{path} is {shape} and cannot have a default")


def test_every_row_says_where_it_comes_from_and_when_it_was_read() -> None:
    for row in FIELDS.values():
        assert row.source.url.startswith("https://"), row.path
        assert row.source.seen >= "2026-11", row.path


def test_units_and_role_names_stand_where_the_api_has_them() -> None:
    assert {path for path, row in FIELDS.items() if row.unit} == {"cpu", "memory"}
    assert {path for path, row in FIELDS.items() if row.role} == {"taskRoleArn", "executionRoleArn"}


def test_a_path_that_nobody_knows_is_plain_and_of_the_highest_risk() -> None:
    row = fact("containerDefinitions[].inventedTomorrow")
    assert (row.kind, row.keys, row.default, row.secret) == (None, (), NO_DEFAULT, False)
    assert row.risk is Risk.UNKNOWN
    assert row.risk.rank == max(risk.rank for risk in Risk)


def test_the_items_of_a_list_share_its_row() -> None:
    assert fact("containerDefinitions[].command[]") is FIELDS["containerDefinitions[].command"]
    assert fact("containerDefinitions[]") is FIELDS["containerDefinitions"]


def test_a_field_is_explained_by_its_path_unless_its_row_says_otherwise() -> None:
    assert fact("cpu").explained_by == "cpu"


def test_list_key_names_the_members_of_a_key_and_nothing_for_other_lists() -> None:
    assert list_key("containerDefinitions") == ("name",)
    assert list_key(PORTS) == ("containerPort", "containerPortRange", "protocol")
    assert list_key("placementConstraints") == ("type", "expression")
    assert list_key("containerDefinitions[].command") == ()
    assert list_key("inventedTomorrow") == ()


def test_two_rows_for_one_path_are_refused() -> None:
    with pytest.raises(ValueError, match="two rows for cpu"):
        table_of(
            iter((fact("cpu"), fact("inventedTomorrow"), fact("cpu").__class__("cpu", Risk.SIZE, fact("cpu").source)))
        )
