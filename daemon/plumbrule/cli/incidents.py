"""`plumbrule incidents`: what people have to know about."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from plumbrule.cli.asking import asks, show, target_option
from plumbrule.cli.exits import Exit
from plumbrule.cli.report.words import printable
from plumbrule.cli.shown import DIGITS, clock, table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from plumbrule.cli.client import Client

EXAMPLES = """\b
Examples:
  plumbrule incidents
  plumbrule incidents --family 'shop-*'
  plumbrule incidents --output json | jq -r '.[] | select(.urgency == "critical") | .id'
"""
_COLOURS = {"critical": "red", "warning": "yellow", "info": "blue"}


@click.command("incidents", epilog=EXAMPLES)
@target_option
@click.option("--family", "-f", default="", help="Only of families of this name; * and ? are wildcards.")
@click.option("--fail", is_flag=True, help="Exit with 2 when an incident is open.")
@asks
def command(client: Client, target: str, family: str, output: str, *, fail: bool) -> None:
    """List the incidents that are not over, the oldest first."""
    found = client.get("incidents", target=target, family=family)
    show(found, output, lambda: as_text(found))
    sys.exit(Exit.SOMETHING if fail and found else Exit.CLEAN)


def as_text(found: Sequence[Mapping[str, Any]]) -> str:
    """A table."""
    if not found:
        return "no incident is open"
    return "\n".join(table(("INCIDENT", "URGENCY", "STATUS", "SINCE", "WHAT"), map(_row, found)))


def _row(one: Mapping[str, Any]) -> tuple[str, ...]:
    status = one["status"]
    if one["person"] and status in {"acknowledged", "snoozed"}:
        until = f" until {clock(one['until'])}" if one["until"] else ""
        status = f"{status} by {printable(one['person'])}{until}"
    urgency = click.style(one["urgency"], fg=_COLOURS.get(one["urgency"], "white"))
    return one["id"][:DIGITS], urgency, status, clock(one["at"]), printable(one["title"])
