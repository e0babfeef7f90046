"""`plumbrule snooze`: not now."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from plumbrule.cli.asking import asks, incidents_argument, lasts_option, show

if TYPE_CHECKING:
    from plumbrule.cli.client import Client

EXAMPLES = """\b
Examples:
  plumbrule snooze ba0fa834809a
  plumbrule snooze ba0fa834809a --for 2d
"""


@click.command("snooze", epilog=EXAMPLES)
@incidents_argument
@lasts_option
@asks
def command(client: Client, names: tuple[str, ...], lasts: str | None, output: str) -> None:
    """Not hear of incidents for a while (4h when nothing is said, 30d at most), unless they change."""
    found = client.post("incidents", "snooze", incidents=list(names), lasts=lasts)
    show(found, output, lambda: str(found["message"]))
