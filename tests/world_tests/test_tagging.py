"""Tags: at registration, and afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.world_tests.clients import post
from tests.world_tests.specs import web

if TYPE_CHECKING:
    from tests.world.client import World
    from tests.world_tests.clients import Aws


def _tags(**pairs: str) -> list[dict[str, str]]:
    return [{"key": key, "value": value} for key, value in pairs.items()]


MANY = [{"key": f"k{number}", "value": ""} for number in range(51)]
REFUSED = [
    ("no tag", [], "Tags can not be empty."),
    ("51 tags", MANY, "limit of 50"),
    ("a reserved key", [{"key": "aws:x", "value": ""}], "reserved prefix"),
    ("a reserved key in capitals", [{"key": "AWS:x", "value": ""}], "reserved prefix"),
    ("a key twice", [*_tags(a="1"), *_tags(a="2")], "unique"),
    ("a key of 129 characters", [{"key": "k" * 129, "value": ""}], "1 to 128"),
    ("a value of 257 characters", [{"key": "k", "value": "v" * 257}], "at most 256"),
    ("a character tags do not have", [{"key": "k", "value": "a;b"}], "invalid characters"),
]


@pytest.mark.parametrize(("sentence", "tags", "text"), REFUSED, ids=[row[0] for row in REFUSED])
def test_bad_tags_are_refused_and_nothing_is_registered(
    world: World, ecs: Aws, sentence: str, tags: list[dict[str, str]], text: str
) -> None:
    status, code, said = ecs.refusal("RegisterTaskDefinition", **web(), tags=tags)
    assert (status, code) == (400, "InvalidParameterException"), sentence
    assert text in said
    assert world.log() == ()


def test_fifty_tags_with_every_legal_character_are_kept(ecs: Aws) -> None:
    tags = [{"key": "k" * 128, "value": "v" * 256}, {"key": "ü _.:/=+-@", "value": ""}, *MANY[:48]]
    assert ecs("RegisterTaskDefinition", **web(), tags=tags)["tags"] == tags


def test_tags_are_added_replaced_removed_and_listed(ecs: Aws) -> None:
    arn = ecs.register(web())["taskDefinitionArn"]
    ecs("TagResource", resourceArn=arn, tags=_tags(a="1", b="2"))
    ecs("TagResource", resourceArn=arn, tags=_tags(b="3"))
    assert ecs("ListTagsForResource", resourceArn=arn)["tags"] == _tags(a="1", b="3")
    ecs("UntagResource", resourceArn=arn, tagKeys=["a", "never"])
    assert ecs("DescribeTaskDefinition", taskDefinition="web", include=["TAGS"])["tags"] == _tags(b="3")


def test_changing_tags_changes_neither_content_nor_number(ecs: Aws) -> None:
    before = ecs.register(web())
    ecs("TagResource", resourceArn=before["taskDefinitionArn"], tags=_tags(a="1"))
    assert ecs.describe("web") == before


def test_the_fifty_first_tag_is_refused_later_too(ecs: Aws) -> None:
    arn = ecs("RegisterTaskDefinition", **web(), tags=MANY[:50])["taskDefinition"]["taskDefinitionArn"]
    assert ecs.refusal("TagResource", resourceArn=arn, tags=_tags(one="more"))[1] == "InvalidParameterException"


def test_tags_of_an_inactive_revision_stay_as_they_are(ecs: Aws) -> None:
    arn = ecs("RegisterTaskDefinition", **web(), tags=_tags(a="1"))["taskDefinition"]["taskDefinitionArn"]
    ecs("DeregisterTaskDefinition", taskDefinition=arn)
    assert ecs.refusal("TagResource", resourceArn=arn, tags=_tags(b="2"))[1] == "InvalidParameterException"
    assert ecs.refusal("UntagResource", resourceArn=arn, tagKeys=["a"])[1] == "InvalidParameterException"
    assert ecs("ListTagsForResource", resourceArn=arn)["tags"] == _tags(a="1")


def test_a_resource_that_is_not_there_has_no_tags(ecs: Aws) -> None:
    arn = ecs.register(web())["taskDefinitionArn"][:-1] + "9"
    assert ecs.refusal("TagResource", resourceArn=arn, tags=_tags(a="1"))[1] == "ResourceNotFoundException"
    assert ecs.refusal("ListTagsForResource", resourceArn=arn)[1] == "InvalidParameterException"
    assert ecs.refusal("TagResource", resourceArn="web:1", tags=_tags(a="1"))[1] == "InvalidParameterException"


def test_a_tag_without_key_is_refused_past_botocore(world: World) -> None:
    status, answer = post(world.url, "RegisterTaskDefinition", web(tags=[{"value": "v"}]))
    assert (status, answer["__type"]) == (400, "InvalidParameterException")


def test_a_line_feed_is_no_space_in_a_tag(ecs: Aws) -> None:
    assert ecs.refusal("RegisterTaskDefinition", **web(), tags=_tags(a="1\n"))[1] == "InvalidParameterException"
    assert ecs("RegisterTaskDefinition", **web(), tags=_tags(a="1\u3000\u00e9 2"))["taskDefinition"]["revision"] == 1
