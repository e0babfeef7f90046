"""Requests in, answers out: one function for every route, with whatever keeps bad requests away."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.routing import Route as Path

from plumbrule.edge.admin.answers import answered, failed, no_page, refused
from plumbrule.edge.admin.callers import caller_of
from plumbrule.edge.admin.fields import of_body, of_query
from plumbrule.edge.admin.openapi import openapi
from plumbrule.edge.admin.probes import probe_paths
from plumbrule.edge.admin.route import GET, Route
from plumbrule.edge.admin.routes import ROUTES
from plumbrule.errors import Declined, PlumbruleError
from plumbrule.model.event import Event, Level, Notice

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from starlette.requests import Request
    from starlette.responses import Response

    from plumbrule.model.admin import Admin
    from plumbrule.ports import Desk, Inside

LARGEST: Final = 1024 * 1024
"""Bytes of a body: ten thousand ARNs and room."""


def application(desk: Desk, inside: Inside, admin: Admin, tell: Callable[[Notice], None], version: str) -> Starlette:
    """The API over one desk, and the pages for probes."""
    whole = openapi(version)
    described = Route(GET, "/v1/openapi.json", dict, lambda *_: whole, "This description.")
    paths = [
        Path(route.path, _endpoint(route, desk, admin, tell), methods=[route.method]) for route in (*ROUTES, described)
    ]
    routes = [*paths, *probe_paths(inside, desk, admin)]
    return Starlette(routes=routes, exception_handlers={HTTPException: no_page})


def _endpoint(
    route: Route, desk: Desk, admin: Admin, tell: Callable[[Notice], None]
) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        try:
            body = await _body(request) if route.method != GET else None
            return await run_in_threadpool(_answer, route, desk, admin, request, body)
        except PlumbruleError as error:
            return refused(error)
        except Exception as error:  # noqa: BLE001 - one bad request must not end the door
            fields = {"where": f"{route.method} {route.path}", "error": type(error).__name__, "message": str(error)}
            tell(Notice(Event.FAILURE_CONTAINED, Level.ERROR, fields))
            return failed()

    return endpoint


def _answer(route: Route, desk: Desk, admin: Admin, request: Request, body: object) -> Response:
    caller = caller_of(request, admin, desk)
    read = of_query(route.fields, request.query_params.multi_items()) if body is None else of_body(route.fields, body)
    parts: Mapping[str, Any] = request.path_params
    return answered(route.ask(desk, caller, {**read, **parts}))


async def _body(request: Request) -> object:
    """The JSON of the body; a form of some page is none."""
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        raise Declined("send application/json", why="wrong")
    found = b""
    async for chunk in request.stream():
        found += chunk
        if len(found) > LARGEST:
            raise Declined(f"the body has more than {LARGEST} bytes", why="wrong")
    try:
        return json.loads(found) if found.strip() else {}
    except (ValueError, RecursionError) as error:
        raise Declined("the body is no JSON", why="wrong") from error
