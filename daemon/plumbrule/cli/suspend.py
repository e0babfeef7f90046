"""`plumbrule suspend`: keep hands off."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from plumbrule.cli.asking import asks, lasts_option, scope, show, where
from plumbrule.cli.completing import families, targets
from plumbrule.cli.shown import clock

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plumbrule.cli.client import Client

EXAMPLES = """\b
Examples:
  plumbrule suspend --family shop-web --reason "load test" --for 2h
  plumbrule suspend --target prod --reason "incident 4711" --for 1d
  plumbrule suspend --everything --reason "AWS has trouble"
"""


@click.command("suspend", epilog=EXAMPLES)
@click.option("--family", "-f", default="", shell_complete=families, help="One family.")
@click.option("--target", "-t", default="", shell_complete=targets, help="Everything in one target.")
@click.option("--everything", is_flag=True, help="Everything.")
@click.option("--reason", "-r", required=True, help="Why; whoever is reminded wants to know.")
@lasts_option
@asks
def command(
    client: Client, family: str, target: str, reason: str, lasts: str | None, output: str, *, everything: bool
) -> None:
    """Register nothing there until it is resumed, or its time is over. It is compared and told all the same."""
    meant = scope(target, family, everything)
    if family:
        meant["target"], meant["family"] = where(client, family, target)
    found = client.post("suspend", reason=reason, lasts=lasts, **meant)
    show(found, output, lambda: said(found))


def said(found: Mapping[str, str]) -> str:
    """One line about what is off now."""
    what = "/".join(filter(None, (found["target"], found["family"]))) or "everything"
    until = f"until {clock(found['until'])}" if found["until"] else "until somebody resumes it"
    return f"{what} is suspended {until}"
