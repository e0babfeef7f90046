"""One POST over HTTPS, with our errors; the address may be a secret, so no error repeats it."""

from __future__ import annotations

import urllib.request
from http.client import HTTPException
from typing import TYPE_CHECKING, Final
from urllib.error import HTTPError, URLError

from plumbrule.errors import Ambiguous, Denied, PlumbruleError, Rejected, Throttled, Unavailable

if TYPE_CHECKING:
    from collections.abc import Mapping

SECONDS: Final = 10
RETRY_AFTER: Final = 30.0
MOST_WORDS: Final = 200
"""Characters of a refusal that are repeated."""


class _NoWay(urllib.request.HTTPRedirectHandler):
    """A POST that is sent elsewhere would lose its body, or tell its secrets to strangers."""

    def redirect_request(self, *_: object) -> None:
        """See urllib: no redirect is followed, so that it is an error."""


_OPENER: Final = urllib.request.build_opener(_NoWay)


def post(url: str, body: bytes, headers: Mapping[str, str], what: str) -> None:
    """Send `body`. Raises what `ports.Sink` lists."""
    request = urllib.request.Request(url, body, dict(headers), method="POST")  # noqa: S310 - settings allow http(s)
    try:
        with _OPENER.open(request, timeout=SECONDS) as answer:
            answer.read(MOST_WORDS)
    except HTTPError as error:
        with error:
            raise _refused(what, error) from None
    except (URLError, HTTPException, OSError) as error:
        reason = error.reason if isinstance(error, URLError) else error
        if isinstance(reason, ConnectionRefusedError):
            raise Unavailable(f"{what}: nobody answers there") from None
        raise Ambiguous(f"{what}: no answer came ({type(reason).__name__})") from None


def _refused(what: str, error: HTTPError) -> PlumbruleError:
    if error.code == 429:  # noqa: PLR2004 - HTTP's own number
        return Throttled(f"{what}: fewer calls are wanted", after=_after(error))
    if error.code in {401, 403}:
        return Denied(f"{what}: it answered {error.code}: look at the address and the secret")
    if error.code >= 500 or error.code == 408:  # noqa: PLR2004 - the same
        return Ambiguous(f"{what}: it answered {error.code}")
    return Rejected(f"{what}: it answered {error.code}")


def _after(error: HTTPError) -> float:
    try:
        return max(1.0, float(error.headers.get("Retry-After", RETRY_AFTER)))
    except ValueError:
        return RETRY_AFTER
