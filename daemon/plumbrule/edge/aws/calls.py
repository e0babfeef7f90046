"""Each call that a client makes, and what came of it: seen where botocore has the answer, before anybody judges it."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Any, Final, TypeAlias

from plumbrule.edge.aws.answers import DENIED, THROTTLED

_UNAUTHORIZED: Final = frozenset({401, 403})
_FIRST_REFUSAL: Final = 400
_FIRST_FAULT: Final = 500


class Outcome(StrEnum):
    """What came of one call."""

    OK = "ok"
    THROTTLED = "throttled"
    DENIED = "denied"
    REFUSED = "refused"
    """Any other answer of AWS that it was asked for something wrong; so it answers for what is not there."""
    FAILED = "failed"
    """AWS's own fault."""
    NO_ANSWER = "no_answer"
    """Nobody answered, or nothing that could be read."""


Counted: TypeAlias = Callable[[str, Outcome], None]
"""Is told an operation, such as `ecs:DescribeTaskDefinition`, and what came of it."""


def uncounted(operation: str, outcome: Outcome) -> None:
    """Where nobody counts."""
    del operation, outcome


def count_calls(events: Any, counted: Counted) -> None:  # noqa: ANN401 - botocore's event emitter has no public type
    """Tell `counted` of each call of the client that owns `events`."""

    def heard(event_name: str, parsed_response: dict[str, Any] | None, **_: object) -> None:
        service, operation = event_name.split(".")[1:3]
        counted(f"{service}:{operation}", outcome_of(parsed_response))

    events.register("response-received", heard)


def outcome_of(parsed: dict[str, Any] | None) -> Outcome:
    """What botocore's parsed answer says; None is no answer."""
    if parsed is None:
        return Outcome.NO_ANSWER
    code = str(parsed.get("Error", {}).get("Code", ""))
    status = parsed.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    if code in THROTTLED:
        return Outcome.THROTTLED
    if code in DENIED or status in _UNAUTHORIZED:
        return Outcome.DENIED
    if status >= _FIRST_FAULT:
        return Outcome.FAILED
    return Outcome.REFUSED if status >= _FIRST_REFUSAL else Outcome.OK
