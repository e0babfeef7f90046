"""`plumbrule acknowledge`: somebody takes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from plumbrule.cli.asking import asks, incidents_argument, show

if TYPE_CHECKING:
    from plumbrule.cli.client import Client

EXAMPLES = """\b
Examples:
  plumbrule acknowledge ba0fa834809a
  plumbrule incidents --output json | jq -r '.[].id' | xargs plumbrule acknowledge
"""


@click.command("acknowledge", epilog=EXAMPLES)
@incidents_argument
@asks
def command(client: Client, names: tuple[str, ...], output: str) -> None:
    """Take incidents: they are not escalated, and reminded of seven times less often, unless they change."""
    found = client.post("incidents", "acknowledge", incidents=list(names))
    show(found, output, lambda: str(found["message"]))
