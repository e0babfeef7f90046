"""`plumbrule release`: end an orphan."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from plumbrule.cli.asking import asks, be_sure, family_argument, reason_option, show, sure_option, target_option, where

if TYPE_CHECKING:
    from plumbrule.cli.client import Client

EXAMPLES = """\b
Example:
  plumbrule release shop-old --reason "retired"
"""


@click.command("release", epilog=EXAMPLES)
@family_argument
@target_option
@reason_option
@sure_option
@asks
def command(client: Client, family: str, target: str, reason: str, output: str, *, sure: bool) -> None:
    """Let go of a family whose file is gone. ECS keeps all of its revisions."""
    place, name = where(client, family, target)
    be_sure(f"Let go of {place}/{name}?", sure=sure)
    found = client.post("targets", place, "families", name, "release", reason=reason)
    show(found, output, lambda: str(found["message"]))
