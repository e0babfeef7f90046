"""Events as EventBridge delivers them, and an inbox in memory that delivers at least once."""

from __future__ import annotations

import json
import uuid
from itertools import count
from typing import TYPE_CHECKING, Any, Final

from plumbrule.model.hint import Delivered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plumbrule.errors import PlumbruleError

ACCOUNT: Final = "123456789012"
REGION: Final = "eu-west-1"
ADDRESS: Final = "203.0.113.7"
AGENT: Final = "aws-cli/2.31.0 md/awscrt#0.27.6"
IDENTITY: Final = "arn:aws:sts::123456789012:assumed-role/Admin/ada"


def revision_arn(family: str, number: int, account: str = ACCOUNT, region: str = REGION) -> str:
    """The ARN of a revision."""
    return f"arn:aws:ecs:{region}:{account}:task-definition/{family}:{number}"


def envelope(kind: str, detail: dict[str, Any], *resources: str, account: str = ACCOUNT) -> dict[str, Any]:
    """EventBridge's own members around a detail."""
    return {
        "version": "0",
        "id": str(uuid.uuid4()),
        "detail-type": kind,
        "source": "aws.ecs",
        "account": account,
        "time": "2026-11-28T22:00:00Z",
        "region": REGION,
        "resources": list(resources),
        "detail": detail,
    }


def call(
    name: str,
    request: dict[str, Any] | None = None,
    answer: dict[str, Any] | None = None,
    *,
    account: str = ACCOUNT,
    **changes: object,
) -> dict[str, Any]:
    """One call as CloudTrail tells it (CloudTrail user guide, "CloudTrail record contents", seen 2026-11)."""
    detail: dict[str, Any] = {
        "eventVersion": "1.11",
        "userIdentity": {"type": "AssumedRole", "arn": IDENTITY, "accountId": account},
        "eventTime": "2026-11-28T21:59:30Z",
        "eventSource": "ecs.amazonaws.com",
        "eventName": name,
        "awsRegion": REGION,
        "sourceIPAddress": ADDRESS,
        "userAgent": AGENT,
        "requestParameters": request,
        "responseElements": answer,
        "eventID": str(uuid.uuid4()),
        "readOnly": False,
        "managementEvent": True,
    }
    return envelope("AWS API Call via CloudTrail", detail | changes, account=account)


def registering(arn: str, **changes: Any) -> dict[str, Any]:  # noqa: ANN401 - members of the record
    """RegisterTaskDefinition that made `arn`."""
    family = arn.rpartition("/")[2].partition(":")[0]
    answer = {"taskDefinition": {"taskDefinitionArn": arn, "family": family}}
    return call("RegisterTaskDefinition", {"family": family}, answer, account=arn.split(":")[4], **changes)


def tagging(name: str, arn: str, **changes: Any) -> dict[str, Any]:  # noqa: ANN401 - members of the record
    """TagResource or UntagResource on `arn`."""
    return call(name, {"resourceArn": arn}, account=arn.split(":")[4], **changes)


def deregistering(arn: str) -> dict[str, Any]:
    """DeregisterTaskDefinition of `arn`."""
    return call("DeregisterTaskDefinition", {"taskDefinition": arn}, account=arn.split(":")[4])


class Pigeonhole:
    """A `ports.Inbox` in memory: what is not settled is delivered again."""

    def __init__(self) -> None:
        self.waiting: list[tuple[str, str]] = []
        self.failing: PlumbruleError | None = None
        self.keeping: PlumbruleError | None = None
        self.receives = 0
        self.closed = False
        self._receipts = count()

    def put(self, *bodies: dict[str, Any] | str) -> None:
        """Messages arrive."""
        self.waiting += [(str(uuid.uuid4()), one if isinstance(one, str) else json.dumps(one)) for one in bodies]

    def receive(self) -> tuple[Delivered, ...]:
        """See `ports.Inbox`; it never waits."""
        self.receives += 1
        if self.failing is not None:
            raise self.failing
        return tuple(Delivered(name, str(next(self._receipts)), body) for name, body in self.waiting[:10])

    def settle(self, delivered: Sequence[Delivered]) -> None:
        """See `ports.Inbox`."""
        if self.keeping is not None:
            raise self.keeping
        settled = {one.id for one in delivered}
        self.waiting = [one for one in self.waiting if one[0] not in settled]

    def close(self) -> None:
        """See `ports.Inbox`."""
        self.closed = True
