"""Faults: "fail the next N calls of this operation in this way".

A new kind is one small function and one row of `KINDS`. A fault gets the way to really serve the call and may use it
before, instead of, or after misbehaving.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeAlias

from tests.world.wire import Answer, Drop, Refused

if TYPE_CHECKING:
    from tests.world.identity import Caller

Serve: TypeAlias = Callable[[], Answer]


@dataclass(frozen=True, slots=True)
class Fault:
    """One row of the plan.

    Attributes:
        operation: the operation's name, or "*" for any.
        kind: a key of `KINDS`.
        times: how many calls it still meets.
        after: how many matching calls it lets pass first.
        seconds: for `slow`, how long the finished answer is held back.
        action: for `access_denied`, the IAM action that is named instead of the operation's own.
        account: only calls of this account.
        region: only calls of this Region.
        family: only calls about this family.
    """

    operation: str
    kind: str
    times: int = 1
    after: int = 0
    seconds: float = 1.0
    action: str = ""
    account: str = ""
    region: str = ""
    family: str = ""

    def meets(self, operation: str, caller: Caller, family: str) -> bool:
        """Whether a call is one of those the row is about."""
        pairs = ((self.account, caller.account), (self.region, caller.region), (self.family, family))
        return self.operation in ("*", operation) and all(not wanted or wanted == is_ for wanted, is_ in pairs)


def _lost_answer(serve: Serve, _fault: Fault, _operation: str, _caller: Caller) -> Answer:
    with contextlib.suppress(Refused):
        serve()
    return Drop(abrupt=False)


def _reset(_serve: Serve, _fault: Fault, _operation: str, _caller: Caller) -> Answer:
    return Drop(abrupt=True)


def _slow(serve: Serve, fault: Fault, _operation: str, _caller: Caller) -> Answer:
    try:
        return serve()
    finally:
        time.sleep(fault.seconds)


def _http_500(_serve: Serve, _fault: Fault, _operation: str, _caller: Caller) -> Answer:
    raise Refused("ServerException", "Service Unavailable. Please try again later.", 500)


def _throttled(_serve: Serve, _fault: Fault, _operation: str, _caller: Caller) -> Answer:
    raise Refused("ThrottlingException", "Rate exceeded")


def _concurrent_revision(_serve: Serve, _fault: Fault, _operation: str, _caller: Caller) -> Answer:
    text = "Too many concurrent attempts to create a new revision of the specified family."
    raise Refused("ClientException", text)


def _access_denied(_serve: Serve, fault: Fault, operation: str, caller: Caller) -> Answer:
    service = "sts" if operation in ("AssumeRole", "GetCallerIdentity") else "ecs"
    action = fault.action or f"{service}:{operation}"
    text = f"User: {caller.arn} is not authorized to perform: {action} on resource: *"
    raise Refused("AccessDeniedException", f"{text} because no identity-based policy allows the {action} action")


def _expired_token(_serve: Serve, _fault: Fault, _operation: str, _caller: Caller) -> Answer:
    raise Refused("ExpiredTokenException", "The security token included in the request is expired")


KINDS: Mapping[str, Callable[[Serve, Fault, str, Caller], Answer]] = MappingProxyType(
    {
        "lost_answer": _lost_answer,
        "reset": _reset,
        "slow": _slow,
        "http_500": _http_500,
        "throttled": _throttled,
        "concurrent_revision": _concurrent_revision,
        "access_denied": _access_denied,
        "expired_token": _expired_token,
    }
)


def read_fault(row: Mapping[str, Any]) -> Fault:
    """Read one row of the plan.

    Raises:
        ValueError: it has an unknown member or kind, or lacks operation or kind.
    """
    try:
        fault = Fault(**row)
    except TypeError as wrong:
        raise ValueError(f"a fault has other members: {wrong}") from wrong
    if fault.kind not in KINDS:
        raise ValueError(f"unknown kind {fault.kind!r}; there are {sorted(KINDS)}")
    return fault


class Faults:
    """The rows that are still to come, in the order in which they were given."""

    def __init__(self) -> None:
        self._rows: list[Fault] = []
        self._lock = threading.Lock()

    def plan(self, rows: list[Fault], *, keep: bool) -> None:
        """Add rows, or replace all."""
        with self._lock:
            self._rows = [*(self._rows if keep else ()), *rows]

    def shown(self) -> list[dict[str, Any]]:
        """Return the rows as JSON values."""
        return [asdict(row) for row in self._rows]

    def next_for(self, operation: str, caller: Caller, family: str) -> Fault | None:
        """Take the first row that meets the call, counting down what it met."""
        with self._lock:
            for index, row in enumerate(self._rows):
                if not row.meets(operation, caller, family):
                    continue
                if row.after:
                    self._rows[index] = replace(row, after=row.after - 1)
                    continue
                if row.times > 1:
                    self._rows[index] = replace(row, times=row.times - 1)
                else:
                    del self._rows[index]
                return row
        return None
