"""DescribeTaskDefinition and the two lists.

Behaviour: API reference of the three operations (docs.aws.amazon.com/AmazonECS, seen 2026-11).
"""

from __future__ import annotations

import base64
import binascii
import bisect
import itertools
import json
import random
from typing import TYPE_CHECKING, TypeAlias

from tests.world.ecs.names import split_name
from tests.world.ecs.parse import parsed
from tests.world.ecs.shape import TEXT, WHOLE, Shape
from tests.world.ecs.store import ACTIVE, DELETING, INACTIVE
from tests.world.ecs.view import encoded_view
from tests.world.wire import Refused, compact

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tests.world.ecs.call import Call
    from tests.world.ecs.store import Family, Revision
    from tests.world.wire import Tree

Key: TypeAlias = "tuple[str, int]"

_DESCRIBE: Shape = {"taskDefinition": TEXT, "include": [("TAGS",)]}
_PAGING: dict[str, Shape] = {"nextToken": TEXT, "maxResults": WHOLE, "familyPrefix": TEXT}
_LIST: Shape = {**_PAGING, "status": (ACTIVE, INACTIVE, DELETING), "sort": ("ASC", "DESC")}
_FAMILIES: Shape = {**_PAGING, "status": (ACTIVE, INACTIVE, "ALL")}


def tag_list(revision: Revision) -> list[Tree]:
    """Return the tags as the wire shows them."""
    return [{"key": key, "value": value} for key, value in revision.tags.items()]


def described(revision: Revision, call: Call, *, tags: bool) -> bytes:
    """Encode the answer of Describe and Register."""
    shown = encoded_view(revision, call.knobs)
    return b'{"taskDefinition":' + shown + (b',"tags":' + compact(tag_list(revision)) if tags else b"") + b"}"


def describe(call: Call) -> bytes:
    """DescribeTaskDefinition: by family the latest ACTIVE revision, by number or ARN whatever its status.

    Raises:
        Refused: ClientException when there is none, or it is not visible yet.
    """
    asked = parsed(call.payload, _DESCRIBE)
    name, number = split_name(call.place, asked.get("taskDefinition", ""))
    delay = call.knobs.visibility_seconds
    family = call.place.families.get(name)
    revision = None
    if family is not None:
        revision = family.latest_active(delay) if number is None else call.place.revision(name, number)
    if revision is None or not revision.visible(delay):
        raise Refused("ClientException", "Unable to describe task definition.")
    return described(revision, call, tags="TAGS" in asked.get("include", ()))


def _token(kind: str, asked: Tree, last: Key) -> str:
    scope = [kind, asked.get("familyPrefix"), asked.get("status"), asked.get("sort")]
    return base64.urlsafe_b64encode(json.dumps([scope, last]).encode()).decode()


def _after(kind: str, asked: Tree) -> Key | None:
    token = asked.get("nextToken")
    if token is None:
        return None
    try:
        family, number = json.loads(base64.urlsafe_b64decode(token))[1]
    except (ValueError, binascii.Error, TypeError, IndexError, KeyError):
        raise Refused("InvalidParameterException", "Invalid nextToken.") from None
    # The same filter must be kept over all pages (API reference); a token of another question is refused.
    if token != _token(kind, asked, (family, number)):
        raise Refused("InvalidParameterException", "Invalid nextToken.")
    return family, number


def _room(call: Call, asked: Tree) -> int:
    wanted = asked.get("maxResults", 100)
    if not 1 <= wanted <= 100:
        raise Refused("InvalidParameterException", "maxResults must be between 1 and 100.")
    room = min(int(wanted), call.knobs.page_size)
    if not call.knobs.short_pages:
        return room
    order = random.Random(f"{call.knobs.seed} {asked.get('nextToken')}")  # noqa: S311 - repeatable page sizes
    return order.randint(1, room)


def _page(kind: str, asked: Tree, keys: Iterable[Key], room: int) -> tuple[list[Key], Tree]:
    page = list(itertools.islice(keys, room + 1))
    if len(page) <= room:
        return page, {}
    return page[:room], {"nextToken": _token(kind, asked, page[room - 1])}


def _names(call: Call, asked: Tree, after: Key | None) -> Sequence[str]:
    """Return the family names still to look at, the one the last page ended in included."""
    names, wanted = call.place.names, asked.get("familyPrefix")
    if wanted is not None:
        return [wanted] if wanted in call.place.families else []
    if asked.get("sort") == "DESC":
        return (names if after is None else names[: bisect.bisect_right(names, after[0])])[::-1]
    return names if after is None else names[bisect.bisect_left(names, after[0]) :]


def _revisions(call: Call, asked: Tree, after: Key | None) -> Iterator[Key]:
    status, delay, descending = asked.get("status", ACTIVE), call.knobs.visibility_seconds, asked.get("sort") == "DESC"
    for name in _names(call, asked, after):
        for revision in call.place.families[name].revisions[:: -1 if descending else 1]:
            key = (name, revision.number)
            passed = after is not None and (key >= after if descending else key <= after)
            if not passed and revision.status == status and revision.visible(delay):
                yield key


def list_revisions(call: Call) -> bytes:
    """ListTaskDefinitions: `familyPrefix` is the whole family name; ordered by family, then by number."""
    asked = parsed(call.payload, _LIST)
    keys = _revisions(call, asked, _after("revisions", asked))
    page, rest = _page("revisions", asked, keys, _room(call, asked))
    arns = [revision.arn for key in page if (revision := call.place.revision(*key))]
    return compact({"taskDefinitionArns": arns, **rest})


def _family_status(family: Family, delay_seconds: float) -> str:
    """Return ACTIVE, INACTIVE, or "" when nothing but deleted revisions is left (inferred)."""
    seen = {revision.status for revision in family.seen(delay_seconds)}
    return ACTIVE if ACTIVE in seen else INACTIVE if INACTIVE in seen else ""


def _families(call: Call, asked: Tree, after: Key | None) -> Iterator[Key]:
    names, wanted, prefix = call.place.names, asked.get("status", "ALL"), asked.get("familyPrefix", "")
    start = bisect.bisect_right(names, after[0]) if after else bisect.bisect_left(names, prefix)
    for index in range(start, len(names)):
        if not names[index].startswith(prefix):
            return
        status = _family_status(call.place.families[names[index]], call.knobs.visibility_seconds)
        if status and wanted in ("ALL", status):
            yield names[index], 0


def list_families(call: Call) -> bytes:
    """ListTaskDefinitionFamilies: `familyPrefix` is a true prefix; without status ACTIVE and INACTIVE ones."""
    asked = parsed(call.payload, _FAMILIES)
    keys = _families(call, asked, _after("families", asked))
    page, rest = _page("families", asked, keys, _room(call, asked))
    return compact({"families": [name for name, _ in page], **rest})
