"""Tags: exactly the characters and counts that ECS takes."""

from __future__ import annotations

import unicodedata

import pytest

from plumbrule.model.tree import Opaque, Tree
from tests.core.validate.rules.edits import findings_of

BASIC_PLANE = [chr(code) for code in range(0x10000) if not 0xD800 <= code < 0xE000]


def _told(tags: Tree) -> list[tuple[str, str]]:
    return [(one.rule, one.pointer) for one in findings_of({"/tags": tags}, "R261", "R266")]


def _takes(character: str) -> bool:
    """The API model's own pattern: letters, separators, numbers of Unicode, and ten marks."""
    return unicodedata.category(character)[0] in "LZN" or character in "_.:/=+-@"


def test_exactly_the_characters_of_the_api_model_pass() -> None:
    taken = "".join(filter(_takes, BASIC_PLANE))
    chunks = [taken[at : at + 256] for at in range(0, len(taken), 256)]
    for chunk in chunks:
        assert _told([{"key": "a", "value": chunk}]) == [], ascii(chunk)


@pytest.mark.parametrize("block", range(0, 0x3000, 0x100), ids=hex)
def test_every_other_character_is_refused(block: int) -> None:
    for character in BASIC_PLANE[block : block + 0x100]:
        if not _takes(character):
            assert _told([{"key": "a", "value": f"x{character}"}]) == [("R263", "/tags/0")], ascii(character)


@pytest.mark.parametrize(("count", "rules"), [(50, []), (51, [("R261", "/tags")])])
def test_ecs_takes_fifty_tags(count: int, rules: list[tuple[str, str]]) -> None:
    assert _told([{"key": f"key-{index}", "value": ""} for index in range(count)]) == rules


def test_a_secret_in_a_tag_is_not_repeated() -> None:
    for tag in ({"key": "db_password", "value": "hunter(2)"}, {"key": "a", "value": "password=hunter2;"}):
        (found,) = findings_of({"/tags": [tag]}, "R261", "R266")
        assert "hunter" not in found.message
        assert "(secret)" in found.message


def test_tags_that_only_the_target_knows_are_not_judged() -> None:
    unknown = Opaque("${var.X}")
    assert _told([unknown, unknown, {"key": unknown, "value": unknown}, {"key": unknown}]) == []
    assert _told(unknown) == []
