"""`plumbrule approve`: say yes to plans, or to a whole commit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from plumbrule.cli.asking import asks, be_sure, lasts_option, plans_argument, reason_option, show, sure_option
from plumbrule.cli.plans import as_text
from plumbrule.cli.report.words import printable
from plumbrule.cli.saying import say
from plumbrule.cli.shown import DIGITS
from plumbrule.errors import Declined

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plumbrule.cli.client import Client

EXAMPLES = """\b
Examples:
  plumbrule approve 3f2a9c0d1b7e --reason "OPS-1234"
  plumbrule approve 3f2a9c0d1b7e --for 2h --yes
  plumbrule approve --commit 9b1c2d3
  plumbrule approve 3f2a9c0d1b7e --break-glass --reason "checkout is down"
"""


@click.command("approve", epilog=EXAMPLES)
@plans_argument
@click.option("--commit", metavar="SHA", default="", help="Everything that this commit changes, as one set.")
@click.option("--break-glass", "glass", is_flag=True, help="Pass freeze, four-eyes and blast radius; everybody hears.")
@reason_option
@lasts_option
@sure_option
@asks
def command(client: Client, names: tuple[str, ...], commit: str, output: str, *, sure: bool, **said: Any) -> None:  # noqa: ANN401
    """Say yes to plans, each by 12 or more digits of its id. It counts for just that change, once.

    Shows what is approved, and asks.
    """
    if bool(names) == bool(commit):
        raise Declined("name plans, or a commit with --commit", why="wrong")
    glass = said.pop("glass")
    if commit:
        _approve_commit(client, commit, output, sure=sure, **said)
        return
    found = [client.get("plans", name) for name in names]
    if output == "text":
        say("\n".join(map(as_text, found)), for_machines=False)
    be_sure(f"Approve {'this' if len(found) == 1 else f'these {len(found)}'}?", sure=sure)
    done = [client.post("plans", plan["id"], "approve", glass=glass, **said) for plan in found]
    show(done[0] if len(done) == 1 else done, output, lambda: "\n".join(map(_outcome, done)))


def _approve_commit(client: Client, commit: str, output: str, *, sure: bool, **said: Any) -> None:  # noqa: ANN401
    found = client.get("commits", commit)
    if output == "text":
        say("\n".join([*map(as_text, found["plans"]), _set(found)]), for_machines=False)
    be_sure(f"Approve these {len(found['plans'])}?", sure=sure)
    done = client.post("commits", found["commit"], "approve", digest=found["digest"], **said)
    show(done, output, lambda: f"approved; {found['canary'][:DIGITS]} goes first, the others when it has settled")


def _set(found: Mapping[str, Any]) -> str:
    canary = f", {found['canary'][:DIGITS]} first" if found["canary"] else ""
    return f"{len(found['plans'])} plans of {found['commit'][:DIGITS]}, digest {found['digest'][:DIGITS]}{canary}"


def _outcome(plan: Mapping[str, Any]) -> str:
    name = f"{plan['id'][:DIGITS]} ({plan['target']}/{plan['family']})"
    if plan["needs"]:
        return f"approved {name}; still needed: {printable('; '.join(plan['needs']))}"
    return f"approved {name}: it is registered as soon as nothing else says no"
