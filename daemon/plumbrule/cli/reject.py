"""`plumbrule reject`: say no to plans."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from plumbrule.cli.asking import asks, plans_argument, show
from plumbrule.cli.shown import DIGITS

if TYPE_CHECKING:
    from plumbrule.cli.client import Client

EXAMPLES = """\b
Example:
  plumbrule reject 3f2a9c0d1b7e --reason "wait for the fix of OPS-1234"
"""


@click.command("reject", epilog=EXAMPLES)
@plans_argument
@click.option("--reason", "-r", required=True, help="Why; it is shown and kept.")
@asks
def command(client: Client, names: tuple[str, ...], reason: str, output: str) -> None:
    """Say no to plans. It stands until you approve the same plan, or Git or ECS moves."""
    done = [client.post("plans", name, "reject", reason=reason) for name in names]
    show(done, output, lambda: "\n".join(f"rejected {one['id'][:DIGITS]} ({one['family']})" for one in done))
