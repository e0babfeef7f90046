"""`plumbrule hold`: for 3 a.m."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from plumbrule.cli.asking import asks, family_argument, lasts_option, reason_option, show, target_option, where
from plumbrule.cli.shown import clock

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from plumbrule.cli.client import Client

EXAMPLES = """\b
Examples:
  plumbrule hold shop-web
  plumbrule hold prod/shop-web --for 8h --reason "rolled back, see 4711"
"""


@click.command("hold", epilog=EXAMPLES)
@family_argument
@target_option
@reason_option
@lasts_option
@asks
def command(client: Client, family: str, target: str, reason: str, lasts: str | None, output: str) -> None:
    """Keep hands off one family until its spec changes, and print how its services go back to an older revision.

    A changed spec then waits for approval. `plumbrule resume --family` ends it.
    """
    place, name = where(client, family, target)
    found = client.post("targets", place, "families", name, "hold", reason=reason, lasts=lasts)
    show(found, output, lambda: _text(found))


def _text(found: Mapping[str, Any]) -> str:
    halt = found["halt"]
    until = f" until {clock(halt['until'])}" if halt["until"] else ""
    lines = [f"{halt['target']}/{halt['family']} is held{until}: nothing is registered while its spec stays as it is"]
    if found["commands"]:
        lines += ["", "To take its services back:", "", *found["commands"]]
    else:
        lines.append("no older ACTIVE revision was found to go back to")
    return "\n".join(lines)
