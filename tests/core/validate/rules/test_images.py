"""Images: one mistake is told once, and what is not known is not judged."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbrule.core.validate.example import beside
from plumbrule.model.tree import Opaque, Tree
from tests.core.load.files import UNTIMED
from tests.core.validate.rules.edits import findings_of

IMAGE = "/containerDefinitions/0/image"
ALLOWED = string.ascii_letters + string.digits + "-_:./#"
HEX = "0123456789abcdefABCDEF"


def _told(edits: dict[str, Tree]) -> list[tuple[str, str]]:
    return [(one.rule, one.message) for one in findings_of(edits, "R061", "R065")]


@UNTIMED
@given(st.text(st.sampled_from([*ALLOWED, *"@$ {\né\x00"]), max_size=12))
def test_an_image_has_one_finding_at_most_and_an_error_only_for_what_ecs_refuses(image: str) -> None:
    rules = [rule for rule, _ in _told({IMAGE: image})]
    assert len(rules) <= 1
    is_strange = bool(set(image.replace("@", "", 1)) - set(ALLOWED)) or image.startswith("@")
    expected = "R061" if not image else "R062" if is_strange else "R064" if "@" in image else None
    assert [rule for rule in rules if rule != "R065"] == ([expected] if expected else [])


@UNTIMED
@given(st.text(ALLOWED, min_size=1, max_size=255), st.text(HEX, min_size=64, max_size=64))
def test_every_name_of_allowed_characters_passes_with_a_digest(name: str, digits: str) -> None:
    assert _told({IMAGE: f"{name}@sha256:{digits}"}) == []


@pytest.mark.parametrize(
    ("image", "said"),
    [
        ("<ACCOUNT>.dkr.ecr.eu-central-1.amazonaws.com/web:1", "ECS takes no `<` or `>` in an image's name, but"),
        ("registry.example/web:1 ", "ECS takes no blank in an image's name, but"),
        ("registry.example/web:\x07", "ECS takes no control character in an image's name, but"),
        ("registry.example/web@a@b", "ECS takes no second `@` in an image's name, but"),
        ("@sha256:0", "nothing stands before `@`, but"),
        (
            f"web@sha256:{'0' * 63}",
            "what follows `@` must be `sha256:` and 64 hexadecimal digits, but is `sha256:` and 63",
        ),
    ],
)
def test_the_sentence_names_what_is_wrong(image: str, said: str) -> None:
    ((_, message),) = _told({IMAGE: image})
    assert message.startswith(said)


def test_only_a_placeholder_is_called_one() -> None:
    hints = {
        image: findings_of({IMAGE: image}, "R062", "R062")[0].hint for image in ("web:$TAG", "web:{{ tag }}", "w$")
    }
    assert [image for image, hint in hints.items() if "placeholder" in hint] == ["web:$TAG", "web:{{ tag }}"]


def test_an_image_that_only_the_target_knows_is_not_missing() -> None:
    assert _told({IMAGE: Opaque("${var.IMAGE}")}) == []
    assert _told({"/containerDefinitions/0": Opaque("${var.X}"), "/containerDefinitions/1": beside("log")}) == []
