"""Tags of a task definition, as ECS wants them; `own_tags.py` has what Plumbrule needs of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from plumbrule.core.validate.bound import Bound, beginning_otherwise, required_text
from plumbrule.core.validate.example import Example
from plumbrule.core.validate.item import items_of, repeated
from plumbrule.core.validate.pages import MODEL, api, guide
from plumbrule.core.validate.rule import Remark, Rule
from plumbrule.core.validate.show import quoted
from plumbrule.model.finding import Severity
from plumbrule.model.pointer import child
from plumbrule.model.secret import brief
from plumbrule.model.tags import MOST_VALUE
from plumbrule.model.tree import as_list, as_object

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.core.validate.rule import Check, Subject, Value

_TAG: Final = api("Tag")
_MOST: Final = 50
_MOST_KEY: Final = 128
# The API model's \p{L}, \p{N} and \p{Z} (`TagKey`, seen 2026-11): a line break or tabulator is not among them.
_SPACES: Final = "\u0020\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_TEXT: Final = re.compile(rf"[\w{_SPACES}.:/=+@-]*")
_MAIL: Final = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}", re.ASCII)


def too_many(_: Subject, value: Value) -> Iterator[Remark]:
    """More tags than a resource may have."""
    count = len(as_list(value.tree))
    if count > _MOST:
        yield Remark(value.pointer, f"there are {count} tags; ECS takes {_MOST}")


def no_key(_: Subject, value: Value) -> Iterator[Remark]:
    """A tag with an empty key, or without one."""
    if not as_object(value.tree).get("key"):
        yield Remark(child(value.pointer, "key"), f"`{value.name}` has no key")


def _not_a_text(most: int) -> Check:
    """A key or value that is too long, or has characters that ECS refuses; marked at the tag."""

    def check(_: Subject, value: Value) -> Iterator[Remark]:
        if not isinstance(value.tree, str) or value.parent is None:
            return
        what = f"the {value.name} of `{value.parent.name}`"
        if len(value.tree) > most:
            message = f"{what} has {len(value.tree)} characters; ECS takes {most}"
            yield Remark(value.parent.pointer, message, "shorten it")
        if not _TEXT.fullmatch(value.tree):
            message = f"{what} may hold letters, digits, spaces and `_.:/=+-@` only, but is {quoted(value)}"
            yield Remark(value.parent.pointer, message, "write `-` or `_` where the other characters are")

    return Bound(check, {"maxLength": most})


def same_key(_: Subject, value: Value) -> Iterator[Remark]:
    """Every tag with the key of one before it; letter case counts."""
    for tag, key in repeated(items_of(value.tree, value.pointer), "key"):
        if key:
            yield Remark(tag.at("key"), f"a tag `{brief(key)}` is there already")


def is_of_aws(_: Subject, value: Value) -> Iterator[Remark]:
    """A key or value that begins with `aws:`, in any letter case."""
    if isinstance(value.tree, str) and value.tree[:4].lower() == "aws:":
        yield Remark(value.pointer, f"what begins with `aws:` is for AWS alone, but `{value.name}` is {quoted(value)}")


def names_a_person(_: Subject, value: Value) -> Iterator[Remark]:
    """A value that is somebody's mail address."""
    if isinstance(value.tree, str) and _MAIL.fullmatch(value.tree):
        yield Remark(
            value.pointer, f"the value of `{value.parent.name if value.parent else 'a tag'}` is a mail address"
        )


def _tags(count: int) -> list[dict[str, str]]:
    return [{"key": f"key-{index}", "value": "a"} for index in range(count)]


RULES: Final = (
    Rule(
        id="R261",
        severity=Severity.ERROR,
        at=("tags",),
        why="A resource of AWS has at most 50 tags.",
        source=_TAG,
        check=Bound(too_many, {"maxItems": _MOST}),
        hint="keep those that somebody searches, pays or permits by",
        bad=(Example({"/tags": _tags(51)}),),
        good=(Example({"/tags": _tags(45)}), Example({"/tags": []})),
        implies=frozenset({"own-tags"}),
    ),
    Rule(
        id="R262",
        severity=Severity.ERROR,
        at=("tags[]",),
        why="The SDK refuses an empty key, and ECS a tag without any.",
        source=MODEL,
        check=Bound(no_key, required_text("key")),
        hint="give the tag a key, or remove it",
        bad=(
            Example({"/tags/0": {"key": "", "value": "a"}}, at="/tags/0/key"),
            Example({"/tags/0": {"value": "a"}}, at="/tags/0/key"),
        ),
        good=(Example({"/tags/0": {"key": "a"}}), Example({"/tags/0": {"key": "a", "value": ""}})),
    ),
    Rule(
        id="R263",
        severity=Severity.ERROR,
        at=("tags[].key",),
        why="ECS refuses longer keys and other characters.",
        source=_TAG,
        check=_not_a_text(_MOST_KEY),
        bad=(
            Example({"/tags/0": {"key": "k" * 129, "value": "a"}}),
            Example({"/tags/0": {"key": "cost centre, main", "value": "a"}}),
        ),
        good=(
            Example({"/tags/0": {"key": "k" * 128, "value": "a"}}),
            Example({"/tags/0": {"key": "Kostenstelle für_a.b:c/d=e+f-g@1", "value": "a"}}),
        ),
    ),
    Rule(
        id="R263",
        severity=Severity.ERROR,
        at=("tags[].value",),
        why="ECS refuses longer values and other characters.",
        source=_TAG,
        check=_not_a_text(MOST_VALUE),
        bad=(
            Example({"/tags/0": {"key": "a", "value": "v" * 257}}),
            Example({"/tags/0": {"key": "a", "value": "shop (old)"}}),
            Example({"/tags/0": {"key": "a", "value": "shop\n"}}),
        ),
        good=(
            Example({"/tags/0": {"key": "a", "value": "v" * 256}}),
            Example({"/tags/0": {"key": "a", "value": "注文 ½ _.:/=+-@"}}),
        ),
    ),
    Rule(
        id="R264",
        severity=Severity.ERROR,
        at=("tags",),
        why="A key has one value.",
        source=_TAG,
        check=same_key,
        hint="remove one of them",
        bad=(Example({"/tags": [{"key": "a", "value": "1"}, {"key": "a", "value": "2"}]}, at="/tags/1/key"),),
        good=(Example({"/tags": [{"key": "a", "value": "1"}, {"key": "A", "value": "1"}]}),),
    ),
    Rule(
        id="R265",
        severity=Severity.ERROR,
        at=("tags[].key", "tags[].value"),
        why="AWS keeps this prefix for tags of its own.",
        source=_TAG,
        check=Bound(is_of_aws, {"pattern": beginning_otherwise("aws:")}),
        hint="write another prefix, or none",
        bad=(
            Example({"/tags/0": {"key": "aws:team", "value": "a"}}, at="/tags/0/key"),
            Example({"/tags/0": {"key": "AwS:team", "value": "a"}}, at="/tags/0/key"),
            Example({"/tags/0": {"key": "a", "value": "aws:b"}}, at="/tags/0/value"),
        ),
        good=(Example({"/tags/0": {"key": "aws-team", "value": "on aws:b"}}),),
    ),
    Rule(
        id="R266",
        severity=Severity.INFO,
        at=("tags[].value",),
        why="Tags are shown in bills and in many logs, so they are no place for personal data.",
        source=guide("ecs-using-tags"),
        check=names_a_person,
        hint="name a team instead, unless this is a team's mailbox",
        bad=(Example({"/tags/0": {"key": "owner", "value": "jane.doe@example.com"}}, at="/tags/0/value"),),
        good=(Example({"/tags/0": {"key": "owner", "value": "payments@berlin"}}),),
    ),
)
