"""`plumbrule plans`: what could be registered, and what it still needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from plumbrule.cli.asking import asks, plans_argument, show, target_option
from plumbrule.cli.page import code
from plumbrule.cli.report.words import printable
from plumbrule.cli.shown import DIGITS, approvals, changes, clock, gates, state_of, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from plumbrule.cli.client import Client

EXAMPLES = """\b
Examples:
  plumbrule plans
  plumbrule plans 3f2a9c0d1b7e
  plumbrule plans 3f2a9c0d1b7e --markdown > comment.md
"""


@click.command("plans", epilog=EXAMPLES)
@plans_argument
@target_option
@click.option("--family", "-f", default="", help="Only this family.")
@click.option("--markdown", is_flag=True, help="As Markdown, for a comment.")
@asks
def command(client: Client, names: tuple[str, ...], output: str, *, markdown: bool, **asked: Any) -> None:  # noqa: ANN401
    """List the plans that are open, or show some of them whole, superseded ones included."""
    if not names:
        found = client.get("plans", **asked)
        show(found, output, lambda: "\n".join(_table(found)))
        return
    whole = [client.get("plans", name) for name in names]
    form = as_markdown if markdown else as_text
    show(whole[0] if len(whole) == 1 else whole, output, lambda: "\n".join(map(form, whole)))


def as_text(plan: Mapping[str, Any]) -> str:
    """One plan with everything a person needs to say yes or no."""
    name = f"{plan['target']}/{plan['family']}"
    lines = [f"plan {click.style(plan['id'][:DIGITS], bold=True)}  {name}  {state_of(plan['state'])}"]
    lines.append(
        f"  {printable(plan['path'])} at {(plan['commit'] or 'no commit')[:DIGITS]}, over revision {_base(plan)}"
    )
    lines.append(f"  risk: {', '.join(plan['risks']) or 'none'}")
    return "\n".join([*lines, *changes(plan["changes"], "    "), *_said(plan)])


def _said(plan: Mapping[str, Any]) -> Iterator[str]:
    yield from approvals(plan["approvals"], "  ")
    yield from gates(plan["gates"], "  ")
    if plan["superseded_by"]:
        yield click.style(
            f"  superseded by {plan['superseded_by'][:DIGITS]}: {printable(plan['because'])}", fg="yellow"
        )
    elif plan["because"]:
        yield click.style(f"  no more: {printable(plan['because'])}", fg="yellow")
    for need in plan["needs"]:
        yield f"  needs: {printable(need)}"


def as_markdown(plan: Mapping[str, Any]) -> str:
    """One plan for a comment; whatever others wrote stands as code."""
    name, risks = code(f"{plan['target']}/{plan['family']}"), ", ".join(plan["risks"]) or "none"
    lines = [f"**Plan `{plan['id'][:DIGITS]}`** for {name}, {plan['state']}, risk: {risks}", ""]
    lines += [f"- {code(click.unstyle(line.strip()))}" for line in changes(plan["changes"], "")]
    lines += ["", *(f"- {code(click.unstyle(line.strip()))}" for line in _said(plan))]
    return "\n".join([*lines, "", f"`plumbrule approve {plan['id'][:DIGITS]}`"])


def _table(found: list[Mapping[str, Any]]) -> Iterator[str]:
    if not found:
        yield "no plan is open"
        return
    titles = ("PLAN", "FAMILY", "STATE", "RISK", "CHANGES", "GATES", "SINCE")
    yield from table(titles, map(_row, found))


def _row(plan: Mapping[str, Any]) -> tuple[str, ...]:
    return (
        plan["id"][:DIGITS],
        f"{plan['target']}/{plan['family']}",
        state_of(plan["state"]),
        plan["risks"][0] if plan["risks"] else "-",
        str(len(plan["changes"])),
        ",".join(no["gate"] for no in plan["gates"]) or "-",
        clock(plan["at"]),
    )


def _base(plan: Mapping[str, Any]) -> str:
    return str(plan["base_revision"] or "none")
