"""Slack's Web API with our errors: what may have happened, what did not, and who can mend it."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from http import HTTPStatus
from http.client import HTTPException
from typing import TYPE_CHECKING, Any, Final
from urllib.error import URLError

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from plumbrule.errors import Ambiguous, Denied, Rejected, Throttled, Unavailable

if TYPE_CHECKING:
    from collections.abc import Iterator

SECONDS: Final = 10
"""For one call."""
RETRY_AFTER: Final = 30.0
"""Where a 429 does not say how long."""

CREDENTIALS: Final = frozenset(
    {
        "account_inactive",
        "access_denied",
        "ekm_access_denied",
        "enterprise_is_restricted",
        "invalid_auth",
        "missing_scope",
        "no_permission",
        "not_allowed_token_type",
        "not_authed",
        "org_login_required",
        "team_access_not_granted",
        "token_expired",
        "token_revoked",
        "two_factor_setup_required",
    }
)
"""Errors that the operator mends in Slack (docs.slack.dev/reference/methods/chat.postMessage, seen 2026-11)."""
PASSING: Final = frozenset({"internal_error", "fatal_error", "request_timeout", "service_unavailable"})
"""Errors that time mends; some of the call may have succeeded."""
ADVICE: Final = {
    "channel_not_found": "there is no such channel, or it is private: invite the app to it",
    "not_in_channel": "invite the app to the channel",
    "is_archived": "the channel is archived: name another one in notify.routes",
    "restricted_action": "a rule of the workspace keeps the app from posting there",
}


def quiet_log() -> logging.Logger:
    """The library reports each failure at error level, with the request; we tell each trouble once ourselves."""
    log = logging.getLogger("plumbrule_slack_sdk")
    log.propagate = False
    log.setLevel(logging.CRITICAL)
    return log


def client(token: str, api_url: str) -> WebClient:
    """A client that never tries again by itself: whether a lost post is repeated is not its decision."""
    made = WebClient(token, base_url=api_url, timeout=SECONDS, retry_handlers=[], logger=quiet_log())
    made.proxy = None  # urllib knows the proxies of the environment, and whom to reach without one
    return made


@contextmanager
def plain_errors(what: str) -> Iterator[None]:
    """What leaves a call. Raises what `ports.Sink` lists."""
    try:
        yield
    except SlackApiError as error:
        raise _of_answer(what, error) from None
    except (URLError, HTTPException, OSError, ValueError, SlackClientError) as error:
        # Connections that were never made said nothing; of all others nobody knows. The error's own words may hold
        # the address, which for a webhook is a secret.
        reason = error.reason if isinstance(error, URLError) else error
        if isinstance(reason, ConnectionRefusedError) or "getaddrinfo" in str(reason) or "Name or" in str(reason):
            raise Unavailable(f"{what}: Slack cannot be reached") from None
        raise Ambiguous(f"{what}: no answer came from Slack ({type(reason).__name__})") from None


def _of_answer(what: str, error: SlackApiError) -> Exception:
    answer: Any = error.response
    status = int(getattr(answer, "status_code", 200) or 200)
    word = str(_said(answer))
    if status == HTTPStatus.TOO_MANY_REQUESTS or word == "ratelimited":
        return Throttled(f"{what}: Slack wants fewer calls", after=_after(answer))
    if word in CREDENTIALS:
        return Denied(f"{what}: Slack says {word}: look at the app's token and scopes")
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or word in PASSING or not word:
        return Ambiguous(f"{what}: Slack failed ({word or status})")
    return Rejected(f"{what}: Slack says {word}{f': {ADVICE[word]}' if word in ADVICE else ''}")


def word_of(error: SlackApiError) -> str:
    """Slack's own word for what is wrong; empty where it has none."""
    return str(_said(error.response))


def _said(answer: Any) -> str:  # noqa: ANN401 - the library's own union
    found = answer.get("error") if hasattr(answer, "get") else None
    return found if isinstance(found, str) and found.replace("_", "").isalnum() else ""


def _after(answer: Any) -> float:  # noqa: ANN401 - the library's own union
    headers = getattr(answer, "headers", None) or {}
    found = next((value for name, value in headers.items() if name.lower() == "retry-after"), None)
    try:
        return max(1.0, float(found[0] if isinstance(found, list) else found or RETRY_AFTER))
    except (TypeError, ValueError):
        return RETRY_AFTER
