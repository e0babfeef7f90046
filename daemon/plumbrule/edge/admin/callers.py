"""Who comes through a door: proved by the kernel, a token or a proxy, and never by what a request merely says."""

from __future__ import annotations

import hashlib
import hmac
import pwd
from typing import TYPE_CHECKING, Final

from plumbrule.edge.credentials import secret_file
from plumbrule.errors import Declined
from plumbrule.model.people import Identity, Method

if TYPE_CHECKING:
    from starlette.requests import Request

    from plumbrule.model.admin import Admin
    from plumbrule.ports import Desk

UNIX: Final = "unix"
"""What stands for the caller's host where a connection came through the Unix socket; its port is the peer's uid."""

PROXY_SECRET: Final = "X-Plumbrule-Proxy-Secret"  # noqa: S105 - a header's name
_BEARER: Final = "bearer "


def caller_of(request: Request, admin: Admin, desk: Desk) -> Identity:
    """Who asks.

    Raises:
        Declined: nothing proves who it is, or several things at once do; or a page of some other site asks.
    """
    if "origin" in request.headers:
        raise Declined("browsers may not ask on behalf of other pages", why="not_allowed")
    proofs = [one for one in (_token(request), _by_proxy(request, admin)) if one is not None]
    if len(proofs) > 1:
        raise Declined("a token and a proxy at once prove nobody", why="wrong")
    peer = _peer(request)
    identity = proofs[0] if proofs else peer
    if identity is None or (peer is None and not desk.whoami(identity).person):
        raise Declined("prove who you are: with a token, or through the proxy", why="unauthenticated")
    return identity


def user_of(uid: int) -> str:
    """The name of a user of this machine; the number where it has none."""
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def _peer(request: Request) -> Identity | None:
    client = request.client
    return Identity(Method.SOCKET, user_of(client.port)) if client is not None and client.host == UNIX else None


def _token(request: Request) -> Identity | None:
    given = request.headers.getlist("authorization")
    if not given:
        return None
    if len(given) > 1 or not given[0].lower().startswith(_BEARER):
        raise Declined("send one Authorization header with a bearer token", why="wrong")
    token = given[0][len(_BEARER) :].strip()
    return Identity(Method.TOKEN, hashlib.sha256(token.encode()).hexdigest())


def _by_proxy(request: Request, admin: Admin) -> Identity | None:
    """Only with the proxy's own proof: the header alone is what anybody may write."""
    given = request.headers.getlist(PROXY_SECRET)
    if not given:
        return None
    secret = _secret(admin.proxy_secret_file)
    subjects = request.headers.getlist(admin.proxy_header) if admin.proxy_header else []
    if not secret or len(given) > 1 or not hmac.compare_digest(given[0].encode(), secret) or len(subjects) != 1:
        raise Declined("the proxy did not prove itself, or names nobody", why="unauthenticated")
    return Identity(Method.PROXY, subjects[0])


def _secret(path: str) -> bytes:
    try:
        return secret_file(path).read_bytes().strip() if path else b""
    except OSError:
        return b""
