"""What crosses the wire: requests, replies, dropped connections, refusals and the caller's identity."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

Tree: TypeAlias = dict[str, Any]
"""A decoded JSON object."""

AMZ_JSON = "application/x-amz-json-1.1"
# "AWS4-HMAC-SHA256 Credential=KEY/DATE/REGION/SERVICE/aws4_request, ..." (docs.aws.amazon.com, SigV4, seen 2026-11)
_CREDENTIAL = re.compile(r"Credential=([^/,\s]+)/\d{8}/([a-z0-9-]+)/([a-z0-9-]+)/aws4_request")


@dataclass(frozen=True, slots=True)
class Request:
    """One HTTP request; header names are lower case."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Reply:
    """One HTTP answer."""

    status: int
    body: bytes
    content_type: str = AMZ_JSON


@dataclass(frozen=True, slots=True)
class Drop:
    """No answer: the connection ends, with a reset (`abrupt`) or an orderly close."""

    abrupt: bool


Answer: TypeAlias = Reply | Drop


class Refused(Exception):
    """The service says no: an error code, its text and the HTTP status."""

    def __init__(self, code: str, message: str, status: int = 400) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
        self.status = status


@dataclass(frozen=True, slots=True)
class Signature:
    """What the Authorization header claims; the signature itself is not verified."""

    access_key: str
    region: str
    service: str


def compact(value: object) -> bytes:
    """Encode as JSON without blanks, in UTF-8."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()


def signature_of(headers: Mapping[str, str]) -> Signature:
    """Read the SigV4 credential scope.

    Raises:
        Refused: MissingAuthenticationTokenException without the header, IncompleteSignatureException for a bad one.
    """
    header = headers.get("authorization")
    if not header:
        raise Refused("MissingAuthenticationTokenException", "Missing Authentication Token")
    found = _CREDENTIAL.search(header)
    if found is None:
        raise Refused("IncompleteSignatureException", f"'{header}' not a valid key=value pair in Authorization header.")
    return Signature(*found.groups())


def json_reply(value: object, status: int = 200) -> Reply:
    """Answer with a JSON body in the AWS JSON 1.1 content type."""
    return Reply(status, compact(value))


def json_refusal(refused: Refused) -> Reply:
    """Answer with an error in the AWS JSON 1.1 form."""
    return json_reply({"__type": refused.code, "message": refused.message}, refused.status)
