"""Endings tell the syntax."""

from __future__ import annotations

import pytest

from plumbrule.core.load.parse import Parsed, Syntax, parse, syntax_of
from plumbrule.model.pace import DEFAULT_BOUNDS


@pytest.mark.parametrize(
    ("path", "syntax"),
    [
        ("a.json", Syntax.JSON),
        ("a/b.JSON", Syntax.JSON),
        ("a.yaml", Syntax.YAML),
        ("a.yml", Syntax.YAML),
        ("a.json.bak", None),
        ("json", None),
        ("a", None),
    ],
)
def test_the_ending_of_a_name_tells_its_syntax(path: str, syntax: Syntax | None) -> None:
    assert syntax_of(path) is syntax


def test_both_syntaxes_give_the_same_values_and_marks() -> None:
    text = '{"a": [1, {"b": null}], "c": "d"}'
    yaml, json = (parse(text, syntax, DEFAULT_BOUNDS) for syntax in (Syntax.YAML, Syntax.JSON))
    assert isinstance(yaml, Parsed)
    assert isinstance(json, Parsed)
    assert (yaml.tree, yaml.marks()) == (json.tree, json.marks())
