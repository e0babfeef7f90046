"""Examples in explanations pass or fail validation as they claim."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pytest

from plumbrule.core.validate.checking import validate
from plumbrule.core.validate.example import BASE, edited
from plumbrule.edge.aws.shape import api_shape
from plumbrule.model.finding import Severity
from plumbrule.model.place import Place
from plumbrule.reference.explain.explanation import NEVER, Snippet
from plumbrule.reference.explain.library import fields, topics
from plumbrule.reference.explain.of_field import shown_by
from tests.core.validate.judging import TODAY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.model.tree import Object, Tree

SHOWN = [
    *((path, row.example, row.fails) for path, row in fields().items() if row.example),
    *(
        (f"{name} {number}", block.edits, block.fails)
        for name, topic in topics().items()
        for number, block in enumerate(topic.body)
        if isinstance(block, Snippet)
    ),
]


def _serious(edits: Mapping[str, Tree]) -> set[str]:
    def locate(pointer: str) -> Place:
        return Place("web.json", pointer=pointer)

    found = validate(edited(BASE, edits), api_shape(), locate, today=TODAY)
    return {one.rule for one in found if one.severity is not Severity.INFO}


@pytest.mark.parametrize(("name", "edits", "fails"), SHOWN, ids=[name for name, _, _ in SHOWN])
def test_an_example_passes_or_breaks_just_the_rule_that_it_names(name: str, edits: Object, fails: str) -> None:
    assert _serious(edits) == ({fails} if fails else set()), name


@pytest.mark.parametrize("path", list(fields()))
def test_every_field_is_seen_in_the_example_that_shows_it(path: str) -> None:
    made = edited({"containerDefinitions": [{}]}, shown_by(path).example)
    assert path in set(_paths(made, ""))


@pytest.mark.parametrize("path", [path for path, row in fields().items() if row.needed is NEVER])
def test_what_is_never_for_fargate_is_shown_breaking_a_rule(path: str) -> None:
    assert shown_by(path).fails


def _paths(tree: Tree, path: str) -> Iterator[str]:
    if isinstance(tree, Mapping):
        for name, value in tree.items():
            yield f"{path}.{name}".removeprefix(".")
            yield from _paths(value, f"{path}.{name}".removeprefix("."))
    elif isinstance(tree, list):
        for item in tree:
            yield from _paths(item, f"{path}[]")
