"""What a shell may complete: names that the daemon knows, quickly or not at all."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from plumbrule.errors import PlumbruleError

if TYPE_CHECKING:
    import click

SECONDS: Final = 1.0
"""A shell that waits longer is worse than one that knows nothing."""


def families(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
    """Names of families."""
    found = _asked(ctx, "status", family="*")
    return sorted({one["family"] for one in found.get("families", ()) if one["family"].startswith(incomplete)})


def targets(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
    """Names of targets."""
    found = _asked(ctx, "status")
    return [one["name"] for one in found.get("targets", ()) if one["name"].startswith(incomplete)]


def plans(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
    """The first digits of open plans."""
    found = _asked(ctx, "plans")
    return [one["id"][:12] for one in found or () if one["id"].startswith(incomplete)]


def incidents(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
    """The first digits of open incidents."""
    found = _asked(ctx, "incidents")
    return [one["id"][:12] for one in found or () if one["id"].startswith(incomplete)]


def _asked(ctx: click.Context, *path: str, **query: str) -> Any:  # noqa: ANN401 - JSON
    from plumbrule.cli.asking import client_of  # noqa: PLC0415 - it needs this module for its arguments

    said = ctx.params
    try:
        config = Path(said.get("config") or os.environ.get("PLUMBRULE_CONFIG") or "/etc/plumbrule/plumbrule.yaml")
        places = (
            said.get(name) or os.environ.get(f"PLUMBRULE_{name.upper()}", "")
            for name in ("socket", "url", "token_file")
        )
        client = client_of(config, *places)
        return type(client)(client.socket, client.url, client.token_file, SECONDS).get(*path, **query)
    except PlumbruleError:
        return {}
