"""Tags: the rules ECS checks, and the three tag operations.

Limits: "Tagging your Amazon ECS resources" (docs.aws.amazon.com/AmazonECS, seen 2026-11). Of the texts only
"Tags can not be empty." is known (terraform-provider-aws source); the others are inferred.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from tests.world.ecs.names import tagged_revision
from tests.world.ecs.parse import parsed
from tests.world.ecs.reads import tag_list
from tests.world.ecs.shape import TAGS, TEXT, Shape
from tests.world.ecs.store import ACTIVE
from tests.world.wire import Refused, compact

if TYPE_CHECKING:
    from tests.world.ecs.call import Call
    from tests.world.ecs.store import Revision
    from tests.world.wire import Tree

MOST_TAGS = 50
_SIGNS = "_.:/=+-@"


def _refused(text: str) -> Refused:
    return Refused("InvalidParameterException", text)


def _fits(text: str) -> bool:
    """Whether all are letters, digits, separators (Unicode's L, N and Z: a line feed is none) or the few signs."""
    return all(sign in _SIGNS or unicodedata.category(sign)[0] in "LNZ" for sign in text)


def _check_tag(tag: Tree) -> None:
    key, value = tag.get("key", ""), tag.get("value", "")
    if not 1 <= len(key) <= 128 or len(value) > 256:
        raise _refused("A tag key has 1 to 128 characters and a tag value at most 256.")
    if not _fits(key) or not _fits(value):
        raise _refused(f"Tag '{key}' contains invalid characters.")
    if key.lower().startswith("aws:") or value.lower().startswith("aws:"):
        raise _refused("Tags can not start with the reserved prefix 'aws:'.")


def read_tags(sent: list[Tree] | None) -> dict[str, str]:
    """Return the tags by key.

    Raises:
        Refused: InvalidParameterException for an empty list, too many, twice the same key, or a bad key or value.
    """
    if sent is None:
        return {}
    if not sent:
        raise _refused("Tags can not be empty.")
    for tag in sent:
        _check_tag(tag)
    tags = {tag["key"]: tag.get("value", "") for tag in sent}
    if len(tags) < len(sent):
        raise _refused("Tag keys must be unique.")
    if len(tags) > MOST_TAGS:
        raise _refused(f"The number of tags exceeds the limit of {MOST_TAGS}.")
    return tags


_TAG: Shape = {"resourceArn": TEXT, "tags": TAGS}
_UNTAG: Shape = {"resourceArn": TEXT, "tagKeys": [TEXT]}
_LIST: Shape = {"resourceArn": TEXT}


def _changeable(call: Call, arn: str) -> Revision:
    revision = tagged_revision(call.place, arn, "ResourceNotFoundException")
    if revision.status != ACTIVE:
        raise _refused("The specified task definition is inactive. Tags of inactive resources can not be changed.")
    return revision


def tag_resource(call: Call) -> bytes:
    """TagResource: adds and replaces."""
    asked = parsed(call.payload, _TAG)
    revision = _changeable(call, asked.get("resourceArn", ""))
    tags = revision.tags | read_tags(asked.get("tags", []))
    if len(tags) > MOST_TAGS:
        raise _refused(f"The number of tags exceeds the limit of {MOST_TAGS}.")
    revision.tags = tags
    return b"{}"


def untag_resource(call: Call) -> bytes:
    """UntagResource: keys that are not there do not matter."""
    asked = parsed(call.payload, _UNTAG)
    revision = _changeable(call, asked.get("resourceArn", ""))
    gone = set(asked.get("tagKeys", ()))
    revision.tags = {key: value for key, value in revision.tags.items() if key not in gone}
    return b"{}"


def list_tags(call: Call) -> bytes:
    """ListTagsForResource."""
    asked = parsed(call.payload, _LIST)
    revision = tagged_revision(call.place, asked.get("resourceArn", ""), "InvalidParameterException")
    return compact({"tags": tag_list(revision)})
