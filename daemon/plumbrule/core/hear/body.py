"""One body of SQS as a reading: EventBridge's envelope, and in it a record of CloudTrail or an event of ECS.

Shapes: EventBridge user guide, "AWS service event metadata", and ECS developer guide, "Amazon ECS events", seen
2026-11.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from plumbrule.core.hear.calls import of_call
from plumbrule.model.hint import NoHint, ServiceHint, Unread
from plumbrule.model.tree import as_list, as_object, as_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.model.hint import Reading
    from plumbrule.model.tree import Object, Tree

MOST_BYTES: Final = 1024 * 1024
"""Of one message in SQS at most (SQS developer guide, "Message quotas", seen 2026-11)."""

CALL: Final = "AWS API Call via CloudTrail"
OF_SERVICES: Final = frozenset({"ECS Deployment State Change", "ECS Task State Change", "ECS Service Action"})
NO_JSON: Final = "it is no JSON"
_ACCOUNT: Final = re.compile(r"[0-9]{12}")
_REGION: Final = re.compile(r"[a-z]{2,4}(?:-[a-z]{1,20}){1,3}-[0-9]{1,2}")
_SERVICE: Final = re.compile(r"arn:aws[a-z-]{0,20}:ecs:[a-z0-9-]{1,40}:[0-9]{12}:service/[A-Za-z0-9_/-]{1,520}")
_GROUP: Final = re.compile(r"service:([A-Za-z0-9_-]{1,255})")


def heard(body: str) -> Reading:
    """What the body says; any text may come in."""
    if len(body) > MOST_BYTES:
        return Unread("it is longer than a message of SQS can be")
    try:
        tree: Tree = json.loads(body)
    except (ValueError, RecursionError):
        return Unread(NO_JSON)
    envelope = as_object(tree)
    kind, detail = as_text(envelope.get("detail-type")), as_object(envelope.get("detail"))
    if kind is None or not detail:
        return Unread("it is no event of EventBridge")
    if as_text(envelope.get("source")) != "aws.ecs":
        return NoHint("other_source")
    account, region = as_text(envelope.get("account")) or "", as_text(envelope.get("region")) or ""
    if not _ACCOUNT.fullmatch(account) or not _REGION.fullmatch(region):
        return Unread("its account or Region is none")
    return _of_kind(kind, envelope, detail, account, region)


def _of_kind(kind: str, envelope: Object, detail: Object, account: str, region: str) -> Reading:
    if kind == CALL:
        return of_call(detail, account, region)
    if kind not in OF_SERVICES:
        return NoHint("other_kind")
    services = tuple(dict.fromkeys(_services(envelope, detail)))
    return ServiceHint(account, region, services) if services else NoHint("no_service")


def _services(envelope: Object, detail: Object) -> Iterator[str]:
    """ARNs where the event has them; a task says only the service's name, as its group."""
    for arn in map(as_text, as_list(envelope.get("resources"))[:10]):
        if arn and _SERVICE.fullmatch(arn):
            yield arn
    if found := _GROUP.fullmatch(as_text(detail.get("group")) or ""):
        yield found[1]
