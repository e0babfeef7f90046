"""`plumbrule history`: who changed this."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from plumbrule.cli.asking import asks, family_argument, show, target_option, where
from plumbrule.cli.report.words import printable
from plumbrule.cli.shown import DIGITS, approvals, changes, clock

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from plumbrule.cli.client import Client

EXAMPLES = """\b
Examples:
  plumbrule history shop-web
  plumbrule history shop-web --path 'containerDefinitions[web].user'
"""


@click.command("history", epilog=EXAMPLES)
@family_argument
@target_option
@click.option("--path", default="", help="Only revisions that changed what lies there, such as `cpu`.")
@click.option("--most", "-n", type=click.IntRange(1, 200), default=20, show_default=True, help="So many revisions.")
@asks
def command(client: Client, family: str, target: str, path: str, most: int, output: str) -> None:
    """Show a family's revisions, newest first: who registered each, from which commit, approved by whom and why."""
    place, name = where(client, family, target)
    found = client.get("targets", place, "families", name, "history", path=path, most=most)
    show(found, output, lambda: "\n".join(_text(found)))


def _text(found: Mapping[str, Any]) -> Iterator[str]:
    if not found["revisions"]:
        yield "no revision is to be shown"
    for one in found["revisions"]:
        inactive = "" if one["active"] else click.style("  INACTIVE", dim=True)
        yield (
            click.style(f"{found['family']}:{one['revision']}", bold=True)
            + f"  {clock(one['registered_at'])}{inactive}"
        )
        yield f"    by {printable(one['registrant'] or one['registered_by'] or 'somebody unknown')}"
        if one["source_address"]:
            yield f"    from {printable(one['source_address'])} with {printable(one['user_agent'] or 'no user agent')}"
        if one["ours"]:
            yield f"    plan {(one['plan'] or '?')[:DIGITS]} from commit {(one['commit'] or '?')[:DIGITS]}"
        yield from approvals(one["approvals"], "    ")
        yield from changes(one["changes"], "    ")
    if found["more"]:
        yield click.style("there are more: --most shows them", dim=True)
