"""Who calls: an account, an ARN and a Region made from the access key and the credential scope."""

from __future__ import annotations

import re
import secrets
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.world.wire import Refused, signature_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.world.knobs import Knobs

DEFAULT_ACCOUNT = "123456789012"
_ACCOUNT_IN_KEY = re.compile(r"^A[KS]IA(\d{12})")


@dataclass(frozen=True, slots=True)
class Caller:
    """One caller as ECS sees it."""

    access_key: str
    account: str
    region: str
    arn: str


@dataclass(frozen=True, slots=True)
class Session:
    """Temporary credentials that AssumeRole gave out."""

    access_key: str
    secret_key: str
    token: str
    account: str
    arn: str
    role_id: str


class Sessions:
    """All temporary credentials in use, by access key."""

    def __init__(self) -> None:
        self._by_key: dict[str, Session] = {}
        self._lock = threading.Lock()

    def open(self, account: str, arn: str) -> Session:
        """Hand out credentials that live in `account` and are named `arn`."""
        unique = secrets.token_hex(8).upper()
        session = Session(
            f"ASIA{account}{unique}", secrets.token_hex(20), secrets.token_hex(32), account, arn, f"AROA{unique}"
        )
        with self._lock:
            self._by_key[session.access_key] = session
        return session

    def get(self, access_key: str) -> Session | None:
        """Return the session of a key, if it has one."""
        return self._by_key.get(access_key)


def partition_of(region: str) -> str:
    """Return the partition a Region belongs to."""
    if region.startswith("cn-"):
        return "aws-cn"
    return "aws-us-gov" if region.startswith("us-gov-") else "aws"


def account_of(access_key: str) -> str:
    """Return the account of a long-lived key: the 12 digits after AKIA, else the default account."""
    found = _ACCOUNT_IN_KEY.match(access_key)
    return found.group(1) if found else DEFAULT_ACCOUNT


def caller_of(headers: Mapping[str, str], knobs: Knobs, sessions: Sessions) -> Caller:
    """Identify the caller.

    Raises:
        Refused: UnrecognizedClientException for a key that is bad, or temporary without its token.
    """
    signature = signature_of(headers)
    key = signature.access_key
    session = sessions.get(key)
    token_is_wrong = session is not None and headers.get("x-amz-security-token") != session.token
    if key.startswith("BAD") or key in knobs.bad_keys or token_is_wrong:
        raise Refused("UnrecognizedClientException", "The security token included in the request is invalid.")
    account = session.account if session else account_of(key)
    arn = session.arn if session else f"arn:{partition_of(signature.region)}:sts::{account}:assumed-role/world/{key}"
    return Caller(key, account, signature.region, headers.get("x-world-by", arn))
