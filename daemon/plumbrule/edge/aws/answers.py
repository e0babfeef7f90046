"""AWS's errors as ours: one table of codes, and it will grow.

Codes: ECS API reference "Common errors", the STS reference, and reports of real calls, seen 2026-11.
Who may raise what is said in `ports.Revisions`.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectTimeoutError,
    CredentialRetrievalError,
    EndpointConnectionError,
    NoCredentialsError,
    ParamValidationError,
    PartialCredentialsError,
    ProfileNotFound,
    ProxyConnectionError,
)

from plumbrule.errors import Ambiguous, Denied, PlumbruleError, Rejected, Throttled, Unavailable

if TYPE_CHECKING:
    from collections.abc import Iterator

THROTTLED: Final = frozenset(
    {
        "RequestLimitExceeded",
        "RequestThrottled",
        "SlowDown",
        "Throttling",
        "ThrottlingException",
        "TooManyRequestsException",
    }
)
DENIED: Final = frozenset(
    {
        "AccessDenied",
        "AccessDeniedException",
        "AuthFailure",
        "ExpiredToken",
        "ExpiredTokenException",
        "IncompleteSignature",
        "InvalidClientTokenId",
        "InvalidSignatureException",
        "MissingAuthenticationToken",
        "MissingAuthenticationTokenException",
        "OptInRequired",
        "SignatureDoesNotMatch",
        "UnrecognizedClientException",
    }
)
REJECTED: Final = frozenset(
    {
        "ClientException",
        "InvalidParameterException",
        "LimitExceededException",
        "SerializationException",
        "ValidationException",
    }
)
CONCURRENT: Final = "Too many concurrent attempts to create a new revision"
"""A ClientException that time mends: somebody registers the same family right now; nothing was made."""

NO_CREDENTIALS: Final = (NoCredentialsError, PartialCredentialsError, CredentialRetrievalError, ProfileNotFound)
NEVER_SENT: Final = (EndpointConnectionError, ConnectTimeoutError, ProxyConnectionError)
"""SSLError is not among them: a TLS record that arrives damaged raises it too, long after the request was sent
(seen with botocore 1.44 against a server that cuts in, 2026-11)."""
ASSUMING: Final = "AssumeRole"
_SERVER_FAULT: Final = 500


@contextmanager
def our_errors(action: str, *, changes: bool = False) -> Iterator[None]:
    """Let only our errors leave the block.

    Args:
        action: what was asked, as IAM names it (`ecs:DescribeTaskDefinition`): goes into the sentence.
        changes: whether the call changes something, so that a lost answer is `Ambiguous` and a refusal `Rejected`.
    """
    try:
        yield
    except ClientError as error:
        raise _from_answer(error, action, changes=changes) from error
    except BotoCoreError as error:
        raise _from_trouble(error, action, changes=changes) from error


def code_of(error: ClientError) -> str:
    """AWS's code for the error; moto sends a bare status as code where it fails in XML."""
    return str(error.response.get("Error", {}).get("Code", ""))


def words_of(error: ClientError) -> str:
    """AWS's own sentence."""
    return str(error.response.get("Error", {}).get("Message", "")) or code_of(error)


def _from_answer(error: ClientError, action: str, *, changes: bool) -> PlumbruleError:
    code, words = code_of(error), words_of(error)
    if error.operation_name == ASSUMING:
        # Credentials are renewed on the way to a call: that call was not sent.
        action, changes = f"sts:{ASSUMING}", False
    status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    if code in THROTTLED or CONCURRENT in words:
        return Throttled(f"{action}: {words}", after=2.0)
    if code in DENIED or status in {401, 403}:
        return Denied(f"AWS does not allow {action}: {words} ({code}). Check the credentials and their policy")
    if changes and code in REJECTED:
        return Rejected(words)
    if changes and (status >= _SERVER_FAULT or not code):
        return Ambiguous(f"{action}: AWS failed while it answered: {words}")
    return Unavailable(f"{action}: {words} ({code or status})")


def _from_trouble(error: BotoCoreError, action: str, *, changes: bool) -> PlumbruleError:
    if isinstance(error, NO_CREDENTIALS):
        return Denied(f"there are no usable AWS credentials for {action}: {error}")
    if isinstance(error, ParamValidationError):
        return Rejected(str(error)) if changes else Unavailable(f"{action}: {error}")
    if changes and not isinstance(error, NEVER_SENT):
        return Ambiguous(f"{action}: the answer was lost: {error}")
    return Unavailable(f"{action}: {error}")
