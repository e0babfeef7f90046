"""A record of CloudTrail as a hint: which families a call was about, and who made it.

Of the request and the response only names are taken: CloudTrail hides values, changes types, and anybody may write into
the queue who is allowed to.
Shapes: CloudTrail user guide, "CloudTrail record contents", and ECS API reference, seen 2026-11.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from plumbrule.model.hint import Caller, CallHint, Named, NoHint, Unread
from plumbrule.model.ids import Family
from plumbrule.model.secret import masked_tree
from plumbrule.model.tree import as_list, as_object, as_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from plumbrule.model.hint import Reading
    from plumbrule.model.tree import Object, Tree

LONGEST: Final = 256
"""Characters of one text that strangers chose."""

MOST_NAMED: Final = 10
"""Revisions of one call: DeleteTaskDefinitions takes no more (ECS API reference, seen 2026-11)."""

REGISTER: Final = "RegisterTaskDefinition"
ECS: Final = "ecs.amazonaws.com"
_NAME: Final = re.compile(
    r"(?:arn:aws[a-z-]{0,20}:ecs:(?P<region>[a-z0-9-]{1,40}):(?P<account>[0-9]{12}):task-definition/)?"
    r"(?P<family>[A-Za-z0-9_-]{1,255})(?::(?P<number>[1-9][0-9]{0,9}))?",
    re.ASCII,
)


def of_call(detail: Object, account: str, region: str) -> Reading:
    """What a call says; one that failed changed nothing."""
    names = NAMES.get(as_text(detail.get("eventName")) or "")
    if as_text(detail.get("eventSource")) != ECS or names is None:
        return NoHint("other_call")
    if detail.get("errorCode") is not None or detail.get("errorMessage") is not None:
        return NoHint("failed_call")
    found = [_NAME.fullmatch(text) for text in list(filter(None, map(as_text, names(detail))))[:MOST_NAMED]]
    named = tuple(dict.fromkeys(_named(one) for one in found if one and _is_of(one, account, region)))
    if named:
        return CallHint(account, region, named, _caller(detail))
    return NoHint("other_resource") if names is _tagged else Unread("it names no task definition of its own account")


def _named(found: re.Match[str]) -> Named:
    return Named(Family(found["family"]), int(found["number"] or 0))


def _is_of(found: re.Match[str], account: str, region: str) -> bool:
    return found["account"] in {None, account} and found["region"] in {None, region}


def _registered(detail: Object) -> Iterator[Tree]:
    """The answer has the number; without it the request names the family."""
    answer = as_object(as_object(detail.get("responseElements")).get("taskDefinition")).get("taskDefinitionArn")
    yield answer or as_object(detail.get("requestParameters")).get("family")


def _deregistered(detail: Object) -> Iterator[Tree]:
    yield as_object(detail.get("requestParameters")).get("taskDefinition")


def _deleted(detail: Object) -> Iterator[Tree]:
    yield from as_list(as_object(detail.get("requestParameters")).get("taskDefinitions"))


def _tagged(detail: Object) -> Iterator[Tree]:
    """A cluster, a service and a task have tags, too: only ARNs say what they are of."""
    arn = as_text(as_object(detail.get("requestParameters")).get("resourceArn")) or ""
    yield arn if ":task-definition/" in arn else None


NAMES: Final[Mapping[str, Callable[[Object], Iterator[Tree]]]] = {
    REGISTER: _registered,
    "DeregisterTaskDefinition": _deregistered,
    "DeleteTaskDefinitions": _deleted,
    "TagResource": _tagged,
    "UntagResource": _tagged,
}


def _caller(detail: Object) -> Caller:
    return Caller(
        identity=shown(as_object(detail.get("userIdentity")).get("arn")),
        address=shown(detail.get("sourceIPAddress")),
        agent=shown(detail.get("userAgent")),
        call=shown(detail.get("eventName")),
        event=shown(detail.get("eventID")),
        at=_time(as_text(detail.get("eventTime")) or ""),
    )


def shown(text: Tree) -> str:
    """A stranger's text as it may be shown: on one line, short, without secrets; empty where it is no text."""
    plain = "".join(one if one.isprintable() else " " for one in (as_text(text) or "")[:LONGEST])
    return str(masked_tree(plain))


def _time(text: str) -> datetime | None:
    """CloudTrail writes `2026-11-28T22:00:00Z`; a time without a zone is none."""
    try:
        found = datetime.fromisoformat(text)
        return found.astimezone(UTC) if found.tzinfo else None
    except (ValueError, OverflowError):
        return None
