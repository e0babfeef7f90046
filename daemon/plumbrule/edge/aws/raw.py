"""The raw response: botocore drops members its model does not know, and AWS adds members every year.

A `before-parse` hook reads the body once, hands it on under `RAW` and leaves botocore nothing to parse, which also
saves most of a call's CPU.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, cast

from botocore.exceptions import BotoCoreError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plumbrule.model.tree import Object

RAW: Final = "plumbrule:raw"
_FIRST_FAILURE: Final = 300


class Garbled(BotoCoreError):
    """A success whose body is not ECS's: a proxy's page, or text cut short. What was asked may have happened."""

    fmt = "the answer is not JSON"


def keep_raw(events: Any) -> None:  # noqa: ANN401 - botocore's event emitter has no public type
    """Make every successful ECS response of the client that owns `events` carry its whole body under `RAW`."""
    events.register("before-parse.ecs.*", _take_body)


def _take_body(response_dict: dict[str, Any], customized_response_dict: dict[str, Any], **_: object) -> None:
    if response_dict["status_code"] < _FIRST_FAILURE:
        customized_response_dict[RAW] = _read(response_dict["body"])
        response_dict["body"] = b"{}"


def _read(body: bytes) -> Object:
    try:
        found = json.loads(body)
    except ValueError as error:
        raise Garbled from error
    if not isinstance(found, dict):
        raise Garbled
    return found


def raw_of(response: object) -> Object:
    """The whole body of a response that went through the hook."""
    return cast("Mapping[str, Object]", response)[RAW]
