"""Probes and metrics: three pages for machines, on every door of the admin API and, if wanted, on one of their own.

That one asks nobody who they are, so it serves nothing else, and names no family: only targets, as the settings do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.routing import Route as Path

from plumbrule.edge.admin.answers import answered, no_page, refused
from plumbrule.edge.admin.callers import caller_of
from plumbrule.errors import Declined

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from typing import TypeAlias

    from starlette.requests import Request
    from starlette.responses import Response

    from plumbrule.model.admin import Admin
    from plumbrule.ports import Desk, Inside

    Page: TypeAlias = Callable[[Inside, bool], Response]

CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
_UNAVAILABLE: Final = 503


def healthz(inside: Inside, is_known: bool) -> Response:  # noqa: FBT001 - of every page
    """Whether the daemon is alive, and for whom we know what stands still."""
    found = inside.standstills()
    told: dict[str, Any] = {"alive": not found, "standstills": list(found) if is_known else len(found)}
    return answered(told, _UNAVAILABLE if found else 200)


def readyz(inside: Inside, is_known: bool) -> Response:  # noqa: FBT001 - of every page
    """Whether the last full sweep of each target is younger than two intervals; which are not."""
    del is_known
    found = inside.readiness()
    behind = [target for target, one in found.items() if not one.is_ready]
    targets = {
        target: {"ready": one.is_ready, "age_seconds": one.age, "limit_seconds": one.limit}
        for target, one in found.items()
    }
    told = {"ready": not behind, "behind": behind, "targets": targets}
    return answered(told, _UNAVAILABLE if behind else 200)


def metrics(inside: Inside, is_known: bool) -> Response:  # noqa: FBT001 - of every page
    """Everything that is measured."""
    del is_known
    return PlainTextResponse(inside.metrics(), media_type=CONTENT_TYPE)


PAGES: Final[dict[str, Page]] = {"/healthz": healthz, "/readyz": readyz, "/metrics": metrics}


def probe_paths(inside: Inside, desk: Desk | None = None, admin: Admin | None = None) -> list[Path]:
    """The pages; with a desk only for whom it knows, and where its file's rights let them come through the socket."""
    return [Path(path, _endpoint(page, inside, desk, admin), methods=["GET"]) for path, page in PAGES.items()]


def probes(inside: Inside) -> Starlette:
    """An application of these pages alone, for everybody."""
    return Starlette(routes=probe_paths(inside), exception_handlers={HTTPException: no_page})


def _endpoint(
    page: Page, inside: Inside, desk: Desk | None, admin: Admin | None
) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        is_known = desk is not None and admin is not None
        try:
            if desk is not None and admin is not None:
                caller_of(request, admin, desk)
        except Declined as error:
            return refused(error)
        if page is metrics:  # takes milliseconds where there are many families
            return await run_in_threadpool(page, inside, is_known)
        return page(inside, is_known)  # never waits for a thread, all of which may hang

    return endpoint
