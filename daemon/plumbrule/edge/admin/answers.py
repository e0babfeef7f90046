"""Values as JSON, and refusals as status codes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from starlette.exceptions import HTTPException
from starlette.responses import Response

from plumbrule.errors import Declined, Denied, JournalError, PlumbruleError, Throttled, Unavailable

if TYPE_CHECKING:
    from starlette.requests import Request

    from plumbrule.model.tree import Tree

HEADERS: Final = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
STATUS: Final = {
    "unauthenticated": 401,
    "nobody": 403,
    "not_allowed": 403,
    "no_such_plan": 404,
    "no_such_family": 404,
    "no_such_commit": 404,
    "no_such_page": 404,
    "ambiguous": 409,
    "superseded": 409,
    "moved": 409,
    "expired": 409,
    "wrong": 422,
}
"""Of what somebody asked for and may not have."""


def as_plain(value: object) -> Tree:
    """`value` as JSON knows it; times as ISO 8601 in UTC."""
    if is_dataclass(value):
        return {field.name: as_plain(getattr(value, field.name)) for field in fields(value)}
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="seconds")
        case Mapping():
            return {str(name): as_plain(item) for name, item in value.items()}
        case tuple() | list():
            return [as_plain(item) for item in value]
        case bool() | int() | float() | str() | None:
            return value
        case _:
            return str(value)


def answered(value: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """An answer in JSON that nobody keeps."""
    body = json.dumps(as_plain(value), ensure_ascii=False).encode("utf-8", "backslashreplace")
    return Response(body, status, {**HEADERS, **(headers or {})}, "application/json")


def refused(error: PlumbruleError) -> Response:
    """A refusal: its code, why in a word for machines, and the sentence."""
    why = error.why if isinstance(error, Declined) else error.code
    told = {"error": {"code": error.code, "why": why, "message": str(error)}}
    after = {"Retry-After": str(max(1, round(error.after)))} if isinstance(error, Throttled) else {}
    return answered(told, _status(error), after)


def failed() -> Response:
    """A fault of ours: nothing of it leaves, the log has it."""
    message = "this went wrong here; the daemon's log says how"
    return answered({"error": {"code": "internal", "why": "internal", "message": message}}, 500)


async def no_page(_: Request, error: Exception) -> Response:
    """There is nothing at this path."""
    words = "there is no such page, or it takes another method; /v1/openapi.json lists them"
    status = error.status_code if isinstance(error, HTTPException) else 404
    told = {"error": {"code": "declined", "why": "no_such_page", "message": words}}
    return answered(told, status)


def _status(error: PlumbruleError) -> int:
    match error:
        case Declined(why=why):
            return STATUS.get(why, 422)
        case JournalError():
            return 503
        case Throttled():
            return 429
        case Unavailable() | Denied():
            return 502
        case _:
            return 500
