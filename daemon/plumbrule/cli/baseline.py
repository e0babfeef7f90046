"""`plumbrule baseline`: accept what is live as agreed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from plumbrule.cli.asking import asks, be_sure, reason_option, show, sure_option, target_option
from plumbrule.cli.completing import families
from plumbrule.cli.report.words import printable
from plumbrule.cli.saying import say
from plumbrule.cli.shown import changes, state_of
from plumbrule.errors import Declined

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from plumbrule.cli.client import Client

EXAMPLES = """\b
Examples:
  plumbrule baseline shop-web shop-api
  plumbrule baseline --all --target prod --reason "taking over"
"""


@click.command("baseline", epilog=EXAMPLES)
@click.argument("named", nargs=-1, metavar="FAMILY...", shell_complete=families)
@click.option("--all", "everyone", is_flag=True, help="Every family whose agreement is not known.")
@target_option
@reason_option
@sure_option
@asks
def command(
    client: Client, named: tuple[str, ...], target: str, reason: str, output: str, *, everyone: bool, sure: bool
) -> None:
    """Show what is live, and accept it as agreed: from then on what Git says beyond it is Git's own change."""
    if bool(named) == everyone:
        raise Declined("name families, or say --all", why="wrong")
    found = client.get("baselines", target=target, family=named)
    if not found:
        show([], output, lambda: "nothing to accept: what is live is agreed already")
        return
    if output == "text":
        say("\n".join(line for one in found for line in _lines(one)), for_machines=False)
    be_sure(f"Accept {len(found)} as agreed?", sure=sure)
    done = client.post("baselines", arns=[one["arn"] for one in found], reason=reason)
    show(done, output, lambda: str(done["message"]))


def _lines(one: Mapping[str, Any]) -> Iterator[str]:
    by = f", registered by {printable(one['registered_by'])}" if one["registered_by"] else ""
    yield f"{one['target']}/{one['family']}:{one['revision']}  {state_of(one['state'])}{by}"
    yield from changes(one["changes"], "    ")
