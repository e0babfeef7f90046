"""`plumbrule reconcile`: look at one family now."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from plumbrule.cli.asking import asks, family_argument, show, target_option, where

if TYPE_CHECKING:
    from plumbrule.cli.client import Client

EXAMPLES = """\b
Example:
  plumbrule reconcile shop-web && plumbrule status --family shop-web
"""


@click.command("reconcile", epilog=EXAMPLES)
@family_argument
@target_option
@asks
def command(client: Client, family: str, target: str, output: str) -> None:
    """Look at one family now, whatever is known of it."""
    place, name = where(client, family, target)
    found = client.post("targets", place, "families", name, "reconcile")
    show(found, output, lambda: str(found["message"]))
