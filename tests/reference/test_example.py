"""config/plumbrule.example.yaml is right, mentions every key, and states the real defaults."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pytest
import yaml
from jsonschema import Draft202012Validator

from plumbrule.reference.settings_page import Row, rows, written
from plumbrule.settings.load import load_settings, parse_settings
from plumbrule.settings.schema import settings_schema
from tests.reference.rewrite import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

PATH: Final = ROOT / "config" / "plumbrule.example.yaml"
SHIPPED: Final = PATH.read_text(encoding="utf-8")
SWITCHED_ON: Final = re.sub(r"(?m)^( *)#(?=(- |  - |    )?[a-z_]+:( |$))", r"\1", SHIPPED)
WHOLE: Final = re.sub(r"(?m)^( *)([a-z_]+:) \[\]\n(?=\1  +# )", r"\1\2\n", SWITCHED_ON)
"""With the optional keys that have no default switched on, and an item in each list of groups that is empty."""
ROWS: Final = {row.path: row for row in rows(settings_schema())}


def comments(text: str) -> dict[str, str]:
    """The comment right above each key, by the key's path."""
    lines = text.splitlines()
    return {path: " ".join(_above(lines, line)) for path, line in _keys(yaml.compose(text, yaml.SafeLoader), "")}


def _above(lines: list[str], line: int) -> list[str]:
    start = line
    while lines[start - 1].lstrip().startswith("# "):
        start -= 1
    return [comment.lstrip("# ") for comment in lines[start:line]]


def _keys(node: yaml.Node | None, prefix: str) -> Iterator[tuple[str, int]]:
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _keys(item, f"{prefix}[]")
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            path = f"{prefix}.{key.value}".removeprefix(".")
            yield path, key.start_mark.line
            yield from _keys(value, path)


COMMENTS: Final = comments(WHOLE)


@pytest.mark.parametrize("text", [SHIPPED, WHOLE], ids=["as it is shipped", "with every optional key"])
def test_the_example_is_right_and_valid(text: str) -> None:
    assert parse_settings(text, PATH.name, {}).instance == "payments-prod"
    assert [error.message for error in Draft202012Validator(settings_schema()).iter_errors(yaml.safe_load(text))] == []


def test_the_example_is_read_from_its_file() -> None:
    assert load_settings(PATH, {}) == parse_settings(SHIPPED, PATH.name, {})


def test_the_example_mentions_every_key_and_no_other() -> None:
    assert list(COMMENTS) == list(ROWS)


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_a_comment_above_the_key_states_its_real_default(row: Row) -> None:
    comment = COMMENTS[row.path]
    if row.required:
        assert "Required" in comment
        assert "efault" not in comment
    elif row.default is None:
        assert "No default" in comment
    else:
        assert f"Default: {written(row.default)}." in comment


def test_a_key_with_a_default_stands_in_the_example_with_just_that() -> None:
    shipped = yaml.safe_load(SHIPPED)
    for path, row in ROWS.items():
        # These lists are empty as shipped: nobody has a channel of ours.
        if row.default is not None and not path.startswith(("notify.sinks[]", "notify.routes[]")):
            value = shipped
            for step in re.split(r"\.", path.replace("[]", ".0")):
                value = value[int(step) if step.isdigit() else step]
            assert value == row.default, path


def test_the_first_line_points_an_editor_at_the_schema() -> None:
    found = re.match(r"# yaml-language-server: \$schema=(\S+)\n", SHIPPED)
    assert found
    assert (PATH.parent / found[1]).is_file()
