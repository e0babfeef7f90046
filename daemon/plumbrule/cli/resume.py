"""`plumbrule resume`: end a suspension or a hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from plumbrule.cli.asking import asks, reason_option, scope, show, where
from plumbrule.cli.completing import families, targets

if TYPE_CHECKING:
    from plumbrule.cli.client import Client

EXAMPLES = """\b
Examples:
  plumbrule resume --family shop-web
  plumbrule resume --target prod
  plumbrule resume --everything
"""


@click.command("resume", epilog=EXAMPLES)
@click.option("--family", "-f", default="", shell_complete=families, help="One family.")
@click.option("--target", "-t", default="", shell_complete=targets, help="One target.")
@click.option("--everything", is_flag=True, help="What was suspended as a whole.")
@reason_option
@asks
def command(client: Client, family: str, target: str, reason: str, output: str, *, everything: bool) -> None:
    """End what was suspended or held with just this scope; what waited goes on at once."""
    meant = scope(target, family, everything)
    if family:
        meant["target"], meant["family"] = where(client, family, target)
    found = client.post("resume", reason=reason, **meant)
    show(found, output, lambda: str(found["message"]))
