from __future__ import annotations

import pytest

from plumbrule.model.document import Document, KeyPointer, Marks, Native, Selector, moved
from plumbrule.model.ids import BlobId, Target, TargetId, TargetName

MARKS = Marks({"": (1, 1), "/cpu": (2, 10), "/a": (3, 3), "/a/0": (4, 5)}, {"/cpu": (2, 3)})
PROD = Target(TargetName("prod"), TargetId("aws", "1", "r"), labels={"env": "prod", "tier": "1"})


@pytest.mark.parametrize(
    ("pointer", "position"),
    [
        pytest.param("/cpu", (2, 10), id="a value"),
        pytest.param(KeyPointer("/cpu"), (2, 3), id="a key"),
        pytest.param(KeyPointer("/a/0"), (4, 5), id="a key without a mark is found by its value"),
        pytest.param("/a/0/name", (4, 5), id="a value that is not there, at the nearest around it"),
        pytest.param("/b/c", (1, 1), id="nothing around it but the file"),
    ],
)
def test_where_a_pointer_stands(pointer: str, position: tuple[int, int]) -> None:
    assert MARKS.at(pointer) == position
    assert Marks({}, {}).at(pointer) == (1, 1)


@pytest.mark.parametrize(
    ("selector", "admits", "words"),
    [
        pytest.param(Selector(TargetName("prod")), True, "prod", id="by name"),
        pytest.param(Selector(TargetName("test")), False, "test", id="another name"),
        pytest.param(Selector(labels={"env": "prod"}), True, "env=prod", id="by a label"),
        pytest.param(Selector(labels={"env": "prod", "tier": "2"}), False, "env=prod, tier=2", id="by all labels"),
        pytest.param(Selector(TargetName("test"), {"env": "prod"}), False, "test", id="the name decides"),
    ],
)
def test_which_targets_a_selector_means(selector: Selector, words: str, *, admits: bool) -> None:
    assert selector.admits(PROD) is admits
    assert str(selector) == words


def test_a_pointer_is_moved_by_its_longest_origin() -> None:
    origins = {"": "/taskDefinition", "/tags": "/tags"}
    assert moved("/cpu", origins) == "/taskDefinition/cpu"
    assert moved("/tags/0/key", origins) == "/tags/0/key"
    assert moved("/tagsX", origins) == "/taskDefinition/tagsX"
    assert isinstance(moved(KeyPointer("/cpu"), origins), KeyPointer)
    assert moved("/cpu", {}) == "/cpu"


def test_a_document_places_a_pointer_into_its_definition_and_shows_it_as_it_was_asked() -> None:
    origins = {"": "/a"}
    document = Document("web.json", BlobId("b"), Native({}), origins=origins, marks=lambda: MARKS)
    place = document.locate("/0")
    assert (place.file, place.line, place.column, place.pointer) == ("web.json", 4, 5, "/0")
    assert document.place("/cpu").pointer == "/cpu"
    assert Document("web.json", BlobId("b"), Native({})).locate("/cpu").line == 1
