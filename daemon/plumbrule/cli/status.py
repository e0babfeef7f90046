"""`plumbrule status`: how everything stands."""

from __future__ import annotations

import sys
import time
from collections import Counter
from typing import TYPE_CHECKING, Any

import click

from plumbrule.cli.asking import asks, show, target_option
from plumbrule.cli.exits import Exit
from plumbrule.cli.report.words import printable
from plumbrule.cli.shown import DIGITS, ago, approvals, clock, rank, running_of, state_of, table
from plumbrule.errors import Declined

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from plumbrule.cli.client import Client

EXAMPLES = """\b
Examples:
  plumbrule status
  plumbrule status --state out_of_band --state diverged
  plumbrule status --gate awaiting_approval --output json | jq -r '.families[].plan'
  plumbrule status --watch 5
"""
MOST_NAMED = 5
CLEAR = "\x1b[H\x1b[2J\x1b[3J"


@click.command("status", epilog=EXAMPLES)
@target_option
@click.option("--family", "-f", default="", help="Only families of this name; * and ? are wildcards.")
@click.option("--state", multiple=True, help="Only families in this state; may be repeated.")
@click.option("--gate", multiple=True, help="Only families that this gate refuses; may be repeated.")
@click.option(
    "--watch", type=click.FloatRange(1, 3600), is_flag=False, flag_value=2, help="Redraw every so many seconds."
)
@click.option("--fail", is_flag=True, help="Exit with 2 when a family is not at peace.")
@asks
def command(client: Client, output: str, watch: float | None, *, fail: bool, **asked: Any) -> None:  # noqa: ANN401
    """Show how everything stands: counts for each target, and the families that are not at peace."""
    if watch is not None:
        _watch(client, asked, watch)
    found = client.get("status", **asked)
    show(found, output, lambda: as_text(found))
    sys.exit(Exit.SOMETHING if fail and _restless(found) else Exit.CLEAN)


def _watch(client: Client, asked: Mapping[str, Any], seconds: float) -> None:
    """Until Ctrl-C; one write for each picture, so that nothing flickers."""
    if not sys.stdout.isatty():
        raise Declined("--watch redraws a terminal, and this is none", why="wrong")
    while True:
        found = client.get("status", **asked)
        click.echo(f"{CLEAR}{as_text(found)}\n{click.style(f'every {seconds:g}s, Ctrl-C ends it', dim=True)}")
        time.sleep(seconds)


def as_text(found: Mapping[str, Any]) -> str:
    """Targets, halts, broken glass, and a table of families."""
    now, lines = found["now"], [_head(found), *map(_target, found["targets"])]
    lines += map(_halt, found["halts"])
    if found["glass"]:
        lines += [
            click.style("glass was broken, to be reviewed", fg="red", bold=True),
            *approvals(found["glass"], "  "),
        ]
    lines += [*_incidents(found["incidents"]), *_outbox(found), *_verified(found.get("verified", ()))]
    families = sorted(found["families"], key=lambda one: (rank(one["state"]), one["target"], one["family"]))
    if not families:
        return "\n".join([*lines, "nothing to show: everything is at peace"])
    return "\n".join([*lines, "", *_table(families, now), *_rollouts(families)])


def _head(found: Mapping[str, Any]) -> str:
    commit = found["commit"][:DIGITS] if found["commit"] else "no commit"
    name = click.style(printable(found["instance"]), bold=True)
    return f"{name}  at {commit}  plumbrule {found['version']}  {clock(found['now'])}"


def _target(one: Mapping[str, Any]) -> str:
    states = sorted(one["states"].items(), key=lambda pair: rank(pair[0]))
    counts = "  ".join(f"{state_of(state)} {count}" for state, count in states) or "nothing looked at yet"
    counts += f"\n    running: {_counts(one['running'])}" if one["running"] else ""
    trouble = f"\n    {click.style(printable(one['trouble']), fg='red')}" if one["trouble"] else ""
    return f"  {one['name']} ({one['account_id']}, {one['region']}): {counts}{trouble}"


def _counts(running: Mapping[str, int]) -> str:
    return "  ".join(f"{running_of(name)} {count}" for name, count in sorted(running.items()))


def _rollouts(families: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Who is behind, and what moves them."""
    behind = [one for one in families if one["running"] not in {"", "current"}]
    if behind:
        yield "\nwhat runs, where it is not what is registered"
    for one in behind:
        yield f"  {one['target']}/{one['family']}: {running_of(one['running'])}"
        yield from (f"    {printable(line)}" for line in one["runs"])
        yield from (f"    {printable(line)}" for line in one["commands"])


def _incidents(found: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """How many, by status: `plumbrule incidents` lists them."""
    if found:
        counts = Counter(one["status"] for one in found)
        told = ", ".join(f"{number} {status}" for status, number in sorted(counts.items()))
        yield click.style(f"  incidents: {told}", fg="red" if counts["escalated"] else "yellow")


def _outbox(found: Mapping[str, Any]) -> Iterator[str]:
    """Only what does not go as it should."""
    for one in found["outbox"]:
        if one["trouble"]:
            waits = f"{one['waiting']} messages wait since {clock(one['since'])}" if one["waiting"] else "nothing waits"
            yield click.style(f"  {printable(one['sink'])}: {waits}: {printable(one['trouble'])}", fg="red")
    for one in found["dead"]:
        place = "/".join(filter(None, (one["sink"], one["channel"])))
        words = f"  dead letter for {printable(place)} since {clock(one['at'])}: {printable(one['error'])}"
        yield click.style(words, fg="red")
    if found["dead"]:
        yield "    plumbrule notify retry  sends them again"


def _verified(found: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Only what new tasks would miss, and what nobody could look at: `plumbrule verify` lists everything."""
    for one in found:
        for lack in one["lacks"]:
            families = ", ".join(lack["families"][:MOST_NAMED]) + (" …" if len(lack["families"]) > MOST_NAMED else "")
            words = f"  {lack['word']} in {one['target']}: {printable(lack['reason'])} ({printable(families)})"
            yield click.style(words, fg="red" if lack["word"] == "missing" else "yellow")
        if one["denied"]:
            yield click.style(f"  not allowed in {one['target']}: {', '.join(one['denied'])}", fg="yellow")


def _halt(one: Mapping[str, Any]) -> str:
    where = "/".join(filter(None, (one["target"], one["family"]))) or "everything"
    until = f" until {clock(one['until'])}" if one["until"] else ""
    done = "suspended" if one["kind"] == "suspend" else "held"
    return click.style(
        f"  {where} is {done} by {printable(one['person'])}{until}: {printable(one['reason'])}", fg="yellow"
    )


def _table(families: Sequence[Mapping[str, Any]], now: str) -> Iterator[str]:
    titles = ("FAMILY", "STATE", "SINCE", "GATES", "REVISION", "RUNNING", "PLAN", "RISK")
    yield from table(titles, (_row(one, now) for one in families))


def _row(one: Mapping[str, Any], now: str) -> tuple[str, ...]:
    return (
        f"{one['target']}/{one['family']}",
        state_of(one["state"]),
        ago(one["since"], now),
        ",".join(no["gate"] for no in one["gates"]) or "-",
        str(one["revision"] or "-"),
        running_of(one["running"]) if one["running"] else "-",
        (one["plan"] or "-")[:DIGITS],
        one["risks"][0] if one["risks"] else "-",
    )


def _restless(found: Mapping[str, Any]) -> bool:
    return any(one["state"] != "in_sync" or one["gates"] for one in found["families"])
