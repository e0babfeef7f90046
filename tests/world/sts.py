"""STS over its query protocol: GetCallerIdentity and AssumeRole (AWS STS API reference, seen 2026-11)."""

from __future__ import annotations

import re
import time
import uuid
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl
from xml.sax.saxutils import escape

from tests.world.wire import Refused, Reply

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.world.identity import Caller
    from tests.world.state import State

_NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/"
_ROLE = re.compile(r"arn:([a-z-]+):iam::(\d{12}):role/(?:.+/)?([\w+=,.@-]+)", re.ASCII)
_SESSION_NAME = re.compile(r"[\w+=,.@-]{2,64}", re.ASCII)

# The same refusal has other codes and statuses in the query protocol than in ECS's JSON.
_CODES: Mapping[str, tuple[str, int]] = MappingProxyType(
    {
        "MissingAuthenticationTokenException": ("MissingAuthenticationToken", 403),
        "IncompleteSignatureException": ("IncompleteSignature", 400),
        "UnrecognizedClientException": ("InvalidClientTokenId", 403),
        "ExpiredTokenException": ("ExpiredToken", 403),
        "AccessDeniedException": ("AccessDenied", 403),
        "ThrottlingException": ("Throttling", 400),
        "ServerException": ("InternalFailure", 500),
    }
)


@dataclass(frozen=True, slots=True)
class Query:
    """One STS call."""

    state: State
    caller: Caller
    parameters: Mapping[str, str]


def parameters_of(body: bytes) -> dict[str, str]:
    """Read the form."""
    return dict(parse_qsl(body.decode(), keep_blank_values=True))


def _tags(values: Mapping[str, str]) -> str:
    return "".join(f"<{name}>{escape(value)}</{name}>" for name, value in values.items())


def _caller_identity(query: Query) -> str:
    session = query.state.sessions.get(query.caller.access_key)
    user = f"{session.role_id}:{session.arn.rpartition('/')[2]}" if session else f"AROAWORLD:{query.caller.access_key}"
    return _tags({"Arn": query.caller.arn, "UserId": user, "Account": query.caller.account})


def _required(query: Query, name: str) -> str:
    value = query.parameters.get(name)
    if not value:
        raise Refused("ValidationError", f"1 validation error detected: Value null at '{name}' must not be null")
    return value


def _duration(query: Query) -> int:
    text = query.parameters.get("DurationSeconds", "3600")
    if not text.isdigit() or not 900 <= int(text) <= 43200:
        raise Refused("ValidationError", "The requested DurationSeconds must be between 900 and 43200.")
    return int(text)


def _assume_role(query: Query) -> str:
    role, name = _required(query, "RoleArn"), _required(query, "RoleSessionName")
    found = _ROLE.fullmatch(role)
    if found is None or _SESSION_NAME.fullmatch(name) is None:
        raise Refused("ValidationError", f"{role} is invalid")
    wanted = query.state.knobs.external_ids.get(role)
    if wanted is not None and query.parameters.get("ExternalId") != wanted:
        text = f"User: {query.caller.arn} is not authorized to perform: sts:AssumeRole on resource: {role}"
        raise Refused("AccessDeniedException", text)
    partition, account, role_name = found.groups()
    arn = f"arn:{partition}:sts::{account}:assumed-role/{role_name}/{name}"
    session = query.state.sessions.open(account, arn)
    until = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + _duration(query)))
    keys = {"AccessKeyId": session.access_key, "SecretAccessKey": session.secret_key}
    credentials = _tags(keys | {"SessionToken": session.token, "Expiration": until})
    user = _tags({"AssumedRoleId": f"{session.role_id}:{name}", "Arn": arn})
    return f"<Credentials>{credentials}</Credentials><AssumedRoleUser>{user}</AssumedRoleUser>"


OPERATIONS: Mapping[str, Callable[[Query], str]] = MappingProxyType(
    {"GetCallerIdentity": _caller_identity, "AssumeRole": _assume_role}
)


def _reply(status: int, element: str, content: str) -> Reply:
    text = f'<{element} xmlns="{_NAMESPACE}">{content}</{element}>'
    return Reply(status, text.encode(), "text/xml")


def answer(operation: str, query: Query) -> Reply:
    """Serve one call.

    Raises:
        Refused: what STS would refuse, and operations that do not exist here.
    """
    serve = OPERATIONS.get(operation)
    if serve is None:
        raise Refused("InvalidAction", f"Could not find operation {operation} for version 2011-06-15")
    result = f"<{operation}Result>{serve(query)}</{operation}Result>"
    request_id = f"<ResponseMetadata><RequestId>{uuid.uuid4()}</RequestId></ResponseMetadata>"
    return _reply(200, f"{operation}Response", result + request_id)


def refusal(refused: Refused) -> Reply:
    """Answer with an error in the query protocol's form."""
    code, status = _CODES.get(refused.code, (refused.code, refused.status))
    kind = "Receiver" if status >= 500 else "Sender"
    error = _tags({"Type": kind, "Code": code, "Message": refused.message})
    return _reply(status, "ErrorResponse", f"<Error>{error}</Error><RequestId>{uuid.uuid4()}</RequestId>")
