"""What an event says: a hint at what to look at, and who did it. Never a content to compare."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from datetime import datetime

    from plumbrule.model.ids import Family


@dataclass(frozen=True, slots=True)
class Delivered:
    """One message of a queue.

    Attributes:
        id: the queue's name for the message; the same each time it is delivered.
        receipt: what it is settled by; another one each time.
        body: hostile text.
    """

    id: str
    receipt: str
    body: str


@dataclass(frozen=True, slots=True)
class Caller:
    """Who made a call, as CloudTrail has it; texts are cut, on one line, and hold no secrets.

    Attributes:
        identity: ARN, usually of an assumed-role session.
        address: where it came from: an IP address, or the name of a service of AWS.
        agent: the client's own words about itself: it can say anything.
        call: the name of the call, such as `RegisterTaskDefinition`.
        event: CloudTrail's id of the event, the same in each copy.
        at: when the call was made; None where the event does not say.
    """

    identity: str
    address: str
    agent: str
    call: str
    event: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Named:
    """A revision that a call was about; 0 where the event names the family alone."""

    family: Family
    number: int = 0


@dataclass(frozen=True, slots=True)
class CallHint:
    """Somebody called ECS: these families are worth a look."""

    account_id: str
    region: str
    named: tuple[Named, ...]
    caller: Caller


@dataclass(frozen=True, slots=True)
class ServiceHint:
    """Something moved at a service: what services run is worth a look."""

    account_id: str
    region: str
    services: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoHint:
    """A sound event that says nothing to us, such as a call that failed.

    Attributes:
        reason: one of a closed set, for counting.
    """

    reason: str


@dataclass(frozen=True, slots=True)
class Unread:
    """No event at all, or none that anybody knows: a poison message.

    Attributes:
        reason: in words that hold nothing of the body.
    """

    reason: str


Reading: TypeAlias = CallHint | ServiceHint | NoHint | Unread
